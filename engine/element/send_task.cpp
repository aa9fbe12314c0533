// Send task.
// BPMN 2.0.2, 13.3.3: on activation the message is sent and the task completes. Without a message it is an external job
// (docs/extensions.md, bihuan:job).
#include "engine/behaviour/activity.h"
#include "engine/behaviour/incident.h"
#include "engine/behaviour/leave.h"
#include "engine/behaviour/send.h"
#include "engine/element/job.h"

namespace bihuan::element {
namespace {

void token_arrives(Step& step, Place at) {
  const definition::Element& element = step.element_at(at);
  if (element.event().kind != definition::EventKind::Message) return open_job(step, at);
  behaviour::activate(step, at);
  Evaluated<behaviour::Entry> entry = behaviour::prepare(step, at, element);
  Evaluated<void> sent = entry ? behaviour::send(step, at, element, entry->locals) : std::unexpected(entry.error());
  if (!sent) return behaviour::raise(step, at, element.index, std::move(sent.error()), state::Stage::Enter);
  behaviour::leave(step, at);
}

}  // namespace

const Rule send_task{.token_arrives = token_arrives, .work_completed = job_completed};

}  // namespace bihuan::element
