// bihuan serve: one node, until SIGTERM (answers what is in flight) or a second one (ends at once).
#include <fmt/format.h>
#include <signal.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "adapters/codec/json.h"
#include "adapters/script/runner.h"
#include "adapters/system/files.h"
#include "api/application.h"
#include "api/cli/command.h"
#include "api/version.h"

namespace bihuan::cli {
namespace {

constexpr std::chrono::seconds grace{20};

struct Options {
  StoreOptions store;
  std::string address = "127.0.0.1", processes, web, node, jobs = "on", log = "info", engine_rest = "signed-in";
  std::uint16_t port = 8080;
  int workers = 4, threads = 2, cache_mb = 256;
  bool open_anywhere = false;
  std::vector<std::string> proxies;
  security::OidcSettings oidc;
  std::string oidc_secret_file;
  int script_ms = 1000;
  std::int64_t idle_minutes = 30, absolute_hours = 12;
};

/// What --web says, else "web" beside the folder of the program, as the build lays both out; "" if there is none.
std::string web_folder(const Options& options) {
  if (!options.web.empty()) return options.web;
  std::error_code no;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", no);
  const auto beside = program.parent_path().parent_path() / "web";
  return std::filesystem::exists(beside / "index.html", no) ? beside.string() : std::string();
}

api::EngineRest engine_rest_of(const Options& options) {
  if (options.engine_rest == "open") return api::EngineRest::Open;
  return options.engine_rest == "off" ? api::EngineRest::Off : api::EngineRest::SignedIn;
}

/// The open dialect asks nobody who they are: whoever reaches the port may do everything.
std::optional<std::string> wrong_with_open_dialect(const Options& options) {
  if (options.engine_rest != "open") return std::nullopt;
  const std::string& address = options.address;
  const bool here = address.starts_with("127.") || address == "::1" || address == "localhost";
  if (here || options.open_anywhere) return std::nullopt;
  return "--engine-rest=open 只能用于本机地址（测试用），确需如此请加 --engine-rest-open-anywhere"
         " / is for loopback addresses; add --engine-rest-open-anywhere to force it";
}

/// Its helper processes start with the first script.
std::shared_ptr<script::Runner> script_runner(const Options& options) {
  script::RunnerSettings settings;
  settings.limit = std::chrono::milliseconds(options.script_ms);
  return std::make_shared<script::Runner>(settings);
}

api::ApplicationSettings settings_of(const Options& options) {
  api::ApplicationSettings settings{.store = options.store.url, .data_folder = options.store.data};
  settings.processes_folder = options.processes;
  settings.web_folder = web_folder(options);
  settings.node = options.node.empty() ? fmt::format("node-{}", getpid()) : options.node;
  settings.workers = options.workers;
  settings.cache_bytes = static_cast<std::size_t>(options.cache_mb) * 1024 * 1024;
  settings.run_jobs = options.jobs == "on";
  settings.engine_rest = engine_rest_of(options);
  settings.run_script = [runner = script_runner(options)](const ScriptQuestion& asked) { return runner->run(asked); };
  settings.sessions.idle_us = options.idle_minutes * 60 * us_per_second;
  settings.sessions.absolute_us = options.absolute_hours * 3600 * us_per_second;
  if (!options.oidc.issuer.empty()) settings.oidc = options.oidc;
  settings.http.address = options.address;
  settings.http.port = options.port;
  settings.http.threads = options.threads;
  settings.http.trusted_proxies = options.proxies;
  return settings;
}

/// Results to standard output: the address, and once in a lifetime the password.
void announce(const api::Started& started, const Options& options, const Shared& shared) {
  const std::string address = fmt::format("http://{}:{}", options.address, started.port);
  if (shared.json) {
    ContextEntries out{
        {"address", address}, {"port", static_cast<std::int64_t>(started.port)}, {"store", started.store_kind}};
    if (started.one_time_password) out.emplace_back("oneTimePassword", *started.one_time_password);
    fmt::print("{}\n", codec::to_json(Value(std::move(out))));
  } else {
    fmt::print("闭环 bihuan {}（{}）\n  地址 / address: {}\n  接口说明 / API: {}/api\n", version, started.store_kind,
               address, address);
    if (started.one_time_password) {
      fmt::print("  管理员 / administrator: admin\n  一次性口令 / one-time password: {}\n", *started.one_time_password);
    }
    fmt::print("  停止 / stop: Ctrl-C\n");
  }
  std::fflush(stdout);
}

void tell_refused(const api::Started& started) {
  for (const auto& diagnostic : started.refused) {
    spdlog::error("{}:{}: {} {}", diagnostic.file, diagnostic.where.line, diagnostic.element_id, diagnostic.message_zh);
  }
}

/// Signals are taken by this thread alone: they must be blocked before any other thread starts.
sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  return signals;
}

void wait_and_stop(api::Application& application, const sigset_t& signals) {
  int signal = 0;
  sigwait(&signals, &signal);
  spdlog::info("stopping: answering what is in flight; a second signal ends at once");
  std::jthread second([&](std::stop_token token) {
    const timespec moment{0, 100'000'000};
    while (!token.stop_requested()) {
      if (sigtimedwait(&signals, nullptr, &moment) > 0) return application.stop_now();
    }
  });
  if (!application.stop(grace)) spdlog::warn("stopped before every answer had left");
}

/// The secret stands in a file, since everybody on the machine sees the options of a process. Answers what is wrong.
std::optional<std::string> read_oidc(Options& options) {
  if (options.oidc.issuer.empty()) return std::nullopt;
  if (auto wrong = security::wrong_with(options.oidc)) return wrong;
  if (options.oidc.title.empty()) options.oidc.title = "统一身份认证";
  if (options.oidc_secret_file.empty()) return std::nullopt;
  auto secret = system::read_file(options.oidc_secret_file);
  if (!secret) return "--oidc-client-secret-file: " + secret.error();
  while (!secret->empty() && (secret->back() == '\n' || secret->back() == '\r')) secret->pop_back();
  options.oidc.client_secret = *secret;
  return std::nullopt;
}

/// What is wrong with the options beyond what each alone may be.
std::optional<std::string> wrong_with(Options& options) {
  if (auto wrong = wrong_with_open_dialect(options)) return wrong;
  return read_oidc(options);
}

void run(Options& options, Shared& shared) {
  if (const auto wrong = wrong_with(options)) {
    fmt::print(stderr, "bihuan serve: {}\n", *wrong);
    shared.exit_code = 2;
    return;
  }
  spdlog::set_level(spdlog::level::from_str(options.log));
  const sigset_t signals = block_signals();
  std::filesystem::create_directories(options.store.data);
  api::Application application(settings_of(options));
  const auto started = application.start();
  if (!started) {
    fmt::print(stderr, "bihuan serve: {}\n", started.error());
    shared.exit_code = 2;
    return;
  }
  tell_refused(*started);
  if (options.engine_rest == "open") {
    spdlog::warn("/engine-rest IS OPEN: whoever reaches {}:{} may do everything; this is for test harnesses alone",
                 options.address, started->port);
  }
  announce(*started, options, shared);
  wait_and_stop(application, signals);
}

}  // namespace

