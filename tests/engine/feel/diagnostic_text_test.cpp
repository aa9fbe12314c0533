// Diagnostics in Chinese: every phrase that a built-in function gives has its words.
#include "engine/feel/diagnostic_text.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "tests/engine/feel/evaluating.h"

namespace bihuan::feel {
namespace {

/// The first diagnostic of the text, in Chinese.
std::string said(std::string_view text) {
  const auto outcome = parse_expression(text)->evaluate({}, test_environment());
  return outcome && !outcome->diagnostics.empty() ? chinese(outcome->diagnostics[0]) : "";
}

TEST(DiagnosticText, NamesFunctionsTypesAndVariablesInChinese) {
  EXPECT_EQ(said("date(2026, 2, 30)"), "date：没有这一天");
  EXPECT_EQ(said("1 + \"a\""), "数字加文本没有结果");
  EXPECT_EQ(said("1 < \"a\""), "不能比较数字与文本");
  EXPECT_EQ(said("missing"), "没有名为“missing”的变量");
  EXPECT_EQ(said("[1, 2][5]"), "列表有 2 个元素，没有第 5 个");
  EXPECT_EQ(said("matches(\"a\", \"(a)\\\\1\")"), "matches：不支持反向引用：它无法在线性时间内匹配");
  EXPECT_EQ(chinese({0, "something else"}), "something else");
}

TEST(DiagnosticText, HasEveryPhraseOfTheFunctions) {
  namespace fs = std::filesystem;
  const std::regex phrase("call\\.null\\(\"([^\"]+)\"\\)");
  for (const auto& file : fs::directory_iterator(fs::path(BIHUAN_SOURCE_DIR) / "engine/feel")) {
    if (!file.path().filename().string().starts_with("built_in_")) continue;
    std::stringstream whole;
    whole << std::ifstream(file.path()).rdbuf();
    const std::string source = whole.str();
    for (std::sregex_iterator at(source.begin(), source.end(), phrase), end; at != end; ++at)
      EXPECT_NE(chinese({0, "f: " + (*at)[1].str()}), "f: " + (*at)[1].str()) << file.path();
  }
}

}  // namespace
}  // namespace bihuan::feel
