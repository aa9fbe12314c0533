// Intermediate throw event: none, message, signal, escalation, compensation.
// BPMN 2.0.2, 13.5.2: the event is thrown, then its outgoing flows are followed. An escalation that an interrupting
// handler catches ends the thrower with its scope (13.5.3). A compensation is waited for, unless the event says not
// (10.5.5, waitForCompletion).
#include "engine/behaviour/activity.h"
#include "engine/behaviour/incident.h"
#include "engine/behaviour/leave.h"
#include "engine/element/throwing.h"

namespace bihuan::element {
namespace {

void token_arrives(Step& step, Place at) {
  behaviour::activate(step, at);
  const definition::Element& element = step.element_at(at);
  Evaluated<void> thrown = throw_event(step, at, element);
  if (!thrown) return behaviour::raise(step, at, element.index, std::move(thrown.error()), state::Stage::Enter);
  const bool waits = step.exists(at) && step.token(at).child;
  if (step.exists(at) && !waits) behaviour::leave(step, at);
}

}  // namespace

const Rule intermediate_throw_event{.token_arrives = token_arrives, .child_completed = behaviour::leave};

}  // namespace bihuan::element
