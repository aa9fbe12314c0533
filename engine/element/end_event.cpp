// End event: none, message, signal, error, escalation, terminate.
// BPMN 2.0.2, 13.5.6: the token is consumed, after the event has been thrown. Terminate ends everything else on its own
// level; the enclosing one goes on as after a normal end.
#include "engine/behaviour/activity.h"
#include "engine/behaviour/cancel.h"
#include "engine/behaviour/incident.h"
#include "engine/behaviour/leave.h"
#include "engine/behaviour/mapping.h"
#include "engine/element/throwing.h"

namespace bihuan::element {
namespace {

void terminate_level(Step& step, Place at) {
  behaviour::end_here(step, at);
  behaviour::clear_scope(step, at.scope);
}

void token_arrives(Step& step, Place at) {
  behaviour::activate(step, at);
  const definition::Element& element = step.element_at(at);
  Evaluated<void> thrown = throw_event(step, at, element);
  if (!thrown) return behaviour::raise(step, at, element.index, std::move(thrown.error()), state::Stage::Enter);
  // An error ends its thrower, or waits on it as an incident; an interrupting escalation ends it too.
  if (element.event().kind == definition::EventKind::Error || !step.exists(at)) return;
  Evaluated<void> outputs = behaviour::write_outputs(step, at, element);
  if (!outputs) return behaviour::raise(step, at, element.index, std::move(outputs.error()), state::Stage::Leave);
  if (element.event().kind == definition::EventKind::Terminate) return terminate_level(step, at);
  behaviour::end_here(step, at);
}

}  // namespace

const Rule end_event{.token_arrives = token_arrives};

}  // namespace bihuan::element
