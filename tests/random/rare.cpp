// Blocks of the rarer elements: complex gateways, compensation, transactions, ad-hoc sub-processes, calls, several
// events at once (maker.h).
#include "tests/random/maker.h"

namespace bihuan::random {

using namespace definition;

/// A parallel or inclusive split, joined by a complex gateway that some of the branches activate.
Block Maker::complex_join(int depth) {
  const bool inclusive = chance(50);
  const std::string open = add(inclusive ? Kind::InclusiveGateway : Kind::ParallelGateway, "g").id;
  const int branches = 2 + below(menu_.branches - 1);
  ElementModel& made = add(Kind::ComplexGateway, "k");
  made.activation_condition = {"activationCount >= " + std::to_string(1 + below(branches)), true, {}, {}};
  const std::string close = made.id;
  for (int i = 0; i < branches; ++i) {
    const Block branch = block(depth - 1);
    flow(open, branch.first);
    flow(branch.last, close);
  }
  if (inclusive) choose(open, true);
  if (chance(60)) return {open, close};
  // Beside the way on, one that its condition opens at the activation, at the reset, or at both.
  const std::string after = add(Kind::ExclusiveGateway, "x").id;
  const Block beside = block(depth - 1);
  flow(close, beside.first).condition = condition();
  end_of(beside.last, false);
  const std::string on = flow(close, after).id;
  at(close).default_flow = on;
  return {open, after};
}

/// A task with a handler that undoes it, and further on a throw that asks for it.
Block Maker::compensated(int depth) {
  const std::string task = add(Kind::UserTask, "t").id;
  ElementModel& boundary = add(Kind::BoundaryEvent, "o");
  const std::string mark = boundary.id;
  boundary.attached_to = task;
  boundary.events = {event(EventKind::Compensation)};
  ElementModel& handler = add(chance(50) ? Kind::UserTask : Kind::ServiceTask, "u");
  handler.for_compensation = true;
  const std::string undo = handler.id;
  at(mark).compensation_handler = undo;
  const Block between = block(depth - 1);
  flow(task, between.first);
  ElementModel& thrown = add(Kind::IntermediateThrowEvent, "i");
  thrown.events = {event(EventKind::Compensation)};
  if (chance(40)) thrown.events.front().activity_ref = task;
  const std::string last = thrown.id;
  flow(between.last, last);
  return {task, last};
}

/// A transaction that is cancelled or not, by a choice inside.
Block Maker::transaction(int depth) {
  const std::string id = add(Kind::Transaction, "b").id;
  const std::string outer = std::exchange(parent_, id);
  const std::string start = add(Kind::StartEvent, "s").id;
  const Block inside = menu_.has(Dish::Compensation) && chance(70) ? compensated(depth - 1) : block(depth - 1);
  flow(start, inside.first);
  const std::string choice = add(Kind::ExclusiveGateway, "x").id, done = add(Kind::EndEvent, "e").id;
  ElementModel& cancel = add(Kind::EndEvent, "e");
  cancel.events = {event(EventKind::Cancel)};
  const std::string cancelled = cancel.id;
  flow(inside.last, choice);
  flow(choice, cancelled).condition = condition();
  const std::string otherwise = flow(choice, done).id;
  at(choice).default_flow = otherwise;
  parent_ = outer;
  const std::string after = add(Kind::ExclusiveGateway, "x").id;
  flow(id, after);
  ElementModel& boundary = add(Kind::BoundaryEvent, "o");
  boundary.attached_to = id;
  boundary.events = {event(EventKind::Cancel)};
  const std::string left = boundary.id;
  flow(left, after);
  return {id, after};
}

Block Maker::ad_hoc() {
  ElementModel& made = add(Kind::AdHocSubProcess, "b");
  const std::string id = made.id;
  AdHocModel rule;
  rule.sequential = chance(40);
  rule.cancel_remaining = chance(50);
  if (chance(50)) rule.completion_condition = condition();
  made.ad_hoc = rule;
  const std::string outer = std::exchange(parent_, id);
  for (int i = 1 + below(3); i > 0; --i) {
    const std::string first = add(Kind::UserTask, "t").id;
    if (chance(30)) {
      const std::string second = add(Kind::UserTask, "t").id;
      flow(first, second);
    }
  }
  parent_ = outer;
  return {id, id};
}

Block Maker::call() {
  ElementModel& made = add(Kind::CallActivity, "a");
  made.call.process = {"called", false, {}, {}};
  return {made.id, made.id};
}

/// One more event definition, any or all of which must occur.
void Maker::make_several(const std::string& id) {
  if (!may(Dish::Several, 25)) return;
  ElementModel& made = at(id);
  made.events.push_back(event(some_event()));
  made.parallel_multiple = chance(50);
}

}  // namespace bihuan::random
