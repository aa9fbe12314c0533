// The compatibility kit's given half, through the same runner as `bihuan tck`: every case passes but those that
// docs/semantics.md lists.
#include "api/tck.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

namespace bihuan::api {
namespace {

namespace fs = std::filesystem;

/// "test/case" of every failure.
std::set<std::string> failures(const TckReport& report) {
  std::set<std::string> found;
  for (const TckFileResult& file : report.files)
    for (const definitions::TckOutcome& outcome : file.outcomes)
      if (!outcome.passed()) found.insert(file.test + "/" + outcome.case_id);
  return found;
}

/// As listed in docs/semantics.md: lines of the form "- `test/case`".
std::set<std::string> documented() {
  std::set<std::string> listed;
  std::ifstream file(fs::path(BIHUAN_SOURCE_DIR) / "docs/semantics.md");
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("- `") || line.find("-test-") == std::string::npos) continue;
    listed.insert(line.substr(3, line.find('`', 3) - 3));
  }
  return listed;
}

TEST(CompatibilityKit, FailsExactlyTheDocumentedCases) {
  const fs::path folder = fs::path(BIHUAN_SOURCE_DIR) / "../shared/corpora/dmn-tck";
  if (!fs::is_directory(folder)) GTEST_SKIP() << "skipped: no corpora";
  const TckReport report = run_tck_folder(folder);
  EXPECT_GE(report.passed(), 1500u);
  EXPECT_EQ(failures(report), documented());
}

TEST(CompatibilityKit, LevelTwoIsWhole) {
  const fs::path folder = fs::path(BIHUAN_SOURCE_DIR) / "../shared/corpora/dmn-tck/compliance-level-2";
  if (!fs::is_directory(folder)) GTEST_SKIP() << "skipped: no corpora";
  const TckReport report = run_tck_folder(folder);
  EXPECT_GT(report.passed(), 0u);
  EXPECT_EQ(report.failed(), 0u);
}

TEST(CompatibilityKit, WritesTheKitsOwnTable) {
  TckReport report;
  report.files.push_back({"compliance-level-2/0001-a",
                          "0001-a-test-01",
                          {},
                          {{"001", "", {}}, {"002", "", {{"D", "\"x\"", "null", {}}}}}});
  EXPECT_EQ(tck_csv(report),
            "\"compliance-level-2/0001-a\",\"0001-a-test-01\",\"001\",\"SUCCESS\",\"\"\n"
            "\"compliance-level-2/0001-a\",\"0001-a-test-01\",\"002\",\"ERROR\",\"D: expected 'x' but was null\"\n");
  EXPECT_EQ(report.passed(), 1u);
  EXPECT_EQ(report.failed(), 1u);
}

}  // namespace
}  // namespace bihuan::api
