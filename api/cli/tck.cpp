// bihuan tck FOLDER: runs the decision tests of the DMN Technology Compatibility Kit.
#include "api/tck.h"

#include <fmt/format.h>

#include <fstream>

#include "adapters/codec/json.h"
#include "api/cli/command.h"

namespace bihuan::cli {
namespace {

struct Options {
  std::string folder, csv, only;
  bool quiet = false;
};

void print(const definitions::TckOutcome& outcome) {
  fmt::print("    {} {}\n", outcome.case_id, outcome.description);
  for (const definitions::TckMismatch& one : outcome.mismatches) {
    fmt::print("      {}: expected {} but was {}\n", one.result_node, one.expected, one.actual);
    for (const std::string& note : one.notes) fmt::print("        {}\n", note);
  }
}

void print(const api::TckFileResult& file, bool quiet) {
  const std::size_t total = file.outcomes.size();
  fmt::print("{} {}/{} {} {}\n", file.passed() == total && file.faults.empty() ? "ok  " : "FAIL", file.passed(), total,
             file.folder, file.test);
  for (const std::string& fault : file.faults) fmt::print("    {}\n", fault);
  if (quiet || !file.faults.empty()) return;
  for (const definitions::TckOutcome& outcome : file.outcomes)
    if (!outcome.passed()) print(outcome);
}

Value json_of(const api::TckReport& report) {
  List files;
  for (const api::TckFileResult& file : report.files) {
    List failed;
    for (const definitions::TckOutcome& outcome : file.outcomes)
      if (!outcome.passed()) failed.push_back(outcome.case_id);
    files.push_back(ContextEntries{{"folder", file.folder},
                                   {"test", file.test},
                                   {"passed", static_cast<std::int64_t>(file.passed())},
                                   {"failed", Value(std::move(failed))}});
  }
  return ContextEntries{{"passed", static_cast<std::int64_t>(report.passed())},
                        {"failed", static_cast<std::int64_t>(report.failed())},
                        {"files", Value(std::move(files))}};
}

bool write(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  return out.flush().good();
}

void run(const Options& options, Shared& shared) {
  const api::TckReport report = api::run_tck_folder(options.folder, options.only);
  if (report.files.empty()) {
    fmt::print(stderr, "bihuan tck: no test file (*-test-*.xml) found below {}\n", options.folder);
    shared.exit_code = 2;
    return;
  }
  if (shared.json) {
    fmt::print("{}\n", codec::to_json(json_of(report)));
  } else {
    for (const api::TckFileResult& file : report.files) print(file, options.quiet);
    fmt::print("{} passed, {} failed\n", report.passed(), report.failed());
  }
  shared.exit_code = report.failed() == 0 ? 0 : 1;
  if (!options.csv.empty() && !write(options.csv, api::tck_csv(report))) {
    fmt::print(stderr, "bihuan tck: cannot write {}\n", options.csv);
    shared.exit_code = 2;
  }
}

}  // namespace

void add_tck(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand("tck", "运行 DMN 兼容性测试集 / run DMN Technology Compatibility Kit tests");
  auto options = std::make_shared<Options>();
  command->add_option("FOLDER", options->folder, "测试文件夹 / folder of tests")->required();
  command->add_option("--csv", options->csv, "把结果另存为测试集的 CSV / also write the kit's own CSV");
  command->add_option("--only", options->only, "只运行名称相符的 / only folders or tests of this pattern (* and ?)");
  command->add_flag("--quiet", options->quiet, "不列出失败的用例 / do not list the failing cases");
  command->callback([options, &shared] { run(*options, shared); });
}

}  // namespace bihuan::cli
