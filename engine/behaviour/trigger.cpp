// Decides triggers (trigger.h).
#include "engine/behaviour/trigger.h"

#include "engine/base/check.h"
#include "engine/behaviour/cancel.h"
#include "engine/behaviour/conversation.h"
#include "engine/behaviour/leave.h"
#include "engine/behaviour/scope.h"
#include "engine/behaviour/subscribe.h"
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
  return go_along(step, at, flow_between(step, gateway, event));
}

/// A boundary event, or the start of an event sub-process, that leaves the rest as it is.
bool runs_beside(const Step& step, const Element& event) {
  if (event.interrupting) return false;
  if (event.kind == ElementKind::BoundaryEvent) return true;
  return event.kind == ElementKind::StartEvent && step.definition.at(event.parent).kind == ElementKind::EventSubProcess;
}

bool needs_all(const Element& event) {
  return event.parallel_multiple && event.events.size() > 1;
}

bool waits_still(const Step& step, Place at, const Element& event) {
  for (const state::Work& work : step.scope(at.scope).work)
    if (work.token == at.token && work.element == event.index) return true;
  return false;
}

/// Beside what is waited for, one's own token is not there yet: what came goes outwards.
void keep_payload(Step& step, Place at, const Element& event, const state::Variables& payload) {
  const bool stands_there = at.token && step.element_at(at).index == event.index;
  if (stands_there) return deliver(step, at, event, payload);
  if (!payload.empty()) write(step, at.scope, payload);
}

void wait_for_all_again(Step& step, Place at, const Element& event) {
  if (event.kind == ElementKind::BoundaryEvent) return await_boundary(step, at, event);
  await_event_sub_process(step, at.scope, event.parent);
}

}  // namespace

Place go_along(Step& step, Place at, FlowIndex flow) {
  const ElementIndex target = step.definition.at(flow).target;
  step.emit(event::ElementCompleted{at.scope, at.token, step.token(at).element});
  const TokenId token = step.new_id<TokenId>();
  step.emit(event::FlowTaken{at.scope, token, flow, target, step.context.now});
  step.emit(event::ElementActivated{at.scope, token, target, {}, step.context.now});
  step.touch(at.scope);
  return {at.scope, token};
}

bool goes_on(const Step& step, const state::Work& work) {
  const Element& element = step.definition.at(work.element);
  return runs_beside(step, element) && !needs_all(element);
}

void occurred(Step& step, ScopeId scope, const state::Work& work, const state::Variables& payload) {
  const Element& event = step.definition.at(work.element);
  const Place at{scope, work.token};
  if (work.definition < event.events.size()) join_conversation(step, event.events[work.definition], payload);
  if (needs_all(event)) {
    if (waits_still(step, at, event)) return keep_payload(step, at, event, payload);
    if (runs_beside(step, event)) wait_for_all_again(step, at, event);
  }
  element::trigger_fired(step, at, work.element, payload);
}

void fire_timer(Step& step, WorkId id) {
  const state::Work work = *step.state().work(id);
  const ScopeId scope = step.state().scope_of(id);
  event::TimerFired fired{id, std::nullopt, 0, std::get<state::Timer>(work.detail).fired + 1};
  if (goes_on(step, work))
    if (auto next = next_firing(step, std::get<state::Timer>(work.detail))) fired = *next;
  fired.work = id;
  step.emit(fired);
  occurred(step, scope, work, {});
}

void take_event(Step& step, Place at, const Element& event, const state::Variables& payload) {
  const Element& standing = step.element_at(at);
  if (standing.index != event.index) at = win(step, at, standing, event);
  deliver(step, at, event, payload);
  leave(step, at);
}

}  // namespace bihuan::behaviour
