// Measures the pure step, without store and host: instances a second of a five-step sequence, the completion of a user
// task, a thousand iterations (what begins in one command). Run on a quiet machine, in Release.
#include <benchmark/benchmark.h>

#include "engine/engine.h"
#include "tests/engine/process_text.h"

namespace bihuan {
namespace {

const char* const sequence = "start s\ntask a\ntask b\ntask c\ntask d\ntask f\nend e\ns -> a -> b -> c -> d -> f -> e";
const char* const one_task =
    "start s\nuser a outcomes=\"yes,no\" outcomeVar=answer\nxor x\nend e\nend n\ns -> a -> x\nx -> e if answer = "
    "\"yes\"\nx -> n default";
const char* const many = "start s\nuser a times=1000\nboundary t on=a timer=PT1H\nend e\nend l\ns -> a -> e\nt -> l";

Context at(std::int64_t us) {
  Context context;
  context.now = Instant{us};
  return context;
}

void five_steps(benchmark::State& run) {
  const auto definition = testing::compile_process(sequence);
  const Context context = at(1);
  const Command start = command::StartInstance{InstanceId{1}, {}, {}, {}, {}, {}};
  for (auto _ : run) {
    state::State state;
    const auto outcome = step(*definition, state, start, context);
    if (state.header().status != state::Status::Completed) return run.SkipWithError("it did not run to its end");
    run.counters["events"] = static_cast<double>(outcome->events.size());
    state.keep();
  }
  run.SetItemsProcessed(run.iterations());
}
BENCHMARK(five_steps);

void complete_user_task(benchmark::State& run) {
  const auto definition = testing::compile_process(one_task);
  const Context context = at(1);
  state::State begun;
  (void)step(*definition, begun, command::StartInstance{InstanceId{1}, {}, {}, {}, {}, {}}, context);
  begun.keep();
  const WorkId task = begun.scopes().begin()->second.work.front().id;
  const Command complete = command::CompleteTask{task, {}, "yes", {}, {{"remark", Value("fine")}}, {}};
  for (auto _ : run) {
    const auto outcome = step(*definition, begun, complete, context);
    if (begun.header().status != state::Status::Completed) return run.SkipWithError("it did not run to its end");
    run.counters["events"] = static_cast<double>(outcome->events.size());
    begun.roll_back();
  }
  run.SetItemsProcessed(run.iterations());
}
BENCHMARK(complete_user_task);

void a_thousand_iterations(benchmark::State& run) {
  const auto definition = testing::compile_process(many);
  const Context context = at(1);
  for (auto _ : run) {
    state::State state;
    benchmark::DoNotOptimize(
        step(*definition, state, command::StartInstance{InstanceId{1}, {}, {}, {}, {}, {}}, context));
    state.keep();
  }
  run.SetItemsProcessed(run.iterations() * 1'000);
}
BENCHMARK(a_thousand_iterations)->Unit(benchmark::kMillisecond);

void end_a_thousand_iterations(benchmark::State& run) {
  const auto definition = testing::compile_process(many);
  state::State begun;
  (void)step(*definition, begun, command::StartInstance{InstanceId{1}, {}, {}, {}, {}, {}}, at(1));
  begun.keep();
  const WorkId timer = begun.scopes().begin()->second.work.front().id;
  for (auto _ : run) {
    benchmark::DoNotOptimize(step(*definition, begun, command::FireTimer{timer}, at(4'000'000'000)));
    begun.roll_back();
  }
  run.SetItemsProcessed(run.iterations() * 1'000);
}
BENCHMARK(end_a_thousand_iterations)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace bihuan
