// Start event.
// BPMN 2.0.2, 13.5.1: when it occurs, the outgoing flows are followed. The start of an event sub-process (13.5.4)
// begins that in the enclosing scope, which it interrupts or not.
#include "engine/behaviour/activity.h"
#include "engine/behaviour/leave.h"
#include "engine/behaviour/scope.h"
#include "engine/behaviour/trigger.h"
#include "engine/element/rule.h"

namespace bihuan::element {
namespace {

void token_arrives(Step& step, Place at) {
  if (behaviour::enter_briefly(step, at, step.element_at(at))) behaviour::leave(step, at);
}

/// A token stands there already when a parallel multiple event has begun the process and now the last of its
/// definitions has come (10.5.2).
void trigger_fired(Step& step, Place at, const definition::Element& event, const Variables& payload) {
  if (at.token) return behaviour::take_event(step, at, event, payload);
  behaviour::begin_event_sub_process(step, at.scope, event, payload);
}

}  // namespace

const Rule start_event{.token_arrives = token_arrives, .trigger_fired = trigger_fired};

}  // namespace bihuan::element
