// Measures FEEL: parsing a condition, evaluating it, and a longer expression over a list.
#include <benchmark/benchmark.h>

#include "engine/feel/expression.h"

namespace bihuan::feel {
namespace {

constexpr const char* condition = "grade = \"重大\" and people >= 30 and not(rectified)";
constexpr const char* over_a_list = "sum(for f in findings return if f.open then f.weight * 1.5 else 0) > 10";

ContextEntries variables() {
  List findings;
  for (int i = 0; i < 20; ++i) findings.push_back(Value(ContextEntries{{"open", i % 2 == 0}, {"weight", i}}));
  return {{"grade", "重大"}, {"people", 35}, {"rectified", false}, {"findings", Value(std::move(findings))}};
}

void parse(benchmark::State& run, const char* text) {
  for (auto _ : run) benchmark::DoNotOptimize(parse_expression(text));
  run.SetItemsProcessed(run.iterations());
}
BENCHMARK_CAPTURE(parse, condition, condition)->Name("feel_parse/condition");
BENCHMARK_CAPTURE(parse, list, over_a_list)->Name("feel_parse/list");

void evaluate(benchmark::State& run, const char* text) {
  const auto expression = parse_expression(text);
  const ContextEntries known = variables();
  const Environment environment{Instant{1'790'000'000'000'000}};
  if (const auto outcome = expression->evaluate(variables_of(known), environment);
      !outcome || outcome->value != Value(true))
    return run.SkipWithError("Expected true");
  for (auto _ : run) benchmark::DoNotOptimize(expression->evaluate(variables_of(known), environment));
  run.SetItemsProcessed(run.iterations());
}
BENCHMARK_CAPTURE(evaluate, condition, condition)->Name("feel_evaluate/condition");
BENCHMARK_CAPTURE(evaluate, list, over_a_list)->Name("feel_evaluate/list");

}  // namespace
}  // namespace bihuan::feel
