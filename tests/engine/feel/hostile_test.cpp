// Hostile texts and values end in a SyntaxError or in BudgetExceeded, never in a crash or an endless run.
#include <gtest/gtest.h>

#include "tests/engine/feel/evaluating.h"

namespace bihuan::feel {
namespace {

std::string repeated(std::string_view part, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += part;
  return out;
}

TEST(HostileFeel, DeepNestingIsASyntaxError) {
  for (const std::string_view open :
       {"(", "[", "{a:", "-", "if ", "x[", "f(", "not(", "function(a) ", "for a in ", "1 in ("}) {
    const auto whole = parse_expression(repeated(open, 15'000));
    EXPECT_FALSE(whole) << open;
  }
  EXPECT_FALSE(parse_expression(repeated("(", 100'000)));
  EXPECT_FALSE(parse_unary_tests(repeated("[", 60'000)));
  EXPECT_FALSE(parse_expression("1 instance of " + repeated("list<", 10'000)));
  EXPECT_FALSE(parse_expression("a" + repeated(".b", 10'000)));
  EXPECT_FALSE(parse_expression("1" + repeated(" < 1", 10'000)));
}

TEST(HostileFeel, LongChainsAreNoNesting) {
  EXPECT_EQ(answer("0" + repeated(" + 1", 10'000)), "10000");
  EXPECT_EQ(answer("true" + repeated(" and true", 5'000)), "true");
}

TEST(HostileFeel, TooLongTextsAreRefused) {
  EXPECT_FALSE(parse_expression("\"" + std::string(max_expression_bytes, 'a') + "\""));
}

TEST(HostileFeel, HugeRangesCostNothingUntilTheyAreWalked) {
  EXPECT_EQ(answer("1000 in [1..1000000000000]"), "true");
  EXPECT_EQ(answer("for x in 1..1000000000 return x"), "BudgetExceeded steps");
  EXPECT_EQ(answer("some x in 1..1000000000 satisfies x > 3"), "true");
  EXPECT_EQ(answer("every x in 1..1000000000 satisfies x > 0"), "BudgetExceeded steps");
}

TEST(HostileFeel, EndlessRecursionRunsOutOfDepth) {
  EXPECT_EQ(answer("{f: function(x) f(x + 1), r: f(0)}.r"), "BudgetExceeded depth");
}

TEST(HostileFeel, GrowingStringsAndListsRunOutOfMemory) {
  EXPECT_EQ(answer("for i in 1..40 return if i = 1 then \"aaaaaaaa\" else partial[-1] + partial[-1]"),
            "BudgetExceeded memory");
  EXPECT_EQ(answer("for i in 1..100000 return if i = 1 then 0 else partial[1]"), "BudgetExceeded memory");
}

TEST(HostileFeel, ValuesCannotNestWithoutBound) {
  EXPECT_EQ(answer("for i in 1..5000 return if i = 1 then 1 else [partial[-1]]"), "BudgetExceeded depth");
}

/// {a: [1, 1], b: [a, a], c: [b, b], …}: small in memory, huge when it is walked.
TEST(HostileFeel, SharedPartsDoNotExplode) {
  const auto doubling = [](const std::string& name) {
    std::string text = name + "0: [1, 1]";
    for (int i = 1; i < 60; ++i) {
      const std::string before = name + std::to_string(i - 1);
      text += ", " + name + std::to_string(i) + ": [" + before + ", " + before + "]";
    }
    return text;
  };
  const std::string text = "{" + doubling("x");
  EXPECT_EQ(answer(text + "}.x59"), "BudgetExceeded memory");
  EXPECT_EQ(answer("string(" + text + "}.x59)"), "BudgetExceeded steps");
  EXPECT_EQ(answer("count(flatten(" + text + "}.x59))"), "BudgetExceeded steps");
  EXPECT_EQ(answer(text + ", " + doubling("y") + ", r: x59 = y59}.r"), "BudgetExceeded steps");
}

TEST(HostileFeel, PatternsAreLinear) {
  EXPECT_EQ(answer("matches(\"" + std::string(30'000, 'a') + "b\", \"^(a+)+$\")"), "false");
  EXPECT_EQ(answer("matches(\"aaa\", \"(a{1000}){1000}\")"), "null");
  EXPECT_EQ(answer("matches(\"aa\", \"(a)\\\\1\")"), "null");
  EXPECT_EQ(answer("replace(\"abc\", \"x*\", \"-\")"), "null");
}

TEST(HostileFeel, BytesThatAreNoUtf8AreRefusedOrCounted) {
  EXPECT_FALSE(parse_expression("\xff\xfe"));
  EXPECT_EQ(answer("string length(\"\xff\xc3\")"), "2");
}

TEST(HostileFeel, ContradictoryOrdersSortWithoutHarm) {
  EXPECT_EQ(answer("count(sort([3, 1, 2, 5, 4], function(a, b) true))"), "5");
  EXPECT_EQ(answer("sort([3, 1, 2], function(a, b) null)"), "[3, 1, 2]");
}

TEST(HostileFeel, TemporalOverflowIsNull) {
  EXPECT_EQ(answer("@\"P999999999Y\" * 999999999999999999999"), "null");
  EXPECT_EQ(answer("@\"999999999-12-31\" + @\"P1D\""), "null");
  EXPECT_EQ(answer("@\"2026-01-31\" + @\"P99999999999999999M\""), "null");
}

}  // namespace
}  // namespace bihuan::feel
