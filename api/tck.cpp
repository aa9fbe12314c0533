// Decides the walk over the folder and the table. Test files are found by name, as the kit's own runner does.
#include "api/tck.h"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <filesystem>

#include "adapters/system/clock.h"
#include "adapters/system/files.h"
#include "api/decision_file.h"

namespace bihuan::api {
namespace {

namespace fs = std::filesystem;

bool is_test_file(const fs::path& path) {
  return path.extension() == ".xml" && path.filename().string().find("-test-") != std::string::npos;
}

std::string last_two_parts(const fs::path& folder) {
  const fs::path whole = fs::absolute(folder).lexically_normal();
  return (whole.parent_path().filename() / whole.filename()).string();
}

bool matches(const std::string& pattern, const TckFileResult& file) {
  if (pattern.empty()) return true;
  const std::string name = fs::path(file.folder).filename();
  return fnmatch(pattern.c_str(), name.c_str(), 0) == 0 || fnmatch(pattern.c_str(), file.test.c_str(), 0) == 0;
}

void add(std::vector<std::string>& faults, const std::vector<definition::Diagnostic>& diagnostics) {
  for (const definition::Diagnostic& one : diagnostics)
    faults.push_back(fmt::format("{}:{}: {}", one.file, one.where.line, one.message_en));
}

/// A test file that names no model tests the one that it is called after.
std::string model_name(const definitions::TckFile& file, const fs::path& path) {
  if (!file.model_name.empty()) return file.model_name;
  const std::string name = path.filename().string();
  return name.substr(0, name.find("-test-")) + ".dmn";
}

/// Faulty texts become null, since the kit asks for the errors of some.
std::optional<dmn::Decisions> decisions_of(const fs::path& model, std::vector<std::string>& faults) {
  auto decisions = decisions_of_file(model.string(), dmn::OnFault::BecomeNull);
  if (decisions) return std::move(*decisions);
  for (const FileFault& fault : decisions.error())
    faults.push_back(fmt::format("{}:{}: {}", model.filename().string(), fault.line, fault.message_en));
  return std::nullopt;
}

void run(TckFileResult& result, const fs::path& path) {
  const auto bytes = system::read_file(path);
  if (!bytes) return result.faults.push_back(bytes.error());
  const auto file = definitions::read_tck(*bytes, path.filename().string());
  if (!file) return add(result.faults, file.error());
  const auto decisions = decisions_of(path.parent_path() / model_name(*file, path), result.faults);
  if (!decisions) {
    for (const definitions::TckCase& test : file->cases)
      result.outcomes.push_back({test.id, test.description, {{"", "", "", result.faults}}});
    return;
  }
  const feel::Environment env{system::now(), &system::zones(), "UTC", {}};
  result.outcomes = definitions::run_tck(*file, *decisions, env);
}

/// For the fifth column: one line, double quotes made single, as the kit's own runner leaves no way to write them.
std::string detail_of(const definitions::TckOutcome& outcome) {
  std::string text;
  for (const definitions::TckMismatch& one : outcome.mismatches)
    text += fmt::format("{}{}: expected {} but was {}", text.empty() ? "" : "; ", one.result_node, one.expected,
                        one.actual);
  std::ranges::replace(text, '"', '\'');
  std::ranges::replace(text, '\n', ' ');
  return text;
}

}  // namespace

std::size_t TckFileResult::passed() const {
  return static_cast<std::size_t>(std::ranges::count_if(outcomes, &definitions::TckOutcome::passed));
}

std::size_t TckReport::passed() const {
  std::size_t count = 0;
  for (const TckFileResult& file : files) count += file.passed();
  return count;
}

/// A test file that cannot be read counts as one failed case.
std::size_t TckReport::failed() const {
  std::size_t count = 0;
  for (const TckFileResult& file : files)
    count += file.outcomes.empty() ? !file.faults.empty() : file.outcomes.size() - file.passed();
  return count;
}

TckReport run_tck_folder(const std::string& folder, const std::string& only) {
  TckReport report;
  for (const std::string& name : system::files_below(folder)) {
    const fs::path path = name;
    if (!is_test_file(path)) continue;
    TckFileResult result{last_two_parts(path.parent_path()), path.stem().string(), {}, {}};
    if (!matches(only, result)) continue;
    run(result, path);
    report.files.push_back(std::move(result));
  }
  return report;
}

std::string tck_csv(const TckReport& report) {
  std::string text;
  for (const TckFileResult& file : report.files)
    for (const definitions::TckOutcome& outcome : file.outcomes)
      text += fmt::format("\"{}\",\"{}\",\"{}\",\"{}\",\"{}\"\n", file.folder, file.test, outcome.case_id,
                          outcome.passed() ? "SUCCESS" : "ERROR", detail_of(outcome));
  return text;
}

}  // namespace bihuan::api
