// Measures FEEL: parsing, and evaluating what staff write, from one comparison to loops over a thousand contexts.
#include <benchmark/benchmark.h>

#include "engine/feel/expression.h"
#include "engine/feel/text.h"

namespace bihuan::feel {
namespace {

constexpr const char* condition = "grade = \"重大\" and people >= 30 and not(rectified)";
constexpr const char* over_a_list = "sum(for f in few return if f.open then f.weight * 1.5 else 0) > 10";

Value findings(int count) {
  List all;
  for (int i = 0; i < count; ++i) all.push_back(Value(ContextEntries{{"open", i % 2 == 0}, {"weight", i}}));
  return all;
}

ContextEntries variables() {
  const ContextEntries address = {{"street", "y"}, {"city", "杭州"}};
  const ContextEntries customer = {{"name", "x"}, {"address", Value(address)}};
  return {{"grade", "重大"},
          {"people", 35},
          {"rectified", false},
          {"base", 5200},
          {"rate", *Decimal::parse("3.25")},
          {"name", "city water supply"},
          {"order", Value(ContextEntries{{"id", 7}, {"customer", Value(customer)}})},
          {"few", findings(20)},
          {"findings", findings(1000)}};
}

void parse(benchmark::State& run, const char* text) {
  for (auto _ : run) benchmark::DoNotOptimize(parse_expression(text));
  run.SetItemsProcessed(run.iterations());
}
BENCHMARK_CAPTURE(parse, condition, condition)->Name("feel_parse/condition");
BENCHMARK_CAPTURE(parse, list, over_a_list)->Name("feel_parse/list");

void evaluate(benchmark::State& run, const char* text, const char* expected) {
  const auto expression = parse_expression(text);
  const ContextEntries known = variables();
  const Environment environment{Instant{1'790'000'000'000'000}};
  if (const auto outcome = expression->evaluate(variables_of(known), environment);
      !outcome || literal(outcome->value) != expected)
    return run.SkipWithError("Expected another answer");
  for (auto _ : run) benchmark::DoNotOptimize(expression->evaluate(variables_of(known), environment));
  run.SetItemsProcessed(run.iterations());
}
BENCHMARK_CAPTURE(evaluate, one, "people > 30", "true")->Name("feel_evaluate/comparison");
BENCHMARK_CAPTURE(evaluate, three, condition, "true")->Name("feel_evaluate/condition");
BENCHMARK_CAPTURE(evaluate, in, "grade in (\"高\", \"重大\") and (people in [18..65])", "true")
    ->Name("feel_evaluate/in");
BENCHMARK_CAPTURE(evaluate, arithmetic, "(base + 830.5) * rate / 100 - 15 + 12.5", "193.49125")
    ->Name("feel_evaluate/arithmetic");
BENCHMARK_CAPTURE(evaluate, string, "contains(upper case(name), \"WATER\") and string length(name) > 5", "true")
    ->Name("feel_evaluate/string");
BENCHMARK_CAPTURE(evaluate, path, "order.customer.address.city = \"杭州\"", "true")->Name("feel_evaluate/path");
BENCHMARK_CAPTURE(evaluate, list, over_a_list, "true")->Name("feel_evaluate/list_20");
BENCHMARK_CAPTURE(evaluate, filter, "count(findings[weight > 500])", "499")->Name("feel_evaluate/filter_1000");
BENCHMARK_CAPTURE(evaluate, loop, "sum(for f in findings return f.weight * 1.5)", "749250")
    ->Name("feel_evaluate/for_1000");
BENCHMARK_CAPTURE(evaluate, some, "some f in findings satisfies f.weight > 998", "true")
    ->Name("feel_evaluate/some_1000");

}  // namespace
}  // namespace bihuan::feel
