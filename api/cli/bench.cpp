// bihuan bench: how fast this program is on this machine, as medians over several runs: the engine alone, and named
// workloads from a client's request to a durable answer, in process. HTTP is measured by tests/bench. It works in
// scratch folders and schemas of its own; what the store holds already is left as it is.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>

#include "adapters/definitions/bpmn_reader.h"
#include "api/cli/bench/figure.h"
#include "api/cli/bench/models.h"
#include "api/cli/bench/stock.h"
#include "api/cli/command.h"
#include "engine/definition/compile.h"

namespace bihuan::cli {
namespace {

struct Options {
  std::vector<std::string> names;
  std::string url, folder, write_models, json_file;
  bool memory = false, list = false, no_bare = false;
  std::vector<int> clients{1, 16};
  int lanes = 0;
  bench::Sizes sizes;
  bench::Effort effort;
};

const std::vector<std::string> usual{"engine", "seq5", "user-task", "task-commands", "async5", "messages", "inbox"};
constexpr const char* engine_alone = "engine";

bench::Place place_of(const Options& options) {
  if (options.memory) return {bench::StoreKind::Memory, ""};
  if (!options.url.empty()) return {bench::StoreKind::Postgresql, options.url};
  if (!options.folder.empty()) return {bench::StoreKind::Sqlite, options.folder};
  return {bench::StoreKind::Sqlite, std::filesystem::temp_directory_path().string()};
}

/// "inbox" names "inbox@10000" as well; "all" leaves out what takes long to prepare.
bool named(const bench::Workload& workload, const std::string& name) {
  if (name == "all") return workload.stock == 0;
  return workload.name == name || workload.name.starts_with(name + "@");
}

/// Throws std::runtime_error on a name that nothing has.
std::vector<bench::Workload> chosen(const Options& options) {
  const auto& names = options.names.empty() ? usual : options.names;
  const std::vector<bench::Workload> all = bench::workloads(options.sizes);
  for (const std::string& name : names) {
    const bool known =
        name == engine_alone || std::ranges::any_of(all, [&](const auto& one) { return named(one, name); });
    if (!known) throw std::runtime_error("没有名为 " + name + " 的负载 / there is no workload " + name + " (--list)");
  }
  std::vector<bench::Workload> out;
  for (const bench::Workload& one : all) {
    if (std::ranges::any_of(names, [&](const std::string& name) { return named(one, name); })) out.push_back(one);
  }
  return out;
}

bool wants_engine(const Options& options) {
  const auto& names = options.names.empty() ? usual : options.names;
  return std::ranges::any_of(names, [](const std::string& name) { return name == engine_alone || name == "all"; });
}

/// start, five tasks, end: a thousand times, on one thread, without a host.
void thousand_steps(const definition::Definition& definition) {
  const Context context{.now = {1'790'000'000'000'000}, .actor = "bench"};
  const Command start = command::StartInstance{.instance = InstanceId{1}};
  for (int i = 0; i < 1000; ++i) {
    state::State state;
    if (!step(definition, state, start, context)) throw std::runtime_error("the engine refuses the bench's start");
  }
}

bench::Figure measure_engine(const bench::Effort& effort) {
  const auto files = bench::models();
  const auto file = std::ranges::find(files, "seq5.bpmn", &store::FileRow::name);
  const auto model = definitions::read_bpmn(file->bytes, file->name);
  const auto compiled = definition::compile(model->processes.front(), file->name);
  using Clock = std::chrono::steady_clock;
  std::vector<double> rates, cpu;
  thousand_steps(*compiled->definition);
  for (int run = 0; run < effort.runs; ++run) {
    const auto begin = Clock::now();
    const std::clock_t used = std::clock();
    double done = 0, seconds = 0;
    for (; seconds < effort.seconds; seconds = std::chrono::duration<double>(Clock::now() - begin).count()) {
      thousand_steps(*compiled->definition);
      done += 1000;
    }
    rates.push_back(done / seconds);
    cpu.push_back(static_cast<double>(std::clock() - used) / CLOCKS_PER_SEC * 1000 / done);
  }
  std::ranges::sort(rates);
  std::ranges::sort(cpu);
  bench::Figure out{.workload = "engine alone: seq5", .unit = "instances", .store = "–", .clients = 1};
  out.median = rates[rates.size() / 2], out.least = rates.front(), out.most = rates.back();
  out.own_cpu_s = cpu[cpu.size() / 2];
  return out;
}

void list(const Options& options) {
  fmt::print("{:<18} {}\n", engine_alone, "start, five steps, end on one thread, without a host");
  for (const bench::Workload& one : bench::workloads(options.sizes)) fmt::print("{:<18} {}\n", one.name, one.says);
}

void write_models(const std::string& folder) {
  std::filesystem::create_directories(folder);
  for (const store::FileRow& file : bench::models()) {
    std::ofstream(std::filesystem::path(folder) / file.name, std::ios::binary) << file.bytes;
  }
}

/// Measures one after the other; those with the same stock share a session, as laying it in takes a while.
class Bench {
 public:
  explicit Bench(const Options& options) : options_(options), place_(place_of(options)) {}
  std::vector<bench::Figure> run();

 private:
  bench::Session& session_for(const bench::Workload& workload);
  bench::Figure until_drained(const bench::Figure& beside);

  const Options& options_;
  const bench::Place place_;
  std::unique_ptr<bench::Session> session_;
};

bench::Session& Bench::session_for(const bench::Workload& workload) {
  const std::size_t stock = workload.stock;
  const bool fits = session_ && stock > 0 && session_->stock().instances.size() == stock && !session_->stock().due;
  if (fits && !workload.all_due) return *session_;
  session_.reset();
  session_ = std::make_unique<bench::Session>(place_.kind, place_.where, options_.lanes);
  if (stock > 0) workload.all_due ? bench::lay_in_due(*session_, stock) : bench::lay_in(*session_, stock);
  return *session_;
}

/// How many of the timers fired a second, from when they were due until the last had, the lives beside them included.
bench::Figure Bench::until_drained(const bench::Figure& beside) {
  bench::Figure out{.workload = beside.workload + ": fired", .unit = "timers", .store = beside.store};
  out.clients = beside.clients;
  out.median = out.least = out.most =
      static_cast<double>(session_->stock().instances.size()) / bench::drained(*session_);
  return out;
}

std::vector<bench::Figure> Bench::run() {
  std::vector<bench::Figure> out;
  const std::vector<bench::Workload> all = chosen(options_);
  if (wants_engine(options_)) out.push_back(measure_engine(options_.effort));
  for (const bench::Workload& one : all) {
    for (int clients : options_.clients) {
      if (clients > one.most_clients && options_.clients.front() != clients) continue;
      const int most = std::min(clients, one.most_clients);
      out.push_back(bench::measure(session_for(one), place_, one, most, options_.effort));
      if (one.all_due) out.push_back(until_drained(out.back()));
      fmt::print(stderr, "{}, {}: {:.0f}\n", one.name, most, out.back().median);
    }
  }
  return out;
}

void run(const Options& options, Shared& shared) try {
  if (!options.write_models.empty()) return write_models(options.write_models);
  if (options.list) return list(options);
  const std::vector<bench::Figure> figures = Bench(options).run();
  if (!options.json_file.empty()) std::ofstream(options.json_file) << bench::to_json(figures) << "\n";
  if (shared.json) {
    fmt::print("{}\n", bench::to_json(figures));
  } else {
    fmt::print("medians of {} runs of {} s\n{}", options.effort.runs, options.effort.seconds, bench::to_table(figures));
  }
} catch (const std::exception& error) {
  fmt::print(stderr, "bihuan bench: {}\n", error.what());
  shared.exit_code = 2;
}

}  // namespace

void add_bench(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand("bench", "测量本机速度 / measure on this machine");
  auto options = std::make_shared<Options>();
  command->add_option("workloads", options->names,
                      "负载名，all 为除 inbox、live 外的全部 / names of workloads; all: but inbox and live");
  command->add_flag("--list", options->list, "列出负载 / list the workloads");
  command->add_option("--store", options->url, "PostgreSQL 地址，在其中另建模式 / PostgreSQL, in schemas of its own");
  command->add_option("--data", options->folder, "SQLite 文件所在文件夹 / folder for scratch SQLite files");
  command->add_flag("--memory", options->memory, "内存存储 / a store in memory");
  command->add_option("--runs", options->effort.runs, "次数 / runs")->capture_default_str()->check(CLI::Range(1, 100));
  command->add_option("--seconds", options->effort.seconds, "每次秒数 / seconds a run")->capture_default_str();
  command->add_option("--clients", options->clients, "同时请求的客户数 / clients, each with one request under way")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->capture_default_str()
      ->check(CLI::Range(1, 64));
  command
      ->add_option("--lanes", options->lanes, "同时提交数，0 为自动 / commits at a time, 0 = as the program sees fit")
      ->capture_default_str()
      ->check(CLI::Range(0, 16));
  command->add_option("--tasks", options->sizes.tasks, "inbox 的待办数 / open tasks of inbox")
      ->capture_default_str()
      ->check(CLI::Range(1000, 100'000'000));
  command->add_option("--live", options->sizes.live, "live 的实例数 / instances of live")
      ->capture_default_str()
      ->check(CLI::Range(1000, 100'000'000));
  command->add_flag("--no-bare", options->no_bare, "不测无引擎的同样提交 / not the same commits without an engine");
  command->add_option("--json-file", options->json_file, "另存 JSON / the figures as JSON as well");
  command->add_option("--write-models", options->write_models,
                      "把流程写入文件夹 / only write the processes to a folder");
  command->callback([options, &shared] {
    options->effort.bare = !options->no_bare;
    run(*options, shared);
  });
}

}  // namespace bihuan::cli
