// Intermediate throw event: none, message, signal, escalation, compensation, link, multiple.
// BPMN 2.0.2, 13.5.2: the event is thrown, then its outgoing flows are followed. An escalation that an interrupting
// handler catches ends the thrower with its scope (13.5.3). A link goes on at the catch event of its name (10.5.5):
// behaviour/leave.cpp follows it as it would a flow.
#include "engine/behaviour/activity.h"
#include "engine/behaviour/leave.h"
#include "engine/element/throwing.h"

namespace bihuan::element {
namespace {

void token_arrives(Step& step, Place at) {
  behaviour::activate(step, at);
  if (throw_all(step, at)) behaviour::leave(step, at);
}

void work_completed(Step& step, Place at, const Variables& results) {
  if (throw_after_job(step, at, results)) behaviour::leave(step, at);
}

}  // namespace

const Rule intermediate_throw_event{
    .token_arrives = token_arrives, .work_completed = work_completed, .child_completed = behaviour::leave};

}  // namespace bihuan::element
