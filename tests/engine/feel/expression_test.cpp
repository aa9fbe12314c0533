// FEEL expressions by rule of DMN 1.5, chapter 10: operators, logic of three values, names, paths, filters, iterations.
#include <gtest/gtest.h>

#include "tests/engine/feel/evaluating.h"

namespace bihuan::feel {
namespace {

void expect_all(std::initializer_list<Example> examples) {
  for (const Example& example : examples) EXPECT_EQ(answer(example.text), example.expected) << example.text;
}

TEST(Feel, ArithmeticFollowsPrecedence) {
  expect_all({{"1 + 2 * 3", "7"},
              {"(1 + 2) * 3", "9"},
              {"2 ** 3 ** 2", "64"},
              {"-2 ** 2", "4"},
              {"10 - 2 - 3", "5"},
              {"1 / 0", "null"},
              {"\"a\" + \"b\"", "\"ab\""},
              {"1 + \"b\"", "null"},
              {"- - 5", "5"},
              {".5 + 1e2", "100.5"}});
}

TEST(Feel, LogicHasThreeValues) {
  expect_all({{"true and null", "null"},
              {"false and null", "false"},
              {"null and false", "false"},
              {"true or null", "true"},
              {"null or false", "null"},
              {"true and 1", "null"},
              {"not(null)", "null"},
              {"if null then 1 else 2", "2"},
              {"false or false or true", "true"}});
}

TEST(Feel, ComparisonOfDifferentKindsIsNull) {
  expect_all({{"1 = \"1\"", "null"},
              {"1 = null", "false"},
              {"null = null", "true"},
              {"1 != null", "true"},
              {"1 < \"2\"", "null"},
              {"[1, 2] = [1, 2]", "true"},
              {"{a: 1, b: 2} = {b: 2, a: 1}", "true"},
              {"1.0 = 1", "true"},
              {"\"a\" < \"b\"", "true"},
              {"true < false", "null"}});
}

TEST(Feel, BetweenAndInTakeRangesListsAndTests) {
  expect_all({{"5 between 1 and 5", "true"},
              {"5 in [1..5)", "false"},
              {"5 in ]1..5]", "true"},
              {"5 in ]1..5[", "false"},
              {"5 in (1, 5, 7)", "true"},
              {"5 in (< 3, > 4)", "true"},
              {"5 in <= 5", "true"},
              {"5 in [1, [4..6]]", "true"},
              {"@\"2026-10-01\" in [@\"2026-10-01\"..@\"2026-10-07\"]", "true"},
              {"1 in (1..5)", "false"},
              {"(2 between 1 and 3) and true", "true"}});
}

TEST(Feel, NamesMayHoldSpacesAndOperatorsWhenTheyAreKnown) {
  const ContextEntries variables = {{"申请 金额", 5}, {"a-b", 7}, {"a", 3}, {"b", 1}, {"date and time of filing", 9},
                                    {"if late", true}};
  EXPECT_EQ(answer("申请 金额 + 1", variables), "6");
  EXPECT_EQ(answer("申请  金额 * 2", variables), "10");
  EXPECT_EQ(answer("a-b", variables), "7");
  EXPECT_EQ(answer("a - b", variables), "7");
  EXPECT_EQ(answer("(a) - (b)", variables), "2");
  EXPECT_EQ(answer("date and time of filing", variables), "9");
  EXPECT_EQ(answer("if if late then a else b", variables), "3");
  EXPECT_EQ(answer("a-b", {{"a", 3}, {"b", 1}}), "2");
}

TEST(Feel, ContextEntriesSeeTheOnesBeforeThem) {
  expect_all({{"{a: 1, b: a + 1}.b", "2"},
              {"{first name: \"x\", s: first name + \"!\"}.s", "\"x!\""},
              {"{\"k 1\": 2}.k 1", "2"},
              {"{a: {b: {c: 3}}}.a.b.c", "3"},
              {"{a: 1}.b", "null"},
              {"{}", "{}"},
              {"{a: 1, a: 2}", "SyntaxError at 8"}});
}

TEST(Feel, FiltersBindItemAndTheEntriesOfTheItem) {
  expect_all({{"[1, 2, 3][item > 1]", "[2, 3]"},
              {"[{a: 1}, {a: 2}][a = 2].a", "[2]"},
              {"[1, 2, 3][-1]", "3"},
              {"[1, 2, 3][4]", "null"},
              {"5[1]", "5"},
              {"[1, 2, 3][1 + 1]", "2"},
              {"[][item > 1]", "[]"},
              {"[{item: 5}][item = 5]", "[{item: 5}]"},
              {"[1, 2][null]", "[]"},
              {"{l: [1, 2, 3], n: 2, r: l[item > n]}.r", "[3]"}});
}

TEST(Feel, IterationsGoUpDownOverDaysAndKnowPartialResults) {
  expect_all({{"for i in 1..3 return i * i", "[1, 4, 9]"},
              {"for i in 3..1 return i", "[3, 2, 1]"},
              {"for i in [1, 2], j in [i, 10] return i * j", "[1, 10, 4, 20]"},
              {"for i in 1..5 return if i < 3 then 1 else partial[-1] + partial[-2]", "[1, 1, 2, 3, 5]"},
              {"for d in @\"2026-02-27\"..@\"2026-03-01\" return d.day", "[27, 28, 1]"},
              {"for i in (1..4) return i", "[2, 3]"},
              {"some x in [1, 2] satisfies x > 1", "true"},
              {"every x in [] satisfies false", "true"},
              {"some x in [1, null] satisfies x > 1", "null"},
              {"for i in null return i", "null"}});
}

TEST(Feel, FunctionLiteralsCaptureAndMayCallThemselvesByTheirEntry) {
  expect_all({{"{f: function(n) if n <= 1 then 1 else n * f(n - 1), r: f(10)}.r", "3628800"},
              {"{k: 10, f: function(x: number) x + k, r: f(x: 5)}.r", "15"},
              {"{f: function(x: number) x, r: f(\"a\")}.r", "null"},
              {"(function(a, b) a - b)(b: 1, a: 5)", "4"},
              {"{f: function(a) a, r: f(1, 2)}.r", "null"},
              {"function(x) external {java: {class: \"a\"}}", "null"}});
}

TEST(Feel, InstanceOfLooksInsideListsAndContexts) {
  expect_all({{"[1, 2] instance of list<number>", "true"},
              {"[1, \"a\"] instance of list<number>", "false"},
              {"{a: 1} instance of context<a: number>", "true"},
              {"{a: 1} instance of context<b: number>", "false"},
              {"@\"PT1H\" instance of days and time duration", "true"},
              {"null instance of Any", "false"},
              {"[1..2] instance of range<number>", "true"},
              {"1 + 1 instance of number", "null"}});
}

TEST(Feel, StringsKnowEscapesAndCountCodePoints) {
  expect_all({{"string length(\"\\U01F40E\")", "1"},
              {"string length(\"\\uD83D\\uDC0E\")", "1"},
              {"\"a\\\"b\\n\"", "\"a\\\"b\\n\""},
              {"\"\\u5FAA\\u73AF\"", "\"循环\""},
              {"substring(\"闭环系统\", 2, 2)", "\"环系\""},
              {"\"\\d\"", "\"\\\\d\""}});
}

TEST(Feel, CommentsAndWhiteSpaceAreIgnored) {
  expect_all({{"1 /* one */ + // two\n 2", "3"}, {"1 /* open", "SyntaxError at 2"}, {"\u30001\u3000+\u30001", "2"}});
}

TEST(Feel, SyntaxErrorsSayWhere) {
  expect_all({{"1 +", "SyntaxError at 3"},
              {"", "SyntaxError at 0"},
              {"(1", "SyntaxError at 2"},
              {"\"abc", "SyntaxError at 0"},
              {"a b c )", "SyntaxError at 6"},
              {"if a then b", "SyntaxError at 11"},
              {"#", "SyntaxError at 0"},
              {"[1, 2", "SyntaxError at 5"}});
  const auto parsed = parse_expression("金额 > ");
  ASSERT_FALSE(parsed);
  EXPECT_NE(parsed.error().message_zh.find("表达式已结束"), std::string::npos);
}

TEST(Feel, ReadsListsFreeNamesOnceInOrder) {
  const std::vector<std::string> known = {"客户 等级"};
  const auto parsed = parse_expression(
      "order.total > limit and 客户 等级 = \"A\" and count(lines[price > limit]) > 0 and "
      "(for x in xs return x + {k: 1, m: k}.m)[1] > 0",
      known);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->reads(), (std::vector<std::string>{"order", "limit", "客户 等级", "lines", "price", "xs"}));
}

TEST(Feel, LiteralsAreConstants) {
  ASSERT_NE(parse_expression("-5")->constant(), nullptr);
  EXPECT_EQ(*parse_expression("-5")->constant(), Value(-5));
  EXPECT_EQ(*parse_expression("@\"2026-10-01\"")->constant(), Value(Date{2026, 10, 1}));
  EXPECT_EQ(parse_expression("a")->constant(), nullptr);
  EXPECT_EQ(parse_expression("1 + 1")->constant(), nullptr);
}

TEST(Feel, ExpressionsAreComparedByTheirText) {
  EXPECT_EQ(*parse_expression("a > 1"), *parse_expression("a > 1"));
  EXPECT_FALSE(*parse_expression("a > 1") == *parse_expression("a > 2"));
  EXPECT_FALSE(*parse_expression("1") == *parse_unary_tests("1"));
  EXPECT_EQ(Expression().source(), "null");
}

TEST(Feel, WhatBecomesNullKeepsADiagnosticWithItsPlace) {
  const auto outcome = parse_expression("1 + missing")->evaluate({}, test_environment());
  ASSERT_TRUE(outcome);
  EXPECT_TRUE(outcome->value.is_null());
  ASSERT_FALSE(outcome->diagnostics.empty());
  EXPECT_EQ(outcome->diagnostics[0].offset, 4u);
  EXPECT_EQ(outcome->diagnostics[0].message, "there is no variable 'missing'");
}

TEST(Feel, FunctionsDoNotLeaveTheirEvaluation) {
  EXPECT_EQ(answer("{a: function(x) x, b: [1, function() 2]}"), "{a: null, b: [1, null]}");
}

TEST(UnaryTests, CompareWithTheInput) {
  EXPECT_TRUE(accepts_input("-", Value()));
  EXPECT_TRUE(accepts_input("< 5", 4));
  EXPECT_FALSE(accepts_input("< 5", 5));
  EXPECT_TRUE(accepts_input("1, [3..4], > 10", 11));
  EXPECT_TRUE(accepts_input("not(\"a\", \"b\")", "c"));
  EXPECT_FALSE(accepts_input("not(\"a\", \"b\")", "a"));
  EXPECT_TRUE(accepts_input("? > 3 and ? < 5", 4));
  EXPECT_TRUE(accepts_input("[\"a\", \"b\"]", "a"));
  EXPECT_TRUE(accepts_input("null", Value()));
  EXPECT_FALSE(accepts_input("> 5", Value()));
  EXPECT_TRUE(accepts_input("true", true));
  EXPECT_FALSE(accepts_input("true", false));
  EXPECT_TRUE(accepts_input("contains(?, \"低保\")", "城市低保户"));
  EXPECT_TRUE(accepts_input("not(contains(?, \"x\")) and string length(?) = 3", "abc"));
}

}  // namespace
}  // namespace bihuan::feel
