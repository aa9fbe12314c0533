// What an editor offers at the cursor.
#include "engine/feel/complete.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "engine/feel/built_in.h"
#include "engine/feel/built_in_help.h"

namespace bihuan::feel {
namespace {

const std::vector<TypedName>& names() {
  static const std::vector<TypedName> all = [] {
    const Type address{.kind = TypeKind::Context, .fields = {{"city", Type{.kind = TypeKind::String}}}};
    const Type list{.kind = TypeKind::List, .arguments = {address}};
    return std::vector<TypedName>{{"applicant", Type{.kind = TypeKind::Context, .fields = {{"addresses", list}}}},
                                  {"申请 金额", Type{.kind = TypeKind::Number}},
                                  {"filed", Type{.kind = TypeKind::Date}}};
  }();
  return all;
}

std::vector<Candidate> offered(std::string_view text) {
  return complete(text, text.size(), {.names = names()});
}

std::string first(std::string_view text) {
  const auto all = offered(text);
  return all.empty() ? "" : all[0].text + " for " + std::to_string(all[0].replaced);
}

TEST(Complete, GoesOnFromTheWordsBeforeTheCursor) {
  EXPECT_EQ(first("1 + app"), "applicant for 3");
  EXPECT_EQ(first("if string l"), "string length for 8");
  EXPECT_EQ(first("申请"), "申请 金额 for 6");
  EXPECT_EQ(first("申请 "), "申请 金额 for 7");
}

TEST(Complete, OffersFieldsAndPropertiesBehindADot) {
  EXPECT_EQ(first("applicant."), "addresses for 0");
  EXPECT_EQ(first("applicant.addresses[1].ci"), "city for 2");
  EXPECT_EQ(first("1 + filed.w"), "weekday for 1");
  EXPECT_EQ(first("@\"PT1H\".m"), "minutes for 1");
  EXPECT_TRUE(offered("申请 金额.").empty());
}

TEST(Complete, OffersVariablesFunctionsAndKeywordsAtTheBeginning) {
  const auto all = offered("");
  ASSERT_GT(all.size(), 90u);
  EXPECT_EQ(all[0].kind, CandidateKind::Variable);
  const auto is_count = [](const Candidate& c) { return c.text == "count"; };
  const auto count = std::find_if(all.begin(), all.end(), is_count);
  ASSERT_NE(count, all.end());
  EXPECT_EQ(count->detail, "count(list)");
  EXPECT_EQ(count->zh, "列表的元素个数");
}

TEST(Complete, ExplainsEveryFunction) {
  for (const BuiltIn& function : built_ins()) EXPECT_NE(help_of(function.name), nullptr) << function.name;
  for (const BuiltInHelp& help : built_in_help) EXPECT_GE(built_in_index(help.name), 0) << help.name;
}

TEST(Complete, OffersNothingInsideStringsAndBehindWhatIsNoExpression) {
  EXPECT_TRUE(offered("\"open").empty());
  EXPECT_TRUE(offered("1 /* app").empty());
  EXPECT_TRUE(offered("((((.").empty());
  EXPECT_EQ(complete("abs", 99, {})[0].text, "abs");
}

}  // namespace
}  // namespace bihuan::feel
