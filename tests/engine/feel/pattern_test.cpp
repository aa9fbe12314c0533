// Regular expressions of matches, replace and split: XPath's, carried by RE2 (DMN 1.5, table 74).
#include "engine/feel/pattern.h"

#include <gtest/gtest.h>

#include "tests/engine/feel/evaluating.h"

namespace bihuan::feel {
namespace {

/// matches(input, pattern, flags) with the texts as they are.
std::string matching(std::string_view input, std::string_view pattern, std::string_view flags = "") {
  return answer("matches(i, p, f)",
                {{"i", std::string(input)}, {"p", std::string(pattern)}, {"f", std::string(flags)}});
}

struct Row {
  std::string_view input, pattern, flags, expected;
};

void expect_all(std::initializer_list<Row> rows) {
  for (const Row& row : rows)
    EXPECT_EQ(matching(row.input, row.pattern, row.flags), row.expected) << row.input << " " << row.pattern;
}

TEST(Pattern, FlagsChangeWhatMatches) {
  expect_all({{"A", "a", "i", "true"},
              {"a\nb", "a.b", "", "false"},
              {"a\nb", "a.b", "s", "true"},
              {"a\nb", "^b$", "", "false"},
              {"a\nb", "^b$", "m", "true"},
              {"ab", "a b", "x", "true"},
              {"a b", "a[ ]b", "x", "true"},
              {"a.b", "a.b", "q", "true"},
              {"axb", "a.b", "q", "false"},
              {"a", "a", "k", "null"},
              {"aXB", "A", "smi", "true"}});
}

TEST(Pattern, ClassesSubtractClasses) {
  expect_all({{"b", "^[a-z-[aeiou]]$", "", "true"},
              {"e", "^[a-z-[aeiou]]$", "", "false"},
              {"X", "^[a-z-[oi]]$", "i", "true"},
              {"O", "^[a-z-[oi]]$", "i", "false"},
              {"e", "^[a-z-[aeiou-[e]]]$", "", "true"},
              {"1", "^[^a-z-[0-5]]$", "", "false"},
              {"7", "^[^a-z-[0-5]]$", "", "true"},
              {"é", "^[\\p{L}-[a-z]]$", "", "true"},
              {"e", "^[\\p{L}-[a-z]]$", "", "false"},
              {"E", "^[a-zA-Z-[\\p{Lu}]]$", "", "false"},
              {"e", "^[a-zA-Z-[\\p{Lu}]]$", "", "true"},
              {"5", "^[\\w-[\\d]]$", "", "false"},
              {"字", "^[\\w-[\\d]]$", "", "true"}});
}

TEST(Pattern, CategoriesBlocksAndEscapesOfXmlAreKnown) {
  expect_all({{"字", "^\\p{IsCJKUnifiedIdeographs}$", "", "true"},
              {"a", "^\\P{IsCJKUnifiedIdeographs}$", "", "true"},
              {"A", "^\\p{Lu}$", "", "true"},
              {"字", "^\\p{Lo}$", "", "true"},
              {"٣", "^\\d$", "", "true"},
              {"\u00A0", "^\\s$", "", "false"},
              {"a", "^\\i\\c*$", "", "true"},
              {"1a", "^\\i\\c*$", "", "false"},
              {"a-1", "^\\i\\c*$", "", "true"},
              {"-", "^[\\-a]$", "", "true"},
              {"^", "^[\\^]$", "", "true"},
              {"x", "^[\\S]$", "", "true"}});
}

TEST(Pattern, WhatXPathDoesNotKnowOrRe2CannotCarryIsNull) {
  expect_all({{"a", "\\p{Greek}", "", "null"},
              {"a", "\\p{IsNowhere}", "", "null"},
              {"a", "\\ba", "", "null"},
              {"a", "(?i)a", "", "null"},
              {"a", "(?:a)", "", "true"},
              {"aa", "(a)\\1", "", "null"},
              {"a", "[]", "", "null"},
              {"a", "a]", "", "null"},
              {"a", "[b-a]", "", "null"},
              {"a", "a\\", "", "null"},
              {"a", "(a", "", "null"},
              {"a", "a**", "", "null"}});
}

TEST(Pattern, ADiagnosticSaysWhy) {
  const auto outcome = parse_expression("matches(\"aa\", \"(a)\\\\1\")")->evaluate({}, test_environment());
  ASSERT_TRUE(outcome);
  ASSERT_EQ(outcome->diagnostics.size(), 1u);
  EXPECT_NE(outcome->diagnostics[0].message.find("back references"), std::string::npos);
  const auto fault = re2_pattern("[a", "");
  ASSERT_FALSE(fault);
  EXPECT_EQ(fault.error().zh, "字符组没有结束");
}

TEST(Replace, NumbersGroupsAndEscapesDollars) {
  const auto replaced = [](const char* text, const char* pattern, const char* with) {
    return answer("replace(t, p, w)", {{"t", text}, {"p", pattern}, {"w", with}});
  };
  EXPECT_EQ(replaced("abcd", "(ab)|(a)", "[1=$1][2=$2]"), "\"[1=ab][2=]cd\"");
  EXPECT_EQ(replaced("facetiously", "[iouy]", "[$0]"), "\"facet[i][o][u]sl[y]\"");
  EXPECT_EQ(replaced("a", "a", "\\$\\\\"), "\"$\\\\\"");
  EXPECT_EQ(replaced("a", "a", "\\n"), "null");
  EXPECT_EQ(replaced("ab", "(a)(b)", "$12"), "\"a2\"");
  EXPECT_EQ(replaced("abc", "x*", "-"), "null");
}

TEST(Split, KeepsEmptyParts) {
  EXPECT_EQ(answer("split(\"a;b;c;;\", \";\")"), "[\"a\", \"b\", \"c\", \"\", \"\"]");
  EXPECT_EQ(answer("split(\"John Doe\", \"\\\\s\")"), "[\"John\", \"Doe\"]");
}

TEST(Pattern, NestedClassesAreBounded) {
  std::string deep;
  for (int i = 0; i < 5'000; ++i) deep += "[a-";
  EXPECT_EQ(matching("a", deep), "null");
}

}  // namespace
}  // namespace bihuan::feel
