// Calls by name, and the domains of parameters, as DMN 1.5 has them in 10.3.2.13.5 and the tables of 10.3.4.
#include <gtest/gtest.h>

#include "engine/feel/built_in.h"
#include "tests/engine/feel/evaluating.h"

namespace bihuan::feel {
namespace {

void expect_all(std::initializer_list<Example> examples) {
  for (const Example& example : examples) EXPECT_EQ(answer(example.text), example.expected) << example.text;
}

TEST(NamedArguments, AreBoundInAnyOrder) {
  expect_all({{"substring(start position: 3, string: \"foobar\")", "\"obar\""},
              {"substring(length: 2, start position: 3, string: \"foobar\")", "\"ob\""},
              {"date(day: 29, month: 2, year: 2024)", "@\"2024-02-29\""},
              {"date(from: \"2024-02-29\")", "@\"2024-02-29\""},
              {"date and time(time: @\"09:00:00\", date: @\"2026-10-01\")", "@\"2026-10-01T09:00:00\""},
              {"number(decimal separator: \",\", grouping separator: \" \", from: \"1 000,5\")", "1000.5"},
              {"replace(input: \"abc\", pattern: \"b\", replacement: \"x\")", "\"axc\""},
              {"list replace(list: [1, 2], position: 1, newItem: 9)", "[9, 2]"},
              {"list replace(list: [1, 5], match: function(item, newItem) item < newItem, newItem: 3)", "[3, 5]"},
              {"insert before(newItem: 2, position: 1, list: [1])", "[2, 1]"},
              {"sort(precedes: function(x, y) x > y, list: [1, 2])", "[2, 1]"},
              {"years and months duration(to: @\"2013-08-24\", from: @\"2011-12-22\")", "@\"P1Y8M\""},
              {"get value(key: \"a\", m: {a: 1})", "1"},
              {"context put(value: 2, key: \"b\", context: {a: 1})", "{a: 1, b: 2}"},
              {"min(list: [3, 1])", "1"},
              {"not(negand: true)", "false"},
              {"decimal(scale: 1, n: 2.25)", "2.2"}});
}

TEST(NamedArguments, ThatAreLeftOutAreNull) {
  expect_all({{"list contains(list: [1, null])", "true"},
              {"insert before(list: [1], position: 1)", "[null, 1]"},
              {"substring(string: \"a\")", "null"},
              {"{f: function(a, b) [a, b], r: f(b: 1)}.r", "[null, 1]"},
              {"{f: function(a, b) [a, b], r: f(c: 1)}.r", "null"}});
}

TEST(NamedArguments, ChooseTheSignatureThatHasTheNamesAndTakesTheValues) {
  expect_all({{"context put(context: {y: {a: 0}}, keys: [\"y\", \"a\"], value: 2)", "{y: {a: 2}}"},
              {"context put(context: {y: {a: 0}}, key: [\"y\", \"a\"], value: 2)", "null"},
              {"before(point: 1, range: [2..3])", "true"},
              {"before(range: [2..3], point: 1)", "false"},
              {"before(range1: [1..2], range2: [3..4])", "true"},
              {"before(range1: 1, range2: [3..4])", "null"},
              {"substring(strng: \"a\", start position: 1)", "null"}});
}

TEST(PositionalArguments, AreOfANumberThatASignatureHas) {
  expect_all({{"substring(\"a\")", "null"},
              {"date(2024, 2)", "null"},
              {"string join([\"a\"], \"x\", \"y\")", "null"},
              {"now(1)", "null"},
              {"min()", "null"},
              {"append([1])", "null"}});
}

TEST(Domain, ASingleElementStandsForItsListAndAListOfOneForItsElement) {
  expect_all({{"contains([\"foobar\"], \"of\")", "false"},
              {"count(1)", "1"},
              {"abs([-1])", "1"},
              {"append(1, 2)", "[1, 2]"},
              {"date and time(@\"2026-10-01\").hour", "0"}});
}

TEST(Domain, WhatLiesOutsideOfItIsNull) {
  expect_all({{"substring(\"foobar\", 3, 4)", "\"obar\""},
              {"substring(\"foobar\", 3, 5)", "null"},
              {"substring(\"foobar\", -2, 3)", "null"},
              {"sublist([1, 2, 3], 1, 0)", "null"},
              {"sublist([1, 2, 3], 2, 3)", "null"},
              {"all([false, 0])", "null"},
              {"any([true, 0])", "null"},
              {"append(null, 1)", "null"},
              {"coincides(5, [5..5])", "null"},
              {"number(\"+5\")", "null"},
              {"number(\"-5e1\")", "-50"},
              {"number(\"5.\")", "null"},
              {"2 ** 1000000000", "null"},
              {"1 ** 1000000000", "null"},
              {"modulo(1, 0)", "null"},
              {"log(0)", "null"},
              {"decimal(1, 6177)", "null"},
              {"odd(1.5)", "null"},
              {"stddev([47])", "null"},
              {"string(null)", "null"},
              {"count(null)", "null"}});
}

TEST(Signatures, AreReadAsTheyAreWritten) {
  for (int i = 0; i < static_cast<int>(built_ins().size()); ++i) {
    EXPECT_FALSE(signatures_of_built_in(i).empty()) << built_ins()[static_cast<std::size_t>(i)].name;
    for (const Signature& signature : signatures_of_built_in(i))
      for (const Parameter& parameter : signature.parameters)
        for (const Type& type : parameter.domain) EXPECT_NE(type.kind, TypeKind::Named) << parameter.name << type.name;
  }
}

}  // namespace
}  // namespace bihuan::feel
