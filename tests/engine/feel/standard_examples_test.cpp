// The examples that DMN 1.5 itself gives in chapter 10, and its rules on names, precedence and scopes.
#include <gtest/gtest.h>

#include "tests/engine/feel/evaluating.h"

namespace bihuan::feel {
namespace {

void expect_all(std::initializer_list<Example> examples, const ContextEntries& variables = {}) {
  for (const Example& example : examples) EXPECT_EQ(answer(example.text, variables), example.expected) << example.text;
}

TEST(Standard, ComparisonOfRanges) {  // table 39
  expect_all({{"5 in (<= 5)", "true"},
              {"5 in ((5..10])", "false"},
              {"5 in ([5..10])", "true"},
              {"5 in (4, 5, 6)", "true"},
              {"5 in (< 5, > 5)", "false"},
              {"@\"2012-12-31\" in ((@\"2012-12-25\"..@\"2013-02-14\"))", "true"}});
}

TEST(Standard, NumbersAndCalculations) {  // table 40, 10.3.2.3.1
  expect_all({{"decimal(1, 2)", "1"},
              {".25 + .2", "0.45"},
              {".10 * 30.00", "3"},
              {"1 + 3/2*2 - 2**3", "-4"},
              {"1/3", "0.3333333333333333333333333333333333"},
              {"decimal(1/3, 2)", "0.33"},
              {"1 = 1.000", "true"},
              {"1.01/2", "0.505"},
              {"decimal(0.505, 2)", "0.5"},
              {"decimal(0.515, 2)", "0.52"},
              {"1.0*10**3", "1000"},
              {"1.2e3", "1200"},
              {"1.2E-3", "0.0012"},
              {"-4 ** 2", "16"},
              {"-0 = 0", "true"},
              {"9999999999999999999999999999999999 + 1", "10000000000000000000000000000000000"},
              {"1e6144 * 10", "null"},
              {"number(\"1.000.000,01\", \".\", \",\")", "1000000.01"}});
}

TEST(Standard, ListsAndFilters) {  // 10.3.2.5, 10.3.1.5
  expect_all({{"[1, 2, 3, 4][item > 2]", "[3, 4]"},
              {"[{x: 1, y: 2}, {x: 2, y: 3}][x = 1]", "[{x: 1, y: 2}]"},
              {"[{x: 1, y: 2}, {x: null, y: 3}][x < 2]", "[{x: 1, y: 2}]"},
              {"[{x: 1, y: 2}, {x: 2, y: 3}].y", "[2, 3]"},
              {"[{x: 1, y: 2}, {x: 2}].y", "[2, null]"},
              {"[{a: {b: [1]}}, {a: {b: [2.1, 2.2]}}].a.b", "[[1], [2.1, 2.2]]"},
              {"3[item > 2]", "[3]"},
              {"[1, 2, 3][0]", "null"},
              {"[1, 2, 3][-4]", "null"},
              {"[1, 2, 3][1.5]", "null"},
              {"[1, 2, 3][-1]", "3"},
              {"5[2]", "null"},
              {"null[1]", "null"},
              {"get entries({key1: \"value1\"})[key = \"key1\"].value", "[\"value1\"]"}});
}

TEST(Standard, ConversionFunctions) {  // table 72
  expect_all(
      {{"date(\"2012-12-25\") - date(\"2012-12-24\") = duration(\"P1D\")", "true"},
       {"date(date and time(\"2012-12-25T11:00:00Z\")) = date(\"2012-12-25\")", "true"},
       {"date(2012, 12, 25) = date(\"2012-12-25\")", "true"},
       {"date and time(date(\"2012-12-24\"), time(\"23:59:00\")) = date and time(\"2012-12-24T23:59:00\")", "true"},
       {"date and time(\"2012-12-24T23:59:00\") + duration(\"PT1M\") = date and time(\"2012-12-25T00:00:00\")", "true"},
       {"time(\"23:59:00z\") + duration(\"PT2M\")", "@\"00:01:00Z\""},
       {"time(date and time(\"2012-12-25T11:00:00Z\")) = time(\"11:00:00Z\")", "true"},
       {"time(\"23:59:00z\") = time(23, 59, 0, duration(\"PT0H\"))", "true"},
       {"number(\"1 000,0\", \" \", \",\") = number(\"1,000.0\", \",\", \".\")", "true"},
       {"date and time(\"2012-12-24T23:59:00\") - date and time(\"2012-12-22T03:45:00\")", "@\"P2DT20H14M\""},
       {"duration(\"P2Y2M\") = duration(\"P26M\")", "true"},
       {"duration(\"P0DT25H\")", "@\"P1DT1H\""},
       {"duration(\"P0Y13M\")", "@\"P1Y1M\""},
       {"years and months duration(date(\"2011-12-22\"), date(\"2013-08-24\"))", "@\"P1Y8M\""},
       {"date(\"999999999-12-31\").year", "999999999"},
       {"date(\"-2012-12-25\").year", "-2012"},
       {"date(\"1000000000-01-01\")", "null"},
       {"time(\"23:59:60\")", "null"},
       {"@\"24:00:00\"", "null"}});
}

TEST(Standard, ListFunctions) {  // table 75
  expect_all({{"count([1, [2, 3]])", "2"},
              {"all([false, null, true])", "false"},
              {"any([false, null, true])", "true"},
              {"all(0)", "null"},
              {"insert before([1, 3], 1, 2)", "[2, 1, 3]"},
              {"list replace([2, 4, 7, 8], 3, 6)", "[2, 4, 6, 8]"},
              {"list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)", "[5, 5, 7, 8]"},
              {"index of([1, 2, 3, 2], 2)", "[2, 4]"},
              {"flatten([[1, 2], [[3]], 4])", "[1, 2, 3, 4]"},
              {"median(8, 2, 5, 3, 4)", "4"},
              {"median([6, 1, 2, 3])", "2.5"},
              {"mode(6, 3, 9, 6, 6)", "[6]"},
              {"mode([6, 1, 9, 6, 1])", "[1, 6]"},
              {"product([])", "null"},
              {"stddev([])", "null"},
              {"sort(list: [3, 1, 4, 5, 2], precedes: function(x, y) x < y)", "[1, 2, 3, 4, 5]"}});
}

TEST(Standard, NumericFunctions) {  // table 76
  expect_all({{"modulo(-12, 5)", "3"},
              {"modulo(12, -5)", "-3"},
              {"modulo(-12, -5)", "-2"},
              {"modulo(10.1, 4.5)", "1.1"},
              {"modulo(-10.1, 4.5)", "3.4"},
              {"modulo(10.1, -4.5)", "-3.4"},
              {"modulo(-10.1, -4.5)", "-1.1"},
              {"floor(-1.56, 1)", "-1.6"},
              {"ceiling(-1.56, 1)", "-1.5"},
              {"round up(1.121, 2)", "1.13"},
              {"round down(-1.126, 2)", "-1.12"},
              {"round half up(-1.126, 2)", "-1.13"},
              {"round half down(5.5, 0)", "5"},
              {"floor(1.5, null)", "null"},
              {"decimal(log(10), 11)", "2.30258509299"},
              {"decimal(exp(5), 12)", "148.413159102577"}});
}

TEST(Standard, WeeksAndIdentity) {  // tables 77 and 79
  expect_all({{"week of year(date(2003, 12, 29))", "1"},
              {"week of year(date(2005, 1, 1))", "53"},
              {"week of year(date(2005, 1, 9))", "1"},
              {"day of year(date(2019, 9, 17))", "260"},
              {"is(time(\"23:00:50z\"), time(\"23:00:50+00:00\"))", "true"},
              {"is(time(\"23:00:50z\"), time(\"23:00:50\"))", "false"},
              {"is(@\"10:30:00.0001\", @\"10:30:00.0002\")", "false"}});
}

TEST(Standard, ContextFunctions) {  // table 81
  expect_all({{"context([{key: \"a\", value: 1}, {key: \"b\", value: 2, something: \"else\"}])", "{a: 1, b: 2}"},
              {"context([{key: \"a\", value: 1}, {key: \"b\"}])", "null"},
              {"context put({x: 1, y: 0, z: 0}, \"y\", 2)", "{x: 1, y: 2, z: 0}"},
              {"context put({x: 1, y: {a: 0}}, [], 2)", "null"},
              {"context put({x: 1}, [\"y\"], 2)", "{x: 1, y: 2}"},
              {"context merge([{x: 1, y: 0}, {y: 2}])", "{x: 1, y: 2}"},
              {"get value({key1: \"value1\"}, \"unexistent-key\")", "null"}});
}

TEST(Standard, PrecedenceIsThatOfRuleTwoAndFour) {
  expect_all({{"1 + 1 = 2 and not(1 > 2) or false", "true"},
              {"true or false and false", "true"},
              {"2 * 3 ** 2", "18"},
              {"1 < 2 = true", "true"},
              {"{a: -5}.a", "-5"},
              {"- [1, 2][1]", "-1"},
              {"1 instance of number and true", "true"},
              {"if true then 1 else 2 + 3", "1"},
              {"for i in [1, 2] return i + 1", "[2, 3]"},
              {"some i in [1, 2] satisfies i > 1 and i < 3", "true"},
              {"{f: function(a) a > 1, r: f(2) and true}.r", "true"},
              {"1 between 0 and 2 and true", "true"},
              {"[{a: [1, 2]}][1].a[2]", "2"},
              {"\"a\" + \"b\" = \"ab\"", "true"}});
}

TEST(Standard, NamesMatchTheLongestInScope) {  // 10.3.1.6
  const ContextEntries variables = {
      {"a-b", 1}, {"what if?", 2}, {"Profit and loss", 3}, {"Phone Number", 4}, {"Income+Expenses", 5},
      {"a", 10},  {"b", 7},        {"Bob's age", 6},       {"x/y.z*2", 8}};
  expect_all({{"a-b", "1"},
              {"a - b", "1"},
              {"(a)-(b)", "3"},
              {"what if? + 1", "3"},
              {"Profit and loss", "3"},
              {"Phone    Number", "4"},
              {"Income + Expenses", "5"},
              {"Bob's age", "6"},
              {"x/y.z*2", "8"}},
             variables);
}

TEST(Standard, ClosuresSeeTheScopeInWhichTheyAreWritten) {  // 10.3.2.13.2, .4
  expect_all({{"{isPositive: function(x) x > 0, isNotNegative: function(x) isPositive(x + 1), result: isNotNegative(0)}"
               ".result",
               "true"},
              {"{y: 2, f: function(x) x + y, g: function(y) f(y), r: g(10)}.r", "12"},
              {"{add: function(a) function(b) a + b, r: add(1)(2)}.r", "3"},
              {"for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "[1, 1, 2, 6, 24]"},
              {"for i in [1, 2], j in [10, 20] return i + j", "[11, 21, 12, 22]"},
              {"count(for i in [1, 2], j in [1, 2] return count(partial))", "4"},
              {"for d in @\"2021-01-03\"..@\"2021-01-01\" return d.day", "[3, 2, 1]"}});
}

TEST(Standard, StringsEscapeCodePoints) {  // rules 33 and 64
  expect_all({{"string length(\"\\U01F40Eab\")", "3"},
              {"substring(\"\\U01F40Eab\", 2)", "\"ab\""},
              {"\"\\uD83D\\uDE00\" = \"\\U01F600\"", "true"},
              {"\"\\'\\\"\\\\\"", "\"'\\\"\\\\\""},
              {"string length(\"\\t\")", "1"}});
}

TEST(Standard, TemporalArithmetic) {  // tables 57 and 59
  expect_all({{"@\"23:00:00\" + @\"PT2H\"", "@\"01:00:00\""},
              {"@\"PT2H\" + @\"23:00:00\"", "@\"01:00:00\""},
              {"@\"01:00:00\" - @\"PT2H\"", "@\"23:00:00\""},
              {"@\"10:00:00\" - @\"09:00:00\"", "@\"PT1H\""},
              {"@\"10:00:00Z\" - @\"10:00:00+02:00\"", "@\"PT2H\""},
              {"@\"2026-10-01\" - @\"2026-09-30T00:00:00Z\"", "@\"P1D\""},
              {"@\"2026-10-01\" - @\"2026-09-30T00:00:00\"", "null"},
              {"@\"2026-10-01\" + @\"PT25H\"", "@\"2026-10-02\""},
              {"@\"P1Y\" + @\"2026-10-01\"", "@\"2027-10-01\""},
              {"@\"P1Y\" - @\"2026-10-01\"", "null"},
              {"@\"P1Y\" * 2.5", "@\"P2Y6M\""},
              {"2 * @\"PT1H\"", "@\"PT2H\""},
              {"10 / @\"PT1H\"", "null"},
              {"@\"PT1H\" / 0", "null"},
              {"@\"P1Y\" / @\"P4M\"", "3"},
              {"@\"PT1H\" * @\"PT1H\"", "null"},
              {"@\"2026-10-01T00:00:00.25\" + @\"PT0.5S\"", "@\"2026-10-01T00:00:00.75\""},
              {"1 - null", "null"}});
}

}  // namespace
}  // namespace bihuan::feel
