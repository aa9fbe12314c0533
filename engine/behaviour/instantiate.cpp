// Decides the beginning of instances from outside (instantiate.h).
#include "engine/behaviour/instantiate.h"

#include "engine/behaviour/scope.h"
#include "engine/behaviour/trigger.h"

namespace bihuan::behaviour {
namespace {

using definition::Element;
using definition::ElementKind;

/// At the first element that instantiates: itself without incoming flow, or right behind a start event.
Place stand_at(Step& step, ScopeId scope, const Element& first) {
  if (first.incoming.empty()) return place_token(step, scope, first.index);
  const FlowIndex flow = first.incoming.front();
  return go_along(step, place_token(step, scope, step.definition.at(flow).source), flow);
}

/// The token at the event that occurred goes on, or waits for the rest of it.
void go_on(Step& step, Place at, std::vector<Planned> awaited) {
  if (awaited.empty()) return step.push(MoveKind::Leave, at);
  open(step, at, std::move(awaited));
}

/// Every event behind the gateway must come (13.4.4): the one that did is done, tokens go to the others.
void go_all_ways(Step& step, Place at, const Element& gateway, ElementIndex occurred, std::vector<Planned> awaited) {
  step.emit(event::ElementCompleted{at.scope, at.token, gateway.index});
  Place done;
  for (FlowIndex flow : gateway.outgoing) {
    const ElementIndex target = step.definition.at(flow).target;
    const Place there{at.scope, step.new_id<TokenId>()};
    step.emit(event::FlowTaken{there.scope, there.token, flow, target, step.context.now});
    if (target != occurred) {
      step.push(MoveKind::Arrive, there);
      continue;
    }
    step.emit(event::ElementActivated{there.scope, there.token, target, {}, step.context.now});
    done = there;
  }
  step.touch(at.scope);
  go_on(step, done, std::move(awaited));
}

}  // namespace

Evaluated<void> plan_rest(const Step& step, ScopeId scope, definition::StartPoint start, std::vector<Planned>& plan) {
  const Element& event = step.definition.at(start.element);
  if (!event.parallel_multiple) return {};
  return plan_event(step, View(step.state(), {scope, {}}), event, plan, start.definition);
}

void begin_at(Step& step, ScopeId scope, definition::StartPoint start, std::vector<Planned> awaited) {
  const Element& event = step.definition.at(start.element);
  if (event.kind == ElementKind::StartEvent) {
    const Place at = place_token(step, scope, event.index);
    return awaited.empty() ? step.push(MoveKind::Arrive, at) : open(step, at, std::move(awaited));
  }
  const ElementIndex found = definition::instantiating_gateway(step.definition, event);
  if (!found) return go_on(step, stand_at(step, scope, event), std::move(awaited));
  const Element& gateway = step.definition.at(found);
  const Place at = stand_at(step, scope, gateway);
  if (gateway.parallel_events) return go_all_ways(step, at, gateway, event.index, std::move(awaited));
  go_on(step, go_along(step, at, event.incoming.front()), std::move(awaited));
}

}  // namespace bihuan::behaviour
