// End event: none, message, signal, error, escalation, compensation, cancel, terminate, multiple.
// BPMN 2.0.2, 13.5.6: the token is consumed, after the event has been thrown. What ends more than the token comes last:
// an error goes to its handler; a cancel ends the transaction around it (10.3.5); terminate (behaviour/leave.cpp) ends
// everything else on its own level, and the enclosing one goes on as after a normal end.
#include "engine/behaviour/activity.h"
#include "engine/behaviour/cancel_transaction.h"
#include "engine/behaviour/incident.h"
#include "engine/behaviour/leave.h"
#include "engine/behaviour/throw.h"
#include "engine/element/throwing.h"

namespace bihuan::element {
namespace {

const definition::EventRule* definition_of(const definition::Element& element, definition::EventKind kind) {
  for (const definition::EventRule& rule : element.events)
    if (rule.kind == kind) return &rule;
  return nullptr;
}

/// The error ends its thrower, or waits on it as an incident.
void throw_error(Step& step, Place at, const definition::Element& element, const definition::EventRule& rule) {
  Evaluated<ThrownCode> thrown = evaluate_code(step, at, element, rule);
  if (!thrown) return behaviour::raise(step, at, element.index, std::move(thrown.error()), state::Stage::Enter);
  behaviour::throw_error(step, at, thrown->code, {}, thrown->payload);
}

/// Everything but what ends the token has been thrown.
void end(Step& step, Place at) {
  const definition::Element& element = step.element_at(at);
  const definition::EventRule* error = definition_of(element, definition::EventKind::Error);
  if (error != nullptr) return throw_error(step, at, element, *error);
  if (behaviour::is_cancel_end(element)) return behaviour::cancel_transaction(step, at);
  behaviour::leave(step, at);
}

void token_arrives(Step& step, Place at) {
  behaviour::activate(step, at);
  if (throw_all(step, at)) end(step, at);
}

void work_completed(Step& step, Place at, const Variables& results) {
  if (throw_after_job(step, at, results)) end(step, at);
}

}  // namespace

const Rule end_event{.token_arrives = token_arrives, .work_completed = work_completed, .child_completed = end};

}  // namespace bihuan::element
