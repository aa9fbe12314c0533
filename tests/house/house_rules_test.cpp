// The walls of the house (architecture.md, style.md) as tests: who may include whom, what the engine may not touch,
// that every folder explains itself, that documents name files that exist.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace {

namespace fs = std::filesystem;

const fs::path root = BIHUAN_SOURCE_DIR;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<fs::path> sources(const std::string& folder) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    const std::string extension = entry.path().extension();
    if (entry.is_regular_file() && (extension == ".cpp" || extension == ".h")) out.push_back(entry.path());
  }
  std::ranges::sort(out);
  return out;
}

std::vector<std::string> includes(const fs::path& path) {
  static const std::regex line(R"re(^\s*#\s*include\s*[<"]([^>"]+)[>"])re");
  std::vector<std::string> out;
  std::ifstream in(path);
  for (std::string text; std::getline(in, text);) {
    std::smatch match;
    if (std::regex_search(text, match, line)) out.push_back(match[1]);
  }
  return out;
}

bool starts_with_any(const std::string& text, const std::vector<std::string>& prefixes) {
  return std::ranges::any_of(prefixes, [&](const std::string& prefix) { return text.starts_with(prefix); });
}

std::string name(const fs::path& path) {
  return fs::relative(path, root);
}

}  // namespace

TEST(House, TheEngineIncludesNoOuterRoom) {
  for (const fs::path& path : sources("engine")) {
    for (const std::string& include : includes(path)) {
      EXPECT_FALSE(starts_with_any(include, {"adapters/", "api/", "tests/"})) << name(path) << " includes " << include;
    }
  }
}

TEST(House, AdaptersDoNotIncludeTheApi) {
  for (const fs::path& path : sources("adapters")) {
    for (const std::string& include : includes(path)) {
      EXPECT_FALSE(starts_with_any(include, {"api/", "tests/"})) << name(path) << " includes " << include;
    }
  }
}

TEST(House, TheEngineIsPure) {
  // What must not be there, and what to use instead.
  const std::map<std::string, std::string> banned{
      {"chrono", "Context::now and engine/base/instant.h"},
      {"ctime", "Context::now"},
      {"random", "values from the Context"},
      {"thread", "nothing: a step runs on its caller's thread"},
      {"mutex", "nothing: a step runs on its caller's thread"},
      {"atomic", "nothing: a step runs on its caller's thread"},
      {"filesystem", "values handed in by an adapter"},
      {"fstream", "values handed in by an adapter"},
      {"iostream", "events and diagnostics"},
      {"cstdio", "fmt::format into a string"},
      {"unordered_map", "std::map or a sorted vector: order must not depend on hashes"},
      {"unordered_set", "std::set or a sorted vector: order must not depend on hashes"},
      {"nlohmann/json.hpp", "bihuan::Value"},
      {"libxml/parser.h", "engine/definition/model.h"},
      {"spdlog/spdlog.h", "events and diagnostics"},
  };
  for (const fs::path& path : sources("engine")) {
    for (const std::string& include : includes(path)) {
      auto it = banned.find(include);
      EXPECT_EQ(it, banned.end()) << name(path) << " includes <" << include
                                  << ">; use instead: " << (it == banned.end() ? "" : it->second);
    }
  }
}

TEST(House, OnlyEvolveAndALoadingStoreEditState) {
  static const std::regex edit(R"(\.(edit_header|edit_scope|erase_scope)\()");
  for (const fs::path& path : sources("engine")) {
    const std::string file = name(path);
    if (file.starts_with("engine/state/")) continue;
    EXPECT_FALSE(std::regex_search(read(path), edit)) << file << " edits state; emit an event and evolve it instead";
  }
}

TEST(House, EveryFolderOfCodeExplainsItself) {
  for (const char* top : {"engine", "adapters", "api", "processes", "tests", "docs"}) {
    std::set<fs::path> folders{root / top};
    for (auto entry = fs::recursive_directory_iterator(root / top); entry != fs::recursive_directory_iterator();
         ++entry) {
      const fs::path made = entry->path().filename();
      if (made == "node_modules" || made == "target") entry.disable_recursion_pending();  // installed, not ours
      if (entry->is_regular_file()) folders.insert(entry->path().parent_path());
    }
    for (const fs::path& folder : folders) {
      const std::string last = folder.filename();
      if (last == "corpus" || last == "scenarios" || last == "decisions" || last == "__pycache__") continue;
      EXPECT_TRUE(fs::exists(folder / "README.md")) << name(folder) << " has no README.md";
    }
  }
}

TEST(House, FilesThatTheReadingPathNamesExist) {
  static const std::regex quoted(
      R"((?:`|\]\()((?:engine|adapters|api|processes|tests|docs)/[A-Za-z0-9_./-]*)(?:`|\)))");
  for (const char* document : {"README.md", "docs/reading-path.md"}) {
    const std::string text = read(root / document);
    ASSERT_FALSE(text.empty()) << document;
    int named = 0;
    for (auto it = std::sregex_iterator(text.begin(), text.end(), quoted); it != std::sregex_iterator();
         ++it, ++named) {
      EXPECT_TRUE(fs::exists(root / std::string((*it)[1]))) << document << " names " << (*it)[1];
    }
    EXPECT_GE(named, document == std::string("README.md") ? 6 : 30) << document;
  }
}

TEST(House, TestsThatTheSemanticsPageNamesExist) {
  static const std::regex quoted(R"(`([A-Z][A-Za-z0-9]+)\.([A-Z][A-Za-z0-9]+)`)");
  std::string tests;
  for (const fs::path& path : sources("tests")) tests += read(path);
  const std::string text = read(root / "docs/semantics.md");
  int named = 0;
  for (auto it = std::sregex_iterator(text.begin(), text.end(), quoted); it != std::sregex_iterator(); ++it, ++named) {
    const std::regex test("\\(\\s*" + (*it)[1].str() + "\\s*,\\s*" + (*it)[2].str() + "\\s*\\)");
    EXPECT_TRUE(std::regex_search(tests, test)) << "docs/semantics.md names " << (*it)[0];
  }
  EXPECT_GE(named, 30);
}
