// The program: reads the command line and hands over to a sub-command. Wiring only.
#include <fmt/format.h>
#include <sodium.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdlib>
#include <string_view>

#include "api/cli/command.h"

namespace {

bool prefers_english() {
  const char* lang = std::getenv("LANG");
  return lang && std::string_view(lang).starts_with("en");
}

}  // namespace

int main(int argc, char** argv) {
  if (sodium_init() < 0) return 2;
  spdlog::set_default_logger(spdlog::stderr_color_mt("bihuan"));
  bihuan::cli::Shared shared{.english = prefers_english()};
  CLI::App app{"闭环 bihuan：BPMN 2.0 流程引擎 / a BPMN 2.0 workflow engine", "bihuan"};
  app.require_subcommand(1);
  app.fallthrough();
  app.add_flag("--json", shared.json, "结果以 JSON 输出 / print results as JSON");
  app.add_option_function<std::string>(
         "--lang", [&](const std::string& lang) { shared.english = lang == "en"; }, "zh 或 en / language of messages")
      ->check(CLI::IsMember({"zh", "en"}));
  bihuan::cli::add_serve(app, shared);
  bihuan::cli::add_check(app, shared);
  bihuan::cli::add_deploy(app, shared);
  bihuan::cli::add_test(app, shared);
  bihuan::cli::add_audit(app, shared);
  bihuan::cli::add_backup(app, shared);
  bihuan::cli::add_bench(app, shared);
  bihuan::cli::add_eval(app, shared);
  bihuan::cli::add_tck(app, shared);
  bihuan::cli::add_password(app, shared);
  bihuan::cli::add_script_helper(app, shared);
  bihuan::cli::add_version(app, shared);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? 0 : 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "bihuan: {}\n", error.what());
    return 2;
  }
  return shared.exit_code;
}
