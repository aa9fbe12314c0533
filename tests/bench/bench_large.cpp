// Measures what must not grow: the check of an inclusive join with the size of its definition, the completion of one
// iteration with their number; and what may: compiling a large definition, a slice of iterations, a cancel in the
// middle. Run on a quiet machine, in Release.
#include <benchmark/benchmark.h>

#include "engine/definition/compile.h"
#include "engine/engine.h"
#include "tests/engine/process_text.h"

namespace bihuan {
namespace {

using definition::ElementKind;
using definition::ExpressionText;

Context at(std::int64_t us) {
  Context context;
  context.now = Instant{us};
  return context;
}

/// Builds a process element by element, without looking anything up.
struct Builder {
  definition::ProcessModel model;

  Builder() {
    model.id = model.name = "p";
    model.executable = true;
    model.elements.push_back({.id = "p", .kind = ElementKind::Process});
  }
  std::string add(ElementKind kind) {
    const std::string id = "e" + std::to_string(model.elements.size());
    model.elements.push_back({.id = id, .kind = kind, .parent = "p"});
    return id;
  }
  void flow(const std::string& source, const std::string& target, bool conditional = false) {
    definition::FlowModel flow;
    flow.id = "f" + std::to_string(model.flows.size());
    flow.source = source;
    flow.target = target;
    flow.parent = "p";
    if (conditional) flow.condition = ExpressionText{"go", true, {}, {}};
    model.flows.push_back(std::move(flow));
  }
  /// An inclusive split and join around two user tasks; what stands behind.
  std::string diamond(const std::string& from) {
    const std::string split = add(ElementKind::InclusiveGateway), a = add(ElementKind::UserTask),
                      b = add(ElementKind::UserTask), join = add(ElementKind::InclusiveGateway);
    flow(from, split);
    for (const std::string& task : {a, b}) {
      flow(split, task, true);
      flow(task, join);
      model.elements[std::stoul(task.substr(1))].assignment =
          definition::AssignmentModel{"person", {{"person", ExpressionText{"ann", false, {}, {}}}}, {}, {}};
    }
    return join;
  }
};

/// One diamond, then as many tasks as it takes.
definition::ProcessModel one_join(std::size_t elements) {
  Builder build;
  std::string last = build.diamond(build.add(ElementKind::StartEvent));
  while (build.model.elements.size() + 1 < elements) {
    const std::string next = build.add(ElementKind::ServiceTask);
    build.model.elements.back().job.topic = ExpressionText{"t", false, {}, {}};
    build.flow(last, next);
    last = next;
  }
  build.flow(last, build.add(ElementKind::EndEvent));
  return std::move(build.model);
}

/// One diamond after another.
definition::ProcessModel many_joins(std::size_t elements) {
  Builder build;
  std::string last = build.add(ElementKind::StartEvent);
  while (build.model.elements.size() + 5 < elements) last = build.diamond(last);
  build.flow(last, build.add(ElementKind::EndEvent));
  return std::move(build.model);
}

definition::DefinitionPtr compiled(const definition::ProcessModel& model) {
  auto result = definition::compile(model, "bench");
  return result ? result->definition : nullptr;
}

std::vector<WorkId> open_work(const state::State& state) {
  std::vector<WorkId> found;
  for (const auto& [id, scope] : state.scopes())
    for (const state::Work& work : scope.work) found.push_back(work.id);
  return found;
}

/// One of two tasks before the join is completed: the join is asked, and waits for the other.
void join_check(benchmark::State& run) {
  const auto definition = compiled(one_join(static_cast<std::size_t>(run.range(0))));
  if (definition == nullptr) return run.SkipWithError("it was refused");
  const Context context = at(1);
  state::State state;
  (void)step(*definition, state, command::StartInstance{InstanceId{1}, {}, {}, {}, {{"go", Value(true)}}, {}}, context);
  state.keep();
  const Command complete = command::CompleteTask{open_work(state).front(), {}, {}, {}, {}, {}};
  for (auto _ : run) {
    const auto outcome = step(*definition, state, complete, context);
    if (!outcome || outcome->events.size() != 4) return run.SkipWithError("it did not wait");
    state.roll_back();
  }
  run.SetItemsProcessed(run.iterations());
}
BENCHMARK(join_check)->Arg(100)->Arg(1000)->Arg(10000);

void compile_large(benchmark::State& run) {
  const definition::ProcessModel model = many_joins(static_cast<std::size_t>(run.range(0)));
  for (auto _ : run) {
    const auto definition = compiled(model);
    if (definition == nullptr) return run.SkipWithError("it was refused");
    std::size_t doors = 0;
    for (const definition::Element& e : definition->elements) doors += e.join_elements.size();
    run.counters["doors"] = static_cast<double>(doors);
    run.counters["door_bytes"] = static_cast<double>(doors * ((definition->elements.size() + 63) / 64) * 8);
  }
}
BENCHMARK(compile_large)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

const char* const collecting =
    "start s\nuser a each==items as=item person=ann collect=all of==item\nboundary t on=a timer=PT1H\nend e\nend l\ns "
    "-> "
    "a -> e\nt -> l";

WorkId next_slice(const state::State& state) {
  for (const state::Work& work : state.scope(ScopeId{1})->work)
    if (std::holds_alternative<state::Continuation>(work.detail)) return work.id;
  return {};
}

Command start_of(std::int64_t iterations) {
  List items;
  for (std::int64_t i = 0; i < iterations; ++i) items.push_back(Value(i));
  return command::StartInstance{InstanceId{1}, {}, {}, {}, {{"items", Value(std::move(items))}}, {}};
}

void first_slice(benchmark::State& run) {
  const auto definition = testing::compile_process(collecting);
  const Command start = start_of(run.range(0));
  for (auto _ : run) {
    state::State state;
    (void)step(*definition, state, start, at(1));
    state.keep();
    run.counters["scopes"] = static_cast<double>(state.scopes().size());
  }
}
BENCHMARK(first_slice)->Arg(1000)->Arg(100000)->Unit(benchmark::kMillisecond);

/// So many iterations begun; stops after `most`.
state::State begun(const definition::Definition& definition, std::int64_t iterations, std::size_t most) {
  state::State state;
  (void)step(definition, state, start_of(iterations), at(1));
  state.keep();
  for (std::size_t open = 1000; open < most; open += 1000) {
    const WorkId slice = next_slice(state);
    if (!slice) break;
    (void)step(definition, state, command::RunContinuation{slice}, at(1));
    state.keep();
  }
  return state;
}

void next_slice_of_100000(benchmark::State& run) {
  const auto definition = testing::compile_process(collecting);
  state::State state = begun(*definition, 100'000, static_cast<std::size_t>(run.range(0)));
  const Command more = command::RunContinuation{next_slice(state)};
  for (auto _ : run) {
    const auto outcome = step(*definition, state, more, at(1));
    if (!outcome) return run.SkipWithError("it was refused");
    run.counters["events"] = static_cast<double>(outcome->events.size());
    state.roll_back();
  }
}
BENCHMARK(next_slice_of_100000)->Arg(1000)->Arg(90000)->Unit(benchmark::kMillisecond);

void complete_one_iteration(benchmark::State& run) {
  const auto definition = testing::compile_process(collecting);
  state::State state = begun(*definition, run.range(0), static_cast<std::size_t>(run.range(0)));
  const std::vector<WorkId> work = open_work(state);
  const Command complete = command::CompleteTask{work[work.size() / 2], {}, {}, {}, {}, {}};
  for (auto _ : run) {
    const auto outcome = step(*definition, state, complete, at(1));
    if (!outcome) return run.SkipWithError("it was refused");
    run.counters["records"] = static_cast<double>(state.changed().size());
    state.roll_back();
  }
  run.SetItemsProcessed(run.iterations());
}
BENCHMARK(complete_one_iteration)->Arg(10)->Arg(1000)->Arg(100000);

void cancel_in_the_middle(benchmark::State& run) {
  const auto definition = testing::compile_process(collecting);
  state::State state = begun(*definition, 100'000, 50'000);
  for (auto _ : run) {
    const auto outcome = step(*definition, state, command::CancelInstance{"enough"}, at(1));
    if (!outcome || !state.scopes().empty()) return run.SkipWithError("it was refused");
    run.counters["events"] = static_cast<double>(outcome->events.size());
    state.roll_back();
  }
}
BENCHMARK(cancel_in_the_middle)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace bihuan
