// Models as vendors' tools wrote them: every scenario model is read, and what it says of Java is said again.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/adapters/definitions/dialect_text_of.h"

namespace bihuan::definitions {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(DialectCorpora, EveryScenarioModelIsReadWithNothingUnsupported) {
  const fs::path folder = fs::path(BIHUAN_SOURCE_DIR) / "../shared/corpora/camunda-scenarios/bpmn";
  if (!fs::is_directory(folder)) GTEST_SKIP() << "skipped: no corpora";
  int read = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".bpmn") && !name.ends_with(".xml")) continue;
    const auto model = read_bpmn(content(entry.path()), name);
    ASSERT_TRUE(model) << name << "\n" << told(model.error());
    for (const auto& process : model->processes)
      for (const auto& unsupported : process.unsupported) ADD_FAILURE() << name << " " << unsupported.message_en;
    ++read;
  }
  EXPECT_GT(read, 50);
}

}  // namespace
}  // namespace bihuan::definitions
