// Rules of the generated pages: what is committed is what the generator makes, and what is executed is shown.
#include "engine/analysis/coverage.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/coverage/miwg.h"
#include "tests/coverage/pages.h"

namespace bihuan::coverage {
namespace {

const std::string root = BIHUAN_SOURCE_DIR;

bool updates() {
  return std::getenv("UPDATE_COVERAGE") != nullptr;
}

void is_committed(const std::string& path, const std::string& text) {
  if (updates()) std::ofstream(root + "/" + path, std::ios::binary) << text;
  EXPECT_TRUE(read_file(root + "/" + path) == text)
      << path << " is out of date: run test_coverage with UPDATE_COVERAGE=1";
}

}  // namespace

TEST(Coverage, PagesSayWhatTheCodeSays) {
  if (updates()) {
    std::filesystem::remove_all(root + "/docs/elements");
    std::filesystem::create_directories(root + "/docs/elements");
  }
  const Files files = pages(root, read_traces(root));
  for (const auto& [path, text] : files) is_committed(path, text);
  for (const auto& entry : std::filesystem::directory_iterator(root + "/docs/elements"))
    EXPECT_TRUE(files.contains("docs/elements/" + entry.path().filename().string()))
        << entry.path().filename() << " is no page any more";
}

TEST(Coverage, EachElementThatIsExecutedHasATrace) {
  const auto traces = read_traces(root);
  for (const analysis::CoveredElement& e : analysis::covered_elements()) {
    if (!e.executed) continue;
    const bool shown = std::ranges::any_of(traces, [&](const Trace& trace) { return !trace.shows(e.kind).empty(); });
    EXPECT_TRUE(shown) << "no golden trace shows " << e.name;
  }
}

TEST(Coverage, TableOfTheInterchangeModelsIsWhatReaderAndCompilerSay) {
  const std::string page = miwg_page(root + "/../shared/corpora/bpmn-miwg");
  if (page.empty()) GTEST_SKIP() << "the interchange models are not here";
  is_committed("docs/miwg.md", page);
}

}  // namespace bihuan::coverage
