// Measures decision tables of 20, 1,000 and 10,000 rules by hit policy: an equality, an interval and a list of values
// per rule. Collect has some rules for every district besides; "overlapping" has intervals that all overlap, so that no
// column picks out few rules.
#include <benchmark/benchmark.h>

#include <string>

#include "engine/dmn/decision.h"

namespace bihuan::dmn {
namespace {

Model model_of(DecisionTable table, std::initializer_list<const char*> inputs) {
  Model model{.id = "m", .name = "m"};
  DecisionModel decision{.id = "d", .name = "d"};
  for (const char* input : inputs) {
    table.inputs.push_back({.id = input, .expression = input});
    model.inputs.push_back({.id = input, .name = input});
    decision.required_inputs.push_back({input});
  }
  table.outputs.push_back({.id = "o", .name = "answer"});
  decision.expression = std::make_shared<const BoxedExpression>(BoxedExpression{std::move(table), "", "", 0});
  model.decisions.push_back(std::move(decision));
  return model;
}

std::string between(int low, int high) {
  return "[" + std::to_string(low) + ".." + std::to_string(high) + "]";
}

constexpr int bands = 10;

Model districts(int rules, HitPolicy policy) {
  DecisionTable table{.hit_policy = policy, .aggregator = Aggregator::None, .inputs = {}, .outputs = {}, .rules = {}};
  for (int i = 0; i < rules; ++i) {
    const int low = i % bands * 1000 + i / bands;
    const bool everywhere = policy == HitPolicy::Collect && i % 200 == 100;
    const std::string district = everywhere ? "-" : "\"D" + std::to_string(i / bands) + "\"";
    table.rules.push_back({.id = "r" + std::to_string(i),
                           .input_entries = {district, between(low, low + 999), "\"a\", \"b\""},
                           .output_entries = {std::to_string(i)}});
  }
  return model_of(std::move(table), {"district", "amount", "kind"});
}

void decide(benchmark::State& run, HitPolicy policy) {
  const auto rules = static_cast<int>(run.range(0));
  const auto decisions = compile(districts(rules, policy));
  const int wanted = rules * 2 / 3;
  const ContextEntries inputs{{"district", "D" + std::to_string(wanted / bands)},
                              {"amount", wanted % bands * 1000 + wanted / bands + 500},
                              {"kind", "b"}};
  const feel::Environment environment{Instant{1'790'000'000'000'000}};
  const auto answer = evaluate(*decisions, "d", inputs, environment);
  const Value last = answer && answer->value.list() != nullptr ? answer->value.list()->back() : answer->value;
  if (!answer || last != Value(wanted)) return run.SkipWithError("Expected the rule at two thirds");
  for (auto _ : run) benchmark::DoNotOptimize(evaluate(*decisions, "d", inputs, environment));
  run.SetItemsProcessed(run.iterations());
}
BENCHMARK_CAPTURE(decide, unique, HitPolicy::Unique)->Name("dmn/unique")->Arg(20)->Arg(1000)->Arg(10'000);
BENCHMARK_CAPTURE(decide, first, HitPolicy::First)->Name("dmn/first")->Arg(20)->Arg(1000)->Arg(10'000);
BENCHMARK_CAPTURE(decide, collect, HitPolicy::Collect)->Name("dmn/collect")->Arg(20)->Arg(1000)->Arg(10'000);

void decide_overlapping(benchmark::State& run) {
  const auto rules = static_cast<int>(run.range(0));
  DecisionTable table{
      .hit_policy = HitPolicy::Unique, .aggregator = Aggregator::None, .inputs = {}, .outputs = {}, .rules = {}};
  for (int i = 0; i < rules; ++i)
    table.rules.push_back({.id = "r" + std::to_string(i),
                           .input_entries = {between(i, i + rules), between(-i, rules - i)},
                           .output_entries = {std::to_string(i)}});
  const auto decisions = compile(model_of(std::move(table), {"x", "y"}));
  const ContextEntries inputs{{"x", rules - 1}, {"y", 1 - rules}};
  const feel::Environment environment{Instant{1'790'000'000'000'000}};
  if (const auto answer = evaluate(*decisions, "d", inputs, environment); !answer || answer->value != Value(rules - 1))
    return run.SkipWithError("Expected the last rule");
  for (auto _ : run) benchmark::DoNotOptimize(evaluate(*decisions, "d", inputs, environment));
  run.SetItemsProcessed(run.iterations());
}
BENCHMARK(decide_overlapping)->Name("dmn/overlapping")->Arg(10'000);

void compile_table(benchmark::State& run) {
  const Model model = districts(static_cast<int>(run.range(0)), HitPolicy::Unique);
  for (auto _ : run) benchmark::DoNotOptimize(compile(model));
}
BENCHMARK(compile_table)->Name("dmn_compile")->Arg(1000)->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace bihuan::dmn
