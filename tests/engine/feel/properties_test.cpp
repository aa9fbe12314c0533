// Rules that hold of every expression, number and moment, tried on random ones. rapidcheck prints the seed of a
// failure.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/feel/expression.h"
#include "tests/engine/feel/evaluating.h"
#include "tests/engine/feel/printing.h"
#include "tests/engine/feel/random_expression.h"

namespace bihuan::feel {
namespace {

constexpr int depth = 4;
constexpr int texts_a_seed = 20;

ContextEntries some_variables() {
  return {
      {"n", 4}, {"s", "社区 street"}, {"b", true}, {"l", List{1, 2, 3}}, {"c", ContextEntries{{"a", 5}, {"x y", "z"}}}};
}

std::vector<std::string> known_names() {
  return {"n", "s", "b", "l", "c", "x y"};
}

RC_GTEST_PROP(Properties, WhatIsPrintedReadsBackAsTheSameProgram, (std::uint64_t seed)) {
  RandomExpression random(seed);
  for (int i = 0; i < texts_a_seed; ++i) {
    const std::string text = random.any(depth);
    const auto names = known_names();
    const auto first = parse_expression(text, names);
    RC_ASSERT(first.has_value());
    const std::string again = printed(*first->program());
    RC_LOG() << text << "\n" << again;
    const auto second = parse_expression(again, names);
    RC_ASSERT(second.has_value());
    RC_ASSERT(same_shape(*first->program(), *second->program()));
    RC_ASSERT(answer(text, some_variables()) == answer(again, some_variables()));
  }
}

RC_GTEST_PROP(Properties, UnaryTestsReadBackAsTheSameProgram, (std::uint64_t seed)) {
  RandomExpression random(seed);
  for (int i = 0; i < texts_a_seed; ++i) {
    const std::string text = random.tests(depth);
    const auto names = known_names();
    const auto first = parse_unary_tests(text, names);
    RC_ASSERT(first.has_value());
    const std::string again = printed(*first->program());
    RC_LOG() << text << "\n" << again;
    const auto second = parse_unary_tests(again, names);
    RC_ASSERT(second.has_value());
    RC_ASSERT(same_shape(*first->program(), *second->program()));
  }
}

RC_GTEST_PROP(Properties, AnEvaluationIsAFunctionOfItsInputs, (std::uint64_t seed)) {
  RandomExpression random(seed);
  for (int i = 0; i < texts_a_seed; ++i) {
    const std::string text = random.any(depth);
    RC_ASSERT(answer(text, some_variables()) == answer(text, some_variables()));
  }
}

RC_GTEST_PROP(Properties, ALiteralReadsBackAsItsValue, (std::uint64_t seed)) {
  const auto outcome = parse_expression(RandomExpression(seed).any(depth), known_names())
                           ->evaluate(variables_of(some_variables()), test_environment());
  RC_PRE(outcome.has_value());
  const std::string text = literal(outcome->value);
  RC_PRE(text.find("function(") == std::string::npos);
  RC_ASSERT(answer(text) == text);
}

// --- moments and durations ---------------------------------------------------------------------------------------

std::string date_of(std::int64_t days) {
  return "(date(\"2000-01-01\") + duration(\"P" + std::to_string(days) + "D\"))";
}

RC_GTEST_PROP(Properties, DaysAddedAreDaysBetween, ()) {
  const auto days = *rc::gen::inRange<std::int64_t>(0, 2'000'000);
  RC_ASSERT(answer("(" + date_of(days) + " - date(\"2000-01-01\")) / duration(\"P1D\")") == std::to_string(days));
}

RC_GTEST_PROP(Properties, ADateReadsBackFromItsText, ()) {
  const auto days = *rc::gen::inRange<std::int64_t>(0, 2'000'000);
  RC_ASSERT(answer("date(string(" + date_of(days) + ")) = " + date_of(days)) == "true");
}

RC_GTEST_PROP(Properties, WhatIsAddedToAMomentComesBackBySubtracting, ()) {
  const auto seconds = *rc::gen::inRange<std::int64_t>(-100'000'000'000, 100'000'000'000);
  const auto offset = *rc::gen::inRange(-14, 15);
  const std::string sign = seconds < 0 ? "-" : "";
  const std::string duration = "duration(\"" + sign + "PT" + std::to_string(std::abs(seconds)) + "S\")";
  const std::string moment = std::string("date and time(\"2026-03-29T01:30:00") + (offset < 0 ? "-" : "+") +
                             (std::abs(offset) < 10 ? "0" : "") + std::to_string(std::abs(offset)) + ":00\")";
  RC_ASSERT(answer("(" + moment + " + " + duration + ") - " + moment + " = " + duration) == "true");
  RC_ASSERT(answer("(" + moment + " + " + duration + ") - " + duration + " = " + moment) == "true");
}

RC_GTEST_PROP(Properties, ATimeWrapsAroundTheDay, ()) {
  const auto seconds = *rc::gen::inRange<std::int64_t>(0, 86'400);
  const std::string duration = "duration(\"PT" + std::to_string(seconds) + "S\")";
  RC_ASSERT(answer("time(\"10:30:00\") + " + duration + " + (duration(\"P1D\") - " + duration +
                   ") = time(\"10:30:00\")") == "true");
}

RC_GTEST_PROP(Properties, MonthsKeepTheDayOrTakeTheLastOfTheMonth, ()) {
  const auto months = *rc::gen::inRange(0, 5000);
  const std::string sum = "(date(\"2024-01-31\") + duration(\"P" + std::to_string(months) + "M\"))";
  RC_ASSERT(answer(sum + ".day in [28..31]") == "true");
  RC_ASSERT(answer("years and months duration(date(\"2024-01-01\"), " + sum + ") = duration(\"P" +
                   std::to_string(months) + "M\")") == "true");
}

RC_GTEST_PROP(Properties, SortedListsAreInOrderAndLoseNothing, (const std::vector<int>& numbers)) {
  List list(numbers.begin(), numbers.end());
  const ContextEntries variables = {{"l", list}};
  RC_ASSERT(answer("count(sort(l)) = count(l)", variables) == "true");
  RC_ASSERT(answer("every i in 1..count(l) - 1 satisfies count(l) < 2 or sort(l)[i] <= sort(l)[i + 1]", variables) ==
            "true");
}

}  // namespace
}  // namespace bihuan::feel
