// Measures what must not grow: compiling and running a definition of ten thousand elements, nesting fifty deep, a loop
// of ten thousand completions that can be compensated. Run on a quiet machine, in Release.
#include <benchmark/benchmark.h>

#include "engine/engine.h"
#include "tests/engine/large_processes.h"
#include "tests/engine/process_text.h"

namespace bihuan {
namespace {

const Command start = command::StartInstance{InstanceId{1}, {}, {}, {}, {}, {}};

Context now() {
  Context context;
  context.now = Instant{1};
  context.actor = "system";
  return context;
}

void run_to_the_end(benchmark::State& run, const definition::ProcessModel& model) {
  const auto compiled = definition::compile(model, "large.bpmn");
  if (!compiled) return run.SkipWithError("it was refused");
  for (auto _ : run) {
    state::State state;
    (void)step(*compiled->definition, state, start, now());
    if (state.header().status != state::Status::Completed) return run.SkipWithError("it did not run to its end");
    state.keep();
  }
  run.SetItemsProcessed(run.iterations() * static_cast<std::int64_t>(model.elements.size()));
}
void run_chain(benchmark::State& run) {
  run_to_the_end(run, testing::chain(static_cast<int>(run.range(0))));
}
BENCHMARK(run_chain)->Arg(1'000)->Arg(9'990)->Unit(benchmark::kMillisecond);

void run_nested(benchmark::State& run) {
  run_to_the_end(run, testing::nested(static_cast<int>(run.range(0))));
}
BENCHMARK(run_nested)->Arg(10)->Arg(49)->Unit(benchmark::kMicrosecond);

/// The cost of one command after `range` completions that can be compensated.
void complete_once_more(benchmark::State& run) {
  const auto definition = testing::compile_process(testing::compensable_loop);
  state::State state;
  (void)step(*definition, state, start, now());
  const auto complete = [&] {
    state.keep();
    const WorkId task = state.scope(ScopeId{1})->work.front().id;
    return step(*definition, state, command::CompleteTask{task, {}, "", {}, {}, {}}, now());
  };
  for (std::int64_t i = 0; i < run.range(0); ++i) (void)complete();
  for (auto _ : run) benchmark::DoNotOptimize(complete());
  run.SetItemsProcessed(run.iterations());
}
BENCHMARK(complete_once_more)->Arg(10)->Arg(1'000)->Arg(10'000)->Iterations(1'000);

WorkId more_of(const state::State& state) {
  for (const auto& [id, scope] : state.scopes())
    if (!scope.work.empty()) return scope.work.front().id;
  return {};
}

/// All of them undone.
void undo_loop(benchmark::State& run) {
  const auto definition = testing::compile_process(testing::loop_that_is_undone);
  const Command begin =
      command::StartInstance{InstanceId{1}, {}, {}, {}, {{"times", Value(run.range(0))}, {"n", Value(0)}}, {}};
  for (auto _ : run) {
    state::State state;
    (void)step(*definition, state, begin, now());
    while (state.header().status == state::Status::Active) {  // a thousand handlers in each command
      state.keep();
      (void)step(*definition, state, command::RunContinuation{more_of(state)}, now());
    }
    state.keep();
  }
  run.SetItemsProcessed(run.iterations() * run.range(0));
}
BENCHMARK(undo_loop)->Arg(100)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace bihuan
