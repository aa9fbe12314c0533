// Checks that the documents about the engine name files and tests that exist.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

namespace bihuan::testing {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
  std::ifstream file(path);
  std::ostringstream all;
  all << file.rdbuf();
  return all.str();
}

std::vector<std::string> all_in_ticks(const std::string& text, const char* pattern) {
  const std::regex ticked(std::string("`(") + pattern + ")`");
  std::vector<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), ticked), end; at != end; ++at) found.push_back((*at)[1]);
  return found;
}

TEST(ReadingPath, NamesOnlyFilesThatExist) {
  const fs::path root = BIHUAN_SOURCE_DIR;
  const auto paths = all_in_ticks(contents(root / "docs/reading-path.md"), "[a-z_]+/[a-z_/]+\\.(?:cpp|h|md)");
  EXPECT_GE(paths.size(), 30u);
  for (const std::string& path : paths) EXPECT_TRUE(fs::exists(root / path)) << path;
}

TEST(Semantics, NamesOnlyTestsThatExist) {
  const fs::path root = BIHUAN_SOURCE_DIR;
  std::string tests;
  for (const auto& entry : fs::recursive_directory_iterator(root / "tests/engine"))
    if (entry.path().extension() == ".cpp") tests += contents(entry.path());
  const auto names = all_in_ticks(contents(root / "docs/semantics.md"), "[A-Z][A-Za-z]+\\.[A-Z][A-Za-z]+");
  EXPECT_GE(names.size(), 30u);
  for (const std::string& name : names) {
    const std::size_t dot = name.find('.');
    EXPECT_NE(tests.find("TEST(" + name.substr(0, dot) + ", " + name.substr(dot + 1) + ")"), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace bihuan::testing
