// Boundary event: message, signal, timer, conditional, error, escalation, multiple, parallel multiple; interrupting or
// not. Compensation boundary events wait for nothing.
// BPMN 2.0.2, 13.5.3: interrupting, it ends its activity with everything in it and its flows are followed;
// non-interrupting, a new token begins at the event and the activity goes on.
#include "engine/behaviour/cancel.h"
#include "engine/behaviour/leave.h"
#include "engine/behaviour/scope.h"
#include "engine/behaviour/variables.h"
#include "engine/element/rule.h"

namespace bihuan::element {
namespace {

/// `at` is the token at the activity.
void trigger_fired(Step& step, Place at, const definition::Element& event, const Variables& payload) {
  if (event.interrupting) behaviour::terminate_token(step, at);
  const Place beside = behaviour::place_token(step, at.scope, event.index);
  behaviour::deliver(step, beside, event, payload);
  behaviour::leave(step, beside);
}

}  // namespace

const Rule boundary_event{.trigger_fired = trigger_fired};

}  // namespace bihuan::element
