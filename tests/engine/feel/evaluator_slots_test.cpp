// What names mean where several things could give them a meaning: iteration variables, entries of contexts, elements of
// filters, parameters, captured values, variables of outside, built-in functions.
#include <gtest/gtest.h>

#include "engine/feel/constant_tests.h"
#include "tests/engine/feel/evaluating.h"

namespace bihuan::feel {
namespace {

const ContextEntries variables = {{"x", 10}, {"y", 20}, {"items", Value(List{1, 2, 3})}};

void expect(std::initializer_list<Example> examples) {
  for (const Example& example : examples) EXPECT_EQ(answer(example.text, variables), example.expected) << example.text;
}

TEST(Names, MeanTheInnermostBinding) {
  expect({{"for x in [1, 2] return x + y", "[21, 22]"},
          {"[for x in [1] return for x in [x + 1] return x, x]", "[[[2]], 10]"},
          {"for x in [x, x + 1] return x", "[10, 11]"},
          {"for a in [1, 2], b in [a, a * 10] return a + b", "[2, 11, 4, 22]"},
          {"some x in items satisfies x = 3", "true"},
          {"every a in items, b in [a] satisfies a = b", "true"},
          {"{x: 1, z: x + 1, x2: {x: 5, r: x}.r, last: x}", "{x: 1, z: 2, x2: 5, last: 1}"},
          {"[{x: x, y: x + y}.y, x]", "[30, 10]"},
          {"for i in 1..3 return if i = 1 then 1 else i * partial[-1]", "[1, 2, 6]"}});
}

TEST(Names, OfAFilterMeanEntriesOfTheElementFirst) {
  expect({{"items[item > 1]", "[2, 3]"},
          {"[{x: 1}, {x: 2}, {z: 3}][x = 2]", "[{x: 2}]"},
          {"[{a: 1}, {a: 2}][a + x = 12]", "[{a: 2}]"},
          {"[{item: 1}, {item: 2}][item = 2]", "[{item: 2}]"},
          {"[{a: 1, l: [{b: 1}, {b: 2}]}][count(l[b > a]) = 1].a", "[1]"},
          {"[{a: 1, l: [{a: 2, b: 2}]}][count(l[b = a]) = 1].a", "[1]"},
          {"for a in [2] return [{a: 1}, {b: 2}][a = 2]", "[[{b: 2}]]"},
          {"[{x: 5}][(for x in [1] return x)[1] = 1]", "[{x: 5}]"},
          {"[[1, 2], [3]][count(item[item > 1]) = 1]", "[[1, 2], [3]]"}});
}

TEST(Names, OfAFunctionMeanParametersThenWhatItCaptured) {
  expect({{"{f: function(x) x + y, r: f(1)}.r", "21"},
          {"{x: 1, f: function(a) a + x, g: function(x) f(x) + x, r: g(5)}.r", "11"},
          {"{f: function(n) if n <= 1 then 1 else n * f(n - 1), r: f(5)}.r", "120"},
          {"{f: function(f) f + 1, r: f(5)}.r", "6"},
          {"{k: for i in [1, 2] return function(a) a + i, r: [k[1](10), k[2](10)]}.r", "[11, 12]"},
          {"{f: function(a) function(b) a + b + x, g: f(1), r: g(2)}.r", "13"},
          {"{f: function(l) l[item > x], r: f([5, 15])}.r", "[15]"},
          {"{f: function(l) for i in l return i + y, r: f([1, 2])}.r", "[21, 22]"},
          {"{f: function(a) abs(a), r: f(-2)}.r", "2"},
          {"[{v: 1}, {v: 2}][{f: function(a) a = v, r: f(2)}.r]", "[{v: 2}]"}});
}

TEST(Names, ThatABuiltInSharesMeanTheFunctionWhereOneIsCalled) {
  const ContextEntries hiding = {{"count", 7}};
  EXPECT_EQ(answer("count([1, 2]) + count", hiding), "9");
  EXPECT_EQ(answer("{count: function(l) 5, r: count([1])}.r"), "5");
}

TEST(Names, MayBeMoreThanAFrameHoldsInPlace) {
  std::string text = "{a0: 1";
  for (int i = 1; i < 60; ++i) text += ", a" + std::to_string(i) + ": a" + std::to_string(i - 1) + " + 1";
  EXPECT_EQ(answer(text + "}.a59"), "60");
  std::string sum = "v0";
  ContextEntries many = {{"v0", 1}};
  for (int i = 1; i < 60; ++i) {
    sum += " + v" + std::to_string(i);
    many.emplace_back("v" + std::to_string(i), 1);
  }
  EXPECT_EQ(answer(sum, many), "60");
  EXPECT_EQ(answer("[[[[[1]]]]][count(item[count(item[count(item[count(item[item = 1]) = 1]) = 1]) = 1]) = 1]"),
            "[[[[[1]]]]]");
}

TEST(ConstantTests, AreValuesListsAndIntervalsOfConstants) {
  const auto ranges = [](std::string_view text) {
    const auto tests = constant_tests(*parse_unary_tests(text));
    return tests ? static_cast<int>(tests->accepted.size()) * (tests->negated ? -1 : 1) : 0;
  };
  for (const std::string_view text : {"1", "\"a\"", "true", "@\"2026-01-01\"", "< 5", "[1..5]", "= 3", "-"})
    EXPECT_EQ(ranges(text), 1) << text;
  EXPECT_EQ(ranges("1, [3..4], > 7"), 3);
  EXPECT_EQ(ranges("[1, 2]"), 2);
  EXPECT_EQ(ranges("[1, [3..4]]"), 2);
  EXPECT_EQ(ranges("not(1, 2)"), -2);
  for (const std::string_view text :
       {"a", "? > 1", "null", "!= 3", "[5..1]", "@\"10:00:00Z\"", "1 + 1", "< a", "true, null"})
    EXPECT_EQ(ranges(text), 0) << text;
}

}  // namespace
}  // namespace bihuan::feel
