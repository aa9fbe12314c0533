// Built-in functions, table by table of DMN 1.5, 10.3.4.
#include <gtest/gtest.h>

#include "tests/engine/feel/evaluating.h"

namespace bihuan::feel {
namespace {

void expect_all(std::initializer_list<Example> examples) {
  for (const Example& example : examples) EXPECT_EQ(answer(example.text), example.expected) << example.text;
}

TEST(BuiltIn, Conversion) {
  expect_all({{"date(\"2026-02-29\")", "null"},
              {"date(2024, 2, 29)", "@\"2024-02-29\""},
              {"date(date and time(\"2026-10-01T09:00:00Z\"))", "@\"2026-10-01\""},
              {"time(\"23:59:60\")", "null"},
              {"time(9, 30, 1.5, @\"PT8H\")", "@\"09:30:01.5+08:00\""},
              {"time(24, 0, 0)", "null"},
              {"date and time(date(\"2026-10-01\"), time(\"09:00:00\"))", "@\"2026-10-01T09:00:00\""},
              {"date and time(\"2026-10-01T09:00:00@Asia/Shanghai\").time offset", "@\"PT8H\""},
              {"date and time(\"2026-10-01T09:00:00@No/Where\")", "null"},
              {"number(\"1 000,5\", \" \", \",\")", "1000.5"},
              {"number(\"1.000\", \".\", \".\")", "null"},
              {"number(\"abc\")", "null"},
              {"string(1.10)", "\"1.1\""},
              {"string(null)", "null"},
              {"string([1, \"a\"])", "\"[1, \\\"a\\\"]\""},
              {"string(@\"P1D\")", "\"P1D\""},
              {"duration(\"P1Y2M\")", "@\"P1Y2M\""},
              {"duration(\"P1Y2D\")", "null"},
              {"years and months duration(@\"2026-01-31\", @\"2026-02-28\")", "@\"P0M\""},
              {"not(true)", "false"}});
}

TEST(BuiltIn, Strings) {
  expect_all({{"substring(\"foobar\", -2)", "\"ar\""},
              {"substring(\"foobar\", 3, 3)", "\"oba\""},
              {"substring(\"foobar\", 0)", "null"},
              {"substring(\"foobar\", 7)", "null"},
              {"upper case(\"aé你\")", "\"AÉ你\""},
              {"lower case(\"ЖΣ\")", "\"жσ\""},
              {"substring before(\"a-b\", \"-\")", "\"a\""},
              {"substring after(\"a-b\", \"-\")", "\"b\""},
              {"substring after(\"a\", \"-\")", "\"\""},
              {"contains(\"foobar\", \"oba\")", "true"},
              {"starts with(\"foo\", \"f\")", "true"},
              {"ends with(\"foo\", \"f\")", "false"},
              {"matches(\"13800138000\", \"^1[3-9]\\d{9}$\")", "true"},
              {"matches(\"A\", \"a\", \"i\")", "true"},
              {"matches(\"a\", \"a\", \"z\")", "null"},
              {"replace(\"abracadabra\", \"bra\", \"*\")", "\"a*cada*\""},
              {"replace(\"ab\", \"(a)(b)\", \"$2$1\")", "\"ba\""},
              {"replace(\"a\", \"a\", \"$\")", "null"},
              {"split(\"a; b;c\", \";\\s?\")", "[\"a\", \"b\", \"c\"]"},
              {"string join([\"a\", null, \"b\"], \", \")", "\"a, b\""},
              {"string join([1])", "null"}});
}

TEST(BuiltIn, Lists) {
  expect_all({{"list contains([1, null], null)", "true"},
              {"count([])", "0"},
              {"min(3, 1, 2)", "1"},
              {"max([\"a\", \"c\"])", "\"c\""},
              {"min([])", "null"},
              {"max(1, \"a\")", "null"},
              {"sum([1, 2.5])", "3.5"},
              {"sum([])", "null"},
              {"mean(1, 2)", "1.5"},
              {"all([true, null])", "null"},
              {"all([])", "true"},
              {"any([false, null, true])", "true"},
              {"sublist([1, 2, 3], -2)", "[2, 3]"},
              {"sublist([1, 2, 3], 2, 1)", "[2]"},
              {"append([1], 2, 3)", "[1, 2, 3]"},
              {"concatenate([1], [2, 3])", "[1, 2, 3]"},
              {"insert before([1, 3], 2, 2)", "[1, 2, 3]"},
              {"remove([1, 2], -1)", "[1]"},
              {"reverse([1, 2])", "[2, 1]"},
              {"index of([1, 2, 1], 1)", "[1, 3]"},
              {"union([1, 2], [2, 3])", "[1, 2, 3]"},
              {"distinct values([1, 1.0, \"1\"])", "[1, \"1\"]"},
              {"flatten([1, [2, [3]]])", "[1, 2, 3]"},
              {"product([2, 3])", "6"},
              {"median([3, 1, 2, 4])", "2.5"},
              {"stddev([2, 4, 7, 5])", "2.081665999466132735282297706979931"},
              {"mode([1, 2, 2, 1])", "[1, 2]"},
              {"mode([])", "[]"},
              {"list replace([1, 2], 1, 9)", "[9, 2]"},
              {"list replace([1, 5], function(item, new) item < new, 3)", "[3, 5]"},
              {"sort([3, 1, 2], function(a, b) a > b)", "[3, 2, 1]"},
              {"sort([\"b\", \"a\"])", "[\"a\", \"b\"]"}});
}

TEST(BuiltIn, Numbers) {
  expect_all({{"decimal(2.5, 0)", "2"},
              {"floor(-1.56, 1)", "-1.6"},
              {"ceiling(-1.5)", "-1"},
              {"round up(5.5, 0)", "6"},
              {"round down(-5.5, 0)", "-5"},
              {"round half up(-5.5, 0)", "-6"},
              {"round half down(5.5, 0)", "5"},
              {"abs(-1)", "1"},
              {"abs(@\"-PT5H\")", "@\"PT5H\""},
              {"modulo(-12, 5)", "3"},
              {"sqrt(16)", "4"},
              {"sqrt(-1)", "null"},
              {"odd(5)", "true"},
              {"even(2.5)", "null"},
              {"log(1)", "0"},
              {"exp(0)", "1"},
              {"abs()", "null"},
              {"abs(1, 2)", "null"},
              {"modulo(divisor: 5, dividend: 12)", "2"},
              {"modulo(divisor: 5)", "null"}});
}

TEST(BuiltIn, Temporals) {
  expect_all({{"day of year(@\"2026-03-01\")", "60"},
              {"day of week(@\"2026-10-01\")", "\"Thursday\""},
              {"month of year(@\"2026-10-01\")", "\"October\""},
              {"week of year(@\"2027-01-01\")", "53"},
              {"now()", "@\"2026-10-01T16:00:00@Asia/Shanghai\""},
              {"today()", "@\"2026-10-01\""},
              {"is(@\"10:00:00Z\", @\"11:00:00+01:00\")", "false"},
              {"@\"10:00:00Z\" = @\"11:00:00+01:00\"", "true"}});
}

TEST(BuiltIn, Ranges) {
  expect_all({{"before(1, 10)", "true"},
              {"before([1..5), [5..8])", "true"},
              {"after([5..10], [1..5))", "true"},
              {"meets([1..5], [5..10])", "true"},
              {"met by([5..10], [1..5))", "false"},
              {"overlaps([1..5], [5..8])", "true"},
              {"overlaps([1..5), [5..8])", "false"},
              {"overlaps before([1..5], [3..8])", "true"},
              {"overlaps after([3..8], [1..5])", "true"},
              {"finishes(5, [1..5])", "true"},
              {"finished by([1..5], 5)", "true"},
              {"includes([1..10], [4..6])", "true"},
              {"during(5, [1..10])", "true"},
              {"starts(1, [1..5])", "true"},
              {"started by([1..5], (1..5])", "false"},
              {"coincides([1..5], [1..5])", "true"},
              {"includes(1, 1)", "null"},
              {"range(\"[1..3)\")", "[1..3)"},
              {"range(\"(..3]\")", "(<= 3)"},
              {"range(\"[f(1)..3]\")", "null"},
              {"[3..1]", "null"},
              {"[1..3].start", "1"},
              {"(1..3].start included", "false"}});
}

TEST(BuiltIn, Contexts) {
  expect_all({{"get value({a: {b: 1}}, [\"a\", \"b\"])", "1"},
              {"get entries({a: 1})", "[{key: \"a\", value: 1}]"},
              {"context([{key: \"a\", value: 1}])", "{a: 1}"},
              {"context([{key: \"a\", value: 1}, {key: \"a\", value: 2}])", "null"},
              {"context put({a: 1}, \"b\", 2)", "{a: 1, b: 2}"},
              {"context put({a: {b: 1}}, [\"a\", \"b\"], 2)", "{a: {b: 2}}"},
              {"context merge([{a: 1, b: 1}, {b: 2}])", "{a: 1, b: 2}"}});
}

TEST(BuiltIn, VariablesHideAFunctionOnlyWhenTheyAreFunctions) {
  EXPECT_EQ(answer("count([1, 2]) + count", {{"count", 5}}), "7");
  EXPECT_EQ(answer("{count: function(l) 0, r: count([1])}.r"), "0");
}

}  // namespace
}  // namespace bihuan::feel
