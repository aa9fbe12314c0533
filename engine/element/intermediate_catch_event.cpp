// Intermediate catch event: message, signal, timer, conditional, link, multiple, parallel multiple.
// BPMN 2.0.2, 13.5.2: waiting starts when the event is reached; once it occurs, the outgoing flows are followed. The
// token that comes to a link event comes from its throw event (10.5.5) and goes on at once.
#include "engine/behaviour/activity.h"
#include "engine/behaviour/leave.h"
#include "engine/element/catching.h"

namespace bihuan::element {
namespace {

void token_arrives(Step& step, Place at) {
  const definition::Element& element = step.element_at(at);
  if (!element.has_event(definition::EventKind::Link)) return begin_to_wait(step, at);
  if (behaviour::enter_briefly(step, at, element)) behaviour::leave(step, at);
}

}  // namespace

const Rule intermediate_catch_event{.token_arrives = token_arrives, .trigger_fired = caught};

}  // namespace bihuan::element
