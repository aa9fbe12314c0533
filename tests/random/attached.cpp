// What stands at activities and in scopes: repetition, boundary events, event sub-processes (maker.h).
#include "tests/random/maker.h"

namespace bihuan::random {

using namespace definition;

void Maker::repeat(const std::string& activity) {
  ElementModel& made = at(activity);
  if (may(Dish::StandardLoop, 10)) {
    LoopModel loop;
    loop.test_before = chance(50);
    loop.condition = condition();
    loop.maximum = {std::to_string(1 + below(3)), true, {}, {}};
    made.loop = loop;
    return;
  }
  if (!may(Dish::MultiInstance, 20)) return;
  MultiInstanceModel many;
  many.sequential = chance(50);
  many.cardinality = {std::to_string(below(4)), true, {}, {}};
  if (chance(35))
    many.completion_condition = {"numberOfCompletedInstances >= " + std::to_string(1 + below(2)), true, {}, {}};
  made.multi_instance = many;
}

/// A boundary event whose way leads to `after`, or to an end of its own.
void Maker::attach(const std::string& activity, const std::string& after, int depth) {
  static constexpr EventKind thrown[] = {EventKind::Error, EventKind::Escalation};
  const Kind host = at(activity).kind;
  const bool can_throw = host == Kind::SubProcess || host == Kind::Transaction || host == Kind::ServiceTask;
  if (host == Kind::Task) return;
  const EventKind kind = can_throw && chance(50) ? thrown[below(2)] : some_event();
  ElementModel& boundary = add(Kind::BoundaryEvent, "o");
  const std::string id = boundary.id;
  boundary.attached_to = activity;
  boundary.interrupting = kind == EventKind::Error || chance(55);
  boundary.events = {event(kind)};
  if (can_throw && kind != EventKind::Conditional && chance(30)) boundary.events.front().code = {};  // catches all
  const bool apart = !boundary.interrupting || chance(40);
  if (kind == EventKind::Message || kind == EventKind::Timer || kind == EventKind::Signal) make_several(id);
  const Block way = block(depth);
  flow(id, way.first);
  if (apart)
    end_of(way.last, false);
  else
    flow(way.last, after);
}

void Maker::event_sub_process(int depth) {
  static constexpr EventKind thrown[] = {EventKind::Error, EventKind::Escalation};
  const std::string id = add(Kind::EventSubProcess, "h").id;
  const std::string outer = std::exchange(parent_, id);
  const EventKind kind = chance(45) ? thrown[below(2)] : some_event();
  ElementModel& start = add(Kind::StartEvent, "s");
  const std::string first = start.id;
  start.interrupting = kind == EventKind::Error || chance(50);
  start.events = {event(kind)};
  if (kind != EventKind::Conditional && chance(30)) start.events.front().code = {};
  if (kind == EventKind::Message || kind == EventKind::Signal) make_several(first);
  const Block inside = block(depth);
  flow(first, inside.first);
  end_of(inside.last, chance(30));
  parent_ = outer;
}

}  // namespace bihuan::random
