// Decides triggers (trigger.h).
#include "engine/behaviour/trigger.h"

#include "engine/base/check.h"
#include "engine/behaviour/cancel.h"
#include "engine/behaviour/leave.h"
#include "engine/behaviour/timer.h"
#include "engine/behaviour/variables.h"
#include "engine/element/dispatch.h"

namespace bihuan::behaviour {
namespace {

using definition::Element;
using definition::ElementKind;

FlowIndex flow_between(const Step& step, const Element& gateway, const Element& event) {
  for (FlowIndex flow : gateway.outgoing)
    if (step.definition.at(flow).target == event.index) return flow;
  CHECK(false);
}

/// The first event wins: the others are no longer waited for, the token goes on to it.
Place win(Step& step, Place at, const Element& gateway, const Element& event) {
  cancel_work(step, at);
  step.emit(event::ElementCompleted{at.scope, at.token, gateway.index});
  const TokenId token = step.new_id<TokenId>();
  step.emit(event::FlowTaken{at.scope, token, flow_between(step, gateway, event), event.index, step.context.now});
  step.emit(event::ElementActivated{at.scope, token, event.index, {}, step.context.now});
  step.touch(at.scope);
  return {at.scope, token};
}

}  // namespace

bool goes_on(const Step& step, const state::Work& work) {
  const Element& element = step.definition.at(work.element);
  const bool beside = element.kind == ElementKind::BoundaryEvent || element.kind == ElementKind::StartEvent;
  return beside && !element.interrupting;
}

void fire_timer(Step& step, WorkId id) {
  const state::Work work = *step.state().work(id);
  const ScopeId scope = step.state().scope_of(id);
  event::TimerFired fired{id, std::nullopt, 0, std::get<state::Timer>(work.detail).fired + 1};
  if (goes_on(step, work))
    if (auto next = next_firing(step, std::get<state::Timer>(work.detail))) fired = *next;
  fired.work = id;
  step.emit(fired);
  element::trigger_fired(step, {scope, work.token}, work.element, {});
}

void take_event(Step& step, Place at, const Element& event, const state::Variables& payload) {
  const Element& standing = step.element_at(at);
  if (standing.index != event.index) at = win(step, at, standing, event);
  deliver(step, at, event, payload);
  leave(step, at);
}

}  // namespace bihuan::behaviour
