// What random processes are made of: elements, flows, conditions, events, scopes (maker.h).
#include "tests/random/maker.h"

#include <algorithm>

namespace bihuan::random {

using namespace definition;

ElementModel& Maker::add(Kind kind, const std::string& prefix) {
  ElementModel e;
  e.id = prefix + std::to_string(++next_);
  e.kind = kind;
  e.parent = parent_;
  if (kind == Kind::UserTask) e.assignment = AssignmentModel{"person", {{"person", {"ann", false, {}, {}}}}, {}, {}};
  if (kind == Kind::ServiceTask) e.job.topic = {"work", false, {}, {}};
  if (kind == Kind::ReceiveTask) e.message = event(EventKind::Message);
  model_.elements.push_back(std::move(e));
  return model_.elements.back();
}

ElementModel& Maker::at(const std::string& id) {
  return *std::ranges::find(model_.elements, id, &ElementModel::id);
}

FlowModel& Maker::flow(const std::string& source, const std::string& target) {
  FlowModel f;
  f.id = "f" + std::to_string(++next_);
  f.source = source;
  f.target = target;
  f.parent = at(source).parent;
  model_.flows.push_back(std::move(f));
  return model_.flows.back();
}

EventDefinitionModel Maker::event(EventKind kind) {
  EventDefinitionModel made;
  made.kind = kind;
  const std::string number = std::to_string(1 + below(3));
  if (kind == EventKind::Message) made.name = {"m" + number, false, {}, {}};
  if (kind == EventKind::Signal) made.name = {"s" + number, false, {}, {}};
  if (kind == EventKind::Timer) made.timer.value = {"PT" + number + "H", false, {}, {}};
  if (kind == EventKind::Error || kind == EventKind::Escalation) made.code = {"E" + number, false, {}, {}};
  if (kind == EventKind::Conditional) made.condition = condition();
  return made;
}

EventKind Maker::some_event() {
  if (may(Dish::Conditional, 25)) return EventKind::Conditional;
  static constexpr EventKind kinds[] = {EventKind::Message, EventKind::Timer, EventKind::Signal};
  return kinds[below(3)];
}

/// One that some value of the variable makes true and another does not.
ExpressionText Maker::condition() {
  static const char* const signs[] = {" = ", " > ", " < ", " != "};
  const int sign = below(4);
  int number = below(most_choice + 1);
  if (sign == 1) number = below(most_choice);
  if (sign == 2) number = 1 + below(most_choice);
  return {variable() + signs[sign] + std::to_string(number), true, {}, {}};
}

/// start → block → end in the scope, with event sub-processes beside.
void Maker::contents(const std::string& parent, int depth, bool can_throw) {
  const std::string outer = std::exchange(parent_, parent);
  const Block inside = block(depth);
  const bool is_led_to =
      std::ranges::any_of(model_.flows, [&](const FlowModel& f) { return f.target == inside.first; });
  if (is_led_to || parent == "p" || chance(85)) {
    const std::string start = add(Kind::StartEvent, "s").id;
    flow(start, inside.first);
  }
  end_of(inside.last, can_throw);
  if (may(Dish::EventSubProcess, 20)) event_sub_process(depth - 1);
  parent_ = outer;
}

void Maker::end_of(const std::string& last, bool can_throw) {
  if (chance(10)) return;  // an implicit end
  ElementModel& end = add(Kind::EndEvent, "e");
  if (can_throw && may(Dish::ErrorEnd, 20))
    end.events = {event(chance(50) ? EventKind::Error : EventKind::Escalation)};
  else if (may(Dish::Terminate, 8))
    end.events = {event(EventKind::Terminate)};
  const std::string id = end.id;
  flow(last, id);
}

/// Flows from anywhere to anywhere within a scope: no block structure is left.
void Maker::cross() {
  const auto can_leave = [](const ElementModel& e) {
    return e.kind == Kind::ExclusiveGateway || e.kind == Kind::InclusiveGateway || e.kind == Kind::ParallelGateway ||
           e.kind == Kind::UserTask;
  };
  for (int i = 1 + below(3); i > 0; --i) {
    const ElementModel& from =
        model_.elements[static_cast<std::size_t>(below(static_cast<int>(model_.elements.size())))];
    const ElementModel& to = model_.elements[static_cast<std::size_t>(below(static_cast<int>(model_.elements.size())))];
    const bool begins = std::ranges::none_of(model_.flows, [&](const FlowModel& f) { return f.target == to.id; });
    const bool enters = !begins && (can_leave(to) || to.kind == Kind::EndEvent);
    if (!can_leave(from) || !enters || from.parent != to.parent || from.for_compensation || to.for_compensation)
      continue;
    const std::string source = from.id, target = to.id;
    const bool guarded = from.kind != Kind::ParallelGateway;
    FlowModel& made = flow(source, target);
    if (guarded) made.condition = condition();
  }
}

ProcessModel Maker::make() {
  model_.id = model_.name = "p";
  model_.executable = true;
  model_.elements.push_back({.id = "p", .name = "p", .kind = Kind::Process});
  blocks_ = 2 + below(menu_.blocks - 1);
  contents("p", menu_.depth, false);
  if (may(Dish::Crossing, 30)) cross();
  return std::move(model_);
}

ProcessModel process(const Menu& menu, Random& random) {
  return Maker(menu, random).make();
}

std::vector<std::string> variables_of(const ProcessModel&) {
  return {"c1", "c2", "c3", "c4"};
}

}  // namespace bihuan::random
