// Measures decision tables of 10, 1,000 and 10,000 rules on three inputs; the rule that matches stands at two thirds.
#include <benchmark/benchmark.h>

#include <string>

#include "engine/dmn/decision.h"

namespace bihuan::dmn {
namespace {

Model table_of(int rules, HitPolicy policy) {
  DecisionTable table{.hit_policy = policy, .aggregator = Aggregator::None, .inputs = {}, .outputs = {}, .rules = {}};
  for (const char* input : {"x", "kind", "amount"}) table.inputs.push_back({.id = input, .expression = input});
  table.outputs.push_back({.id = "o", .name = "answer"});
  for (int i = 0; i < rules; ++i) {
    const std::string n = std::to_string(i);
    table.rules.push_back({.id = "r" + n, .input_entries = {n, "\"a\", \"b\"", ">= 100"}, .output_entries = {n}});
  }
  Model model{.id = "m", .name = "m"};
  DecisionModel decision{.id = "d", .name = "d"};
  decision.expression = std::make_shared<const BoxedExpression>(BoxedExpression{std::move(table), "", "", 0});
  for (const char* input : {"x", "kind", "amount"}) {
    model.inputs.push_back({.id = input, .name = input});
    decision.required_inputs.push_back({input});
  }
  model.decisions.push_back(std::move(decision));
  return model;
}

void decide(benchmark::State& run, HitPolicy policy) {
  const auto rules = static_cast<int>(run.range(0));
  const auto decisions = compile(table_of(rules, policy));
  const int wanted = rules * 2 / 3;
  const ContextEntries inputs{{"x", wanted}, {"kind", "b"}, {"amount", 250}};
  const feel::Environment environment{Instant{1'790'000'000'000'000}};
  const auto answer = evaluate(*decisions, "d", inputs, environment);
  if (!answer || answer->value != Value(wanted)) return run.SkipWithError("Expected the rule at two thirds");
  for (auto _ : run) benchmark::DoNotOptimize(evaluate(*decisions, "d", inputs, environment));
  run.SetItemsProcessed(run.iterations());
}
BENCHMARK_CAPTURE(decide, unique, HitPolicy::Unique)->Name("dmn/unique")->Arg(10)->Arg(1000)->Arg(10'000);
BENCHMARK_CAPTURE(decide, first, HitPolicy::First)->Name("dmn/first")->Arg(10)->Arg(1000)->Arg(10'000);

void compile_table(benchmark::State& run) {
  const Model model = table_of(static_cast<int>(run.range(0)), HitPolicy::Unique);
  for (auto _ : run) benchmark::DoNotOptimize(compile(model));
}
BENCHMARK(compile_table)->Name("dmn_compile")->Arg(1000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace bihuan::dmn
