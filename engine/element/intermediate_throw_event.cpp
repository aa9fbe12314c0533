// Intermediate throw event: none, message, signal, escalation.
// BPMN 2.0.2, 13.5.2: the event is thrown, then its outgoing flows are followed. An escalation that an interrupting
// handler catches ends the thrower with its scope (13.5.3).
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
  if (step.exists(at)) behaviour::leave(step, at);
}

}  // namespace

const Rule intermediate_throw_event{.token_arrives = token_arrives};

}  // namespace bihuan::element
