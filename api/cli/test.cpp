// bihuan test FILE…: scenario tests on virtual time (docs/scenarios.md).
#include <fmt/format.h>

#include "adapters/codec/json.h"
#include "adapters/script/runner.h"
#include "adapters/system/files.h"
#include "api/cli/command.h"
#include "api/scenario/scenario.h"

namespace bihuan::cli {
namespace {

std::vector<std::string> scenario_files(const std::vector<std::string>& paths) {
  std::vector<std::string> out;
  for (const std::string& path : paths) {
    for (std::string& file : system::files_below(path)) {
      if (file.ends_with(".yaml") || file.ends_with(".yml")) out.push_back(std::move(file));
    }
  }
  return out;
}

Value json_of(const scenario::Result& result) {
  List problems;
  for (const auto& problem : result.problems) {
    problems.push_back(Value(ContextEntries{{"line", problem.line}, {"message", problem.message}}));
  }
  return Value(ContextEntries{{"file", result.file},
                              {"name", result.name},
                              {"passed", result.passed()},
                              {"problems", Value(std::move(problems))}});
}

void print(const scenario::Result& result, bool trace) {
  fmt::print("{} {} ({})\n", result.passed() ? "通过" : "失败", result.name, result.file);
  for (const auto& problem : result.problems) fmt::print("  {}:{}: {}\n", result.file, problem.line, problem.message);
  if (!trace) return;
  for (const std::string& line : result.trace) fmt::print("    {}\n", line);
}

void run(const std::vector<std::string>& paths, bool trace, Shared& shared) {
  int passed = 0, failed = 0;
  List results;
  const auto runner = std::make_shared<script::Runner>();
  const auto run_script = [runner](const ScriptQuestion& asked) { return runner->run(asked); };
  for (const std::string& file : scenario_files(paths)) {
    const scenario::Result result = scenario::run(file, run_script);
    ++(result.passed() ? passed : failed);
    shared.json ? results.push_back(json_of(result)) : print(result, trace || !result.passed());
  }
  if (shared.json) {
    fmt::print("{}\n", codec::to_json(Value(ContextEntries{
                           {"passed", passed}, {"failed", failed}, {"results", Value(std::move(results))}})));
  } else {
    fmt::print("{} passed, {} failed\n", passed, failed);
  }
  if (passed + failed == 0) fmt::print(stderr, "bihuan test: no scenario (*.yaml) found\n");
  shared.exit_code = failed ? 1 : passed ? 0 : 2;
}

}  // namespace

void add_test(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand("test", "以虚拟时间运行场景测试 / run scenario tests on virtual time");
  auto files = std::make_shared<std::vector<std::string>>();
  auto trace = std::make_shared<bool>(false);
  command->add_option("FILE", *files, "YAML 文件或文件夹 / YAML files or folders")->required();
  command->add_flag("--trace", *trace, "显示经过的环节 / show the way taken");
  command->callback([files, trace, &shared] { run(*files, *trace, shared); });
}

}  // namespace bihuan::cli