void add_serve(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand("serve", "启动服务 / serve the API");
  auto options = std::make_shared<Options>();
  options->store.add_to(*command);
  command->add_option("--port", options->port, "端口，0 为任意空闲端口 / port, 0 = any free one")
      ->capture_default_str();
  command->add_option("--address", options->address, "监听地址 / address")->capture_default_str();
  command->add_option("--processes", options->processes,
                      "启动时部署的流程文件夹 / folder deployed at start if it changed");
  command->add_option(
      "--web", options->web,
      "页面文件夹，缺省为程序旁的 web / folder of the built pages, \"web\" beside the program by default");
  command->add_option("--node", options->node, "节点名 / name of this node");
  command->add_option("--workers", options->workers, "处理请求的线程 / worker threads")
      ->capture_default_str()
      ->check(CLI::Range(1, 64));
  command->add_option("--threads", options->threads, "网络线程 / network threads")
      ->capture_default_str()
      ->check(CLI::Range(1, 64));
  command->add_option("--cache-mb", options->cache_mb, "在手案件所用内存 / memory for instances at hand, in MB")
      ->capture_default_str()
      ->check(CLI::Range(1, 1024 * 1024));
  command->add_option("--jobs", options->jobs, "off：定时器和任务由外部触发 / off: timers are fired by hand")
      ->check(CLI::IsMember({"on", "off"}));
  command
      ->add_option("--engine-rest", options->engine_rest,
                   "Camunda 7 接口：signed-in 需登录，open 不登录（仅测试），off 关闭 / the Camunda 7 REST dialect")
      ->capture_default_str()
      ->check(CLI::IsMember({"signed-in", "open", "off"}));
  command->add_flag("--engine-rest-open-anywhere", options->open_anywhere,
                    "允许在非本机地址上不登录使用 / open on other than loopback addresses too");
  command->add_option("--script-ms", options->script_ms, "单个脚本最长运行毫秒数 / longest run of one script")
      ->capture_default_str()
      ->check(CLI::Range(10, 60'000));
  command->add_option("--trusted-proxy", options->proxies, "可信代理地址 / proxies whose X-Forwarded-* are believed");
  command
      ->add_option("--session-idle-minutes", options->idle_minutes, "页面会话空闲多久后失效 / sessions end when idle")
      ->capture_default_str()
      ->check(CLI::Range(1, 24 * 60));
  command->add_option("--session-hours", options->absolute_hours, "页面会话最长时间 / longest session")
      ->capture_default_str()
      ->check(CLI::Range(1, 24 * 7));
  command->add_option("--oidc-issuer", options->oidc.issuer, "统一身份认证地址 / issuer of the identity provider");
  command->add_option("--oidc-client-id", options->oidc.client_id, "在认证中心登记的编号 / client id at the provider");
  command->add_option("--oidc-client-secret-file", options->oidc_secret_file,
                      "客户端密钥文件 / file with the client secret");
  command->add_option("--oidc-title", options->oidc.title, "登录按钮上的名称 / words on the button");
  command->add_option("--log", options->log, "日志级别 / log level")
      ->check(CLI::IsMember({"debug", "info", "warn", "error"}));
  command->callback([options, &shared] { run(*options, shared); });
}

}  // namespace bihuan::cli
