// One function a block: what may stand between two nodes (maker.h).
#include "tests/random/maker.h"

namespace bihuan::random {

using namespace definition;

/// Draws a block; when the blocks or the depth are used up, a task.
Block Maker::block(int depth) {
  if (--blocks_ < 0 || depth <= 0) return task();
  const int drawn = below(100);
  if (drawn < 22) return activity(depth);
  if (drawn < 44) return sequence(depth);
  if (drawn < 68) return split(depth);
  if (drawn < 76 && menu_.has(Dish::Loop)) return loop(depth);
  if (drawn < 82 && menu_.has(Dish::EventGateway)) return race(depth);
  if (drawn < 88 && menu_.has(Dish::Catch)) return event_block();
  if (drawn < 90 && menu_.has(Dish::Link)) return link();
  if (drawn < 92 && menu_.has(Dish::Complex)) return complex_join(depth);
  if (drawn < 94 && menu_.has(Dish::Compensation)) return compensated(depth);
  if (drawn < 96 && menu_.has(Dish::Transaction)) return transaction(depth);
  if (drawn < 98 && menu_.has(Dish::AdHoc)) return ad_hoc();
  if (menu_.has(Dish::Call)) return call();
  return activity(depth);
}

Block Maker::activity(int depth) {
  const Block made = menu_.has(Dish::SubProcess) && chance(55) ? sub_process(depth) : task();
  repeat(made.first);
  if (!menu_.has(Dish::Boundary) || chance(40)) return made;
  const std::string after = add(Kind::ExclusiveGateway, "x").id;
  flow(made.last, after);
  for (int i = 1 + below(2); i > 0; --i) attach(made.first, after, depth - 1);
  return {made.first, after};
}

Block Maker::task() {
  Kind kind = Kind::UserTask;
  if (may(Dish::Service, 35)) kind = Kind::ServiceTask;
  if (may(Dish::Receive, 10)) kind = Kind::ReceiveTask;
  if (chance(12)) kind = Kind::Task;
  ElementModel& made = add(kind, "t");
  const std::string id = made.id;
  if (may(Dish::Quantity, 10)) made.completion_quantity = 1 + below(3);
  if (menu_.has(Dish::Mismatched) && may(Dish::Quantity, 4)) made.start_quantity = 2;
  return {id, id};
}

Block Maker::sub_process(int depth) {
  const std::string id = add(Kind::SubProcess, "b").id;
  contents(id, depth - 1, true);
  return {id, id};
}

Block Maker::sequence(int depth) {
  const Block first = block(depth - 1);
  const Block second = block(depth - 1);
  FlowModel& between = flow(first.last, second.first);
  const ElementModel& from = at(first.last);
  const bool chooses = from.kind == Kind::UserTask || from.kind == Kind::ServiceTask || from.kind == Kind::SubProcess;
  if (!chooses || !may(Dish::ConditionalFlow, 15)) return {first.first, second.last};
  between.condition = condition();
  const std::string over = flow(first.last, second.last).id;  // around it, when the condition is not true
  if (chance(60)) at(first.last).default_flow = over;
  return {first.first, second.last};
}

/// Conditions at the outgoing flows of a choice; the last is the default where it must be, or by chance.
void Maker::choose(const std::string& node, bool needs_default) {
  std::string last;
  for (FlowModel& f : model_.flows) {
    if (f.source != node) continue;
    f.condition = condition();
    last = f.id;
  }
  if (!needs_default && may(Dish::NoWayOut, 30)) return;
  at(node).default_flow = last;
  for (FlowModel& f : model_.flows)
    if (f.id == last) f.condition = {};
}

Block Maker::split(int depth) {
  static constexpr Kind kinds[] = {Kind::ExclusiveGateway, Kind::ParallelGateway, Kind::InclusiveGateway};
  const Kind kind = kinds[below(3)];
  const std::string open = add(kind, "g").id;
  const std::string close = add(may(Dish::Mismatched, 15) ? kinds[below(3)] : kind, "j").id;
  for (int i = 2 + below(menu_.branches - 1); i > 0; --i) {
    if (chance(10)) {
      flow(open, close);
      continue;
    }
    const Block branch = block(depth - 1);
    flow(open, branch.first);
    if (may(Dish::Mismatched, 4))
      end_of(branch.last, false);
    else
      flow(branch.last, close);
  }
  if (kind != Kind::ParallelGateway) choose(open, false);
  return {open, close};
}

/// merge → block → choice, and back to the merge while the choice says so. A user task keeps it from running for ever.
Block Maker::loop(int depth) {
  const std::string merge = add(Kind::ExclusiveGateway, "x").id, wait = add(Kind::UserTask, "t").id;
  const Block inside = block(depth - 1);
  const std::string choice = add(chance(80) ? Kind::ExclusiveGateway : Kind::InclusiveGateway, "x").id;
  flow(merge, wait);
  flow(wait, inside.first);
  flow(inside.last, choice);
  flow(choice, merge).condition = condition();
  const std::string after = add(Kind::Task, "t").id;
  const std::string out = flow(choice, after).id;
  at(choice).default_flow = out;
  return {merge, after};
}

/// An event-based gateway; the branches come together again.
Block Maker::race(int depth) {
  const std::string gate = add(Kind::EventBasedGateway, "g").id, close = add(Kind::ExclusiveGateway, "x").id;
  for (int i = 2 + below(2); i > 0; --i) {
    const bool receive = may(Dish::Receive, 25);
    ElementModel& caught = add(receive ? Kind::ReceiveTask : Kind::IntermediateCatchEvent, "c");
    if (!receive) caught.events = {event(some_event())};
    const std::string id = caught.id;
    flow(gate, id);
    if (chance(50)) {
      const Block next = block(depth - 1);
      flow(id, next.first);
      flow(next.last, close);
    } else {
      flow(id, close);
    }
  }
  return {gate, close};
}

Block Maker::event_block() {
  const bool throws = may(Dish::Throw, 45);
  ElementModel& made = add(throws ? Kind::IntermediateThrowEvent : Kind::IntermediateCatchEvent, "i");
  const std::string id = made.id;
  if (!throws) made.events = {event(some_event())};
  if (throws && may(Dish::Send, 50))
    made.events = {event(chance(50) ? EventKind::Message : EventKind::Signal)};
  else if (throws && chance(70))
    made.events = {event(EventKind::Escalation)};
  if (!throws) make_several(id);
  return {id, id};
}

/// A throw link event, and the catch event that goes on; between them only the name.
Block Maker::link() {
  ElementModel& out = add(Kind::IntermediateThrowEvent, "l");
  const std::string first = out.id;
  EventDefinitionModel named;
  named.kind = EventKind::Link;
  named.name = {"link-" + first, false, {}, {}};
  out.events = {named};
  ElementModel& in = add(Kind::IntermediateCatchEvent, "l");
  in.events = {named};
  const std::string caught = in.id, after = add(Kind::Task, "t").id;  // nothing else may lead to the catch event
  flow(caught, after);
  return {first, after};
}

}  // namespace bihuan::random
