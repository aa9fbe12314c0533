// Measures the codec on what a server does at each command: a journal entry of twenty events, a scope, a request's
// JSON.
#include <benchmark/benchmark.h>

#include "adapters/codec/events_json.h"
#include "adapters/codec/json.h"
#include "adapters/codec/records.h"

namespace bihuan::codec {
namespace {

state::Task task() {
  return {.name = "核实隐患",
          .candidates = {"zhang-wei", "li-na", "wang-fang"},
          .rule = "role community-handler in c-03",
          .form = "hazard-verify",
          .due = Instant{1'790'000'000'000'000},
          .created = Instant{1'780'000'000'000'000}};
}

/// A task done, its values written, three steps on, a decision, the next task with its reminder.
std::vector<Event> journal_entry() {
  using namespace event;
  const Instant at{1'780'000'000'000'000};
  std::vector<Event> events = {
      TaskCompleted{{9}, {4}, "zhang-wei", "属实", "已到现场核实，存在隐患", {{"f-81", "现场照片.jpg"}}},
      VariablesSet{{1}, {}, {{"verification", "属实"}, {"grade", "重大"}, {"people", 35}, {"place", "二号楼"}}},
      ElementCompleted{{1}, {8}, {4}}};
  for (std::uint64_t i = 0; i < 4; ++i) {
    const auto n = static_cast<std::uint32_t>(i);
    events.push_back(FlowTaken{{1}, {20 + i}, {n}});
    events.push_back(ElementActivated{{1}, {20 + i}, {5 + n}, {}, at});
    events.push_back(ElementCompleted{{1}, {20 + i}, {5 + n}});
  }
  events.push_back(DecisionEvaluated{{22}, {7}, "risk", "风险分级", {{"likelihood", 3}}, {"3:r3"}, "重大"});
  events.push_back(FlowTaken{{1}, {30}, {9}});
  events.push_back(ElementActivated{{1}, {30}, {12}, {}, at});
  events.push_back(TaskCreated{{31}, {1}, {30}, {12}, task()});
  events.push_back(TimerScheduled{{32}, {1}, {30}, {13}, {.due = at}});
  return events;
}

void encode_a_journal_entry(benchmark::State& state) {
  const auto events = journal_entry();
  for (auto _ : state) benchmark::DoNotOptimize(encode_events(events));
  state.counters["events"] = static_cast<double>(events.size());
  state.counters["bytes"] = static_cast<double>(encode_events(events).size());
}
BENCHMARK(encode_a_journal_entry);

void decode_a_journal_entry(benchmark::State& state) {
  const std::string bytes = encode_events(journal_entry());
  for (auto _ : state) benchmark::DoNotOptimize(decode_events(bytes));
}
BENCHMARK(decode_a_journal_entry);

void view_a_journal_entry_as_json(benchmark::State& state) {
  const auto events = journal_entry();
  for (auto _ : state) benchmark::DoNotOptimize(events_json(events, nullptr, {42}));
}
BENCHMARK(view_a_journal_entry_as_json);

state::Scope scope() {
  state::Scope s{.id = {1}};
  for (std::uint64_t i = 0; i < 3; ++i) {
    s.tokens.push_back({.id = {i + 2}, .element = {static_cast<std::uint32_t>(i)}, .since = Instant{1}});
    s.work.push_back({{i + 10}, {i + 2}, {static_cast<std::uint32_t>(i)}, task()});
  }
  for (int i = 0; i < 20; ++i)
    s.variables.emplace_back("variable-" + std::to_string(i), i % 2 ? Value(i) : Value("值"));
  return s;
}

void encode_a_scope(benchmark::State& state) {
  const auto s = scope();
  for (auto _ : state) benchmark::DoNotOptimize(encode_scope(s));
}
BENCHMARK(encode_a_scope);

void decode_a_scope(benchmark::State& state) {
  const std::string bytes = encode_scope(scope());
  for (auto _ : state) benchmark::DoNotOptimize(decode_scope(bytes));
}
BENCHMARK(decode_a_scope);

void parse_a_request(benchmark::State& state) {
  const std::string text = variables_json(scope().variables);
  for (auto _ : state) benchmark::DoNotOptimize(parse_json(text));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}
BENCHMARK(parse_a_request);

}  // namespace
}  // namespace bihuan::codec
