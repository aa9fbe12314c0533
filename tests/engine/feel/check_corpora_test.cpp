// The checks raise no false alarm: over all expressions of the public models that have a value without any input, no
// error stands.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/feel/check.h"
#include "tests/engine/feel/evaluating.h"

namespace bihuan::feel {
namespace {

namespace fs = std::filesystem;

std::string decoded(std::string text) {
  constexpr std::pair<std::string_view, std::string_view> entities[] = {
      {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&amp;", "&"}};
  for (const auto& [entity, character] : entities)
    for (std::size_t at = text.find(entity); at != std::string::npos; at = text.find(entity, at + 1))
      text.replace(at, entity.size(), character);
  return text;
}

/// What stands between <text> and </text> in the file.
std::vector<std::string> expressions_of(const fs::path& file) {
  std::stringstream whole;
  whole << std::ifstream(file).rdbuf();
  const std::string content = whole.str();
  std::vector<std::string> found;
  constexpr std::string_view open = "text>";
  for (std::size_t at = content.find(open); at != std::string::npos; at = content.find(open, at + 1)) {
    const std::size_t begin = at + open.size();
    const std::size_t end = content.find('<', begin);
    if (content[at - 1] != '/' && end != std::string::npos)
      found.push_back(decoded(content.substr(begin, end - begin)));
  }
  return found;
}

TEST(Check, RaisesNoFalseAlarmOnThePublicModels) {
  const fs::path folder = fs::path(BIHUAN_SOURCE_DIR) / "../shared/corpora/dmn-tck";
  if (!fs::exists(folder)) GTEST_SKIP() << "no corpora";
  int with_value = 0;
  for (const auto& file : fs::recursive_directory_iterator(folder)) {
    if (file.path().extension() != ".dmn") continue;
    for (const std::string& text : expressions_of(file.path())) {
      const auto parsed = parse_expression(text);
      const auto outcome = parsed ? parsed->evaluate({}, test_environment()) : std::unexpected(BudgetExceeded{});
      if (!outcome || outcome->value.is_null()) continue;
      ++with_value;
      for (const Finding& finding : check(*parsed, {.closed = parsed->reads().empty()}))
        EXPECT_EQ(finding.weight, Weight::Warning) << text << ": " << finding.en;
    }
  }
  EXPECT_GT(with_value, 1'000);
}

}  // namespace
}  // namespace bihuan::feel
