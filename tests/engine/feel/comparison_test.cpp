// Equality, order and ranges: DMN 1.5, tables 52 to 55, 65 and 67.
#include <gtest/gtest.h>

#include "tests/engine/feel/evaluating.h"

namespace bihuan::feel {
namespace {

void expect_all(std::initializer_list<Example> examples) {
  for (const Example& example : examples) EXPECT_EQ(answer(example.text), example.expected) << example.text;
}

TEST(Order, TakesAnOffsetThatOneTimeLacksFromTheOther) {
  expect_all({{"@\"2026-10-01T09:00:00\" < @\"2026-10-01T10:00:00Z\"", "true"},
              {"@\"2026-10-01T09:00:00+08:00\" < @\"2026-10-01T08:59:59\"", "false"},
              {"@\"09:00:00\" < @\"10:00:00@Asia/Shanghai\"", "true"},
              {"@\"09:00:00\" = @\"09:00:00Z\"", "false"},
              {"@\"09:00:00\" <= @\"09:00:00Z\"", "false"},
              {"@\"09:00:00\" <= @\"09:00:01Z\"", "true"},
              {"@\"2026-10-01T09:00:00Z\" <= @\"2026-10-01T17:00:00@Asia/Shanghai\"", "true"}});
}

TEST(Order, OfStringsIsThatOfTheirCodePoints) {
  expect_all({{"\"a\" < \"b\"", "true"},
              {"\"a\" < \"aa\"", "true"},
              {"\"Z\" < \"a\"", "true"},
              {"\"\\uFFFD\" < \"\\U01F600\"", "true"}});
}

TEST(Between, IsAConjunctionOfThreeValues) {
  expect_all({{"1 between 2 and null", "false"},
              {"5 between null and 3", "false"},
              {"5 between 2 and null", "null"},
              {"null between 1 and 2", "null"}});
}

TEST(In, BindsTighterThanAndAndOr) {
  expect_all({{"1 in [1..3] and false", "false"},
              {"\"a\" in [\"a\", \"b\"] and 20 in [18..65]", "true"},
              {"1 in [2, 3] or true", "true"},
              {"1 in < 2 and 5 in (> 4, < 0)", "true"},
              {"1 in (1..3] or 2 in (1..3]", "true"},
              {"if 1 in [1] then 2 else 3", "2"},
              {"[1, 2, 3][item in [2..3] and item != 3]", "[2]"}});
}

TEST(Range, WrittenAsAComparisonKeepsItsOperator) {
  expect_all({{"(= 10) = (= 10)", "true"},
              {"(= 10) = [10..10]", "false"},
              {"(!= 10) = (!= 10)", "true"},
              {"(!= 10) = (= 10)", "false"},
              {"(< 10) = (< 10)", "true"},
              {"(< 10) = (<= 10)", "false"},
              {"{r: (= 10), a: 10 in r, b: 11 in r}", "{r: (= 10), a: true, b: false}"},
              {"{r: (!= 10), a: 10 in r, b: 11 in r}", "{r: (!= 10), a: false, b: true}"},
              {"(= null)", "null"}});
}

TEST(Range, PropertiesOfComparisons) {
  expect_all({{"(< 10).start", "null"},
              {"(< 10).start included", "false"},
              {"(<= 10).end included", "true"},
              {"(> 1).end", "null"},
              {"(= 10).start included", "true"},
              {"(!= 10).start included", "false"},
              {"(!= 10).end", "10"}});
}

TEST(Range, HasEndsOfOneKindInOrder) {
  expect_all({{"[1..\"a\"]", "null"},
              {"[2..1]", "null"},
              {"[true..false]", "null"},
              {"[@\"P1D\"..@\"P2D\"] = [@\"P1D\"..@\"P2D\"]", "true"},
              {"5 in [1..null]", "null"},
              {"]1..5[ = (1..5)", "true"}});
}

TEST(Range, IsReadFromText) {
  expect_all({{"range(\"[2..)\") = (>= 2)", "true"},
              {"range(\"(..2)\") = (< 2)", "true"},
              {"range(\"\")", "null"},
              {"range(\"[..]\")", "null"},
              {"range(\"(..)\")", "null"},
              {"range(\"[\\\"a\\\"..\\\"c\\\"]\")", "[\"a\"..\"c\"]"},
              {"range(\"[date(\\\"2026-01-01\\\")..@\\\"2026-01-02\\\"]\").end.day", "2"},
              {"range(\"[1+1..3]\")", "null"}});
}

TEST(InstanceOf, IsNullForTypesThatAreNone) {
  expect_all({{"123 instance of list", "null"},
              {"{} instance of context", "null"},
              {"1 instance of nothing known", "null"},
              {"null instance of Null", "true"},
              {"[1, null] instance of list<number>", "true"},
              {"[] instance of list<number>", "true"},
              {"(function(a: number) a) instance of function<number> -> Any", "true"},
              {"(function(a: number) a) instance of function<number, number> -> Any", "false"},
              {"(function(a: number) a) instance of function<Any> -> Any", "false"},
              {"(function(a) a) instance of function<string> -> Any", "true"},
              {"(function(a: list<number>) 1) instance of function<list<Any>> -> Any", "false"},
              {"(function(a: list<Any>) 1) instance of function<list<number>> -> Any", "true"}});
}

TEST(Property, SecondsKeepTheirFraction) {
  expect_all({{"@\"10:30:01.25\".second", "1.25"},
              {"@\"2026-10-01T10:30:01.000000001\".second", "1.000000001"},
              {"@\"PT1M1.5S\".seconds", "1.5"},
              {"@\"-PT1.5S\".seconds", "-1.5"},
              {"@\"2026-10-01\".hour", "null"},
              {"@\"2026-10-01\".weekday", "4"},
              {"string(@\"10:30:01.250\")", "\"10:30:01.25\""}});
}

TEST(Duration, ThatHasNoNegationIsNone) {
  EXPECT_EQ(answer("-(@\"PT1S\" * -9223372036854775808)"), "null");
  EXPECT_EQ(answer("-(@\"P1M\" * -9223372036854775808)"), "null");
}

}  // namespace
}  // namespace bihuan::feel
