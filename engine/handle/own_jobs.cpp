// Decides the program's own jobs and changes of any job by hand: the continuation goes on; a due moment, tries or a
// priority are set. Tries at zero hold a job up with an incident, more than zero free it.
#include <algorithm>
#include <variant>

#include "engine/behaviour/continuation.h"
#include "engine/behaviour/incident.h"
#include "engine/handle/rejections.h"

namespace bihuan::handle {
namespace {

bool can_change(const state::Work& work) {
  return std::holds_alternative<state::Job>(work.detail) || std::holds_alternative<state::Timer>(work.detail) ||
         std::holds_alternative<state::Continuation>(work.detail);
}

Fault no_tries_left(const std::string& element) {
  return {"job-failed",
          "“" + element + "”的任务的重试次数被设为 0",
          "Expected the job of \"" + element + "\" to have tries left, but they were set to 0",
          {},
          {}};
}

const state::Incident* failure_of(const Step& step, WorkId work) {
  for (const state::Incident& incident : step.scope(step.state().scope_of(work)).incidents)
    if (incident.work == work && incident.code == "job-failed") return &incident;
  return nullptr;
}

/// An external job without tries stands still until somebody gives it some.
void hold_or_free(Step& step, const state::Work& work, std::int32_t retries) {
  const ScopeId scope = step.state().scope_of(work.id);
  const state::Incident* failure = failure_of(step, work.id);
  if (retries > 0 && failure != nullptr) step.emit(event::IncidentResolved{scope, failure->id});
  if (retries == 0 && failure == nullptr)
    behaviour::raise(step, {scope, work.token}, work.element, no_tries_left(step.definition.at(work.element).id),
                     state::Stage::Enter, work.id);
}

}  // namespace

Handled handle(Step& step, const command::RunContinuation& command) {
  const auto found = find_work<state::Continuation>(step, command.work, "续办作业", "continuation");
  if (!found) return std::unexpected(found.error());
  behaviour::run_continuation(step, command.work);
  return {};
}

Handled handle(Step& step, const command::ChangeJob& command) {
  bool held = false;
  const state::Work* found = find_open_work(step, command.work, held);
  if (found == nullptr || !can_change(*found)) return no_such_work(command.work, "作业", "job");
  if (command.retries && *command.retries < 0)
    return refuse_input("/retries", "重试次数不能是负数", "Expected tries from 0, but they are negative");
  if (!command.due && !command.retries && !command.priority) return {};
  const state::Work work = *found;
  step.emit(event::JobChanged{work.id, command.due, command.retries, command.priority});
  if (command.retries && std::holds_alternative<state::Job>(work.detail)) hold_or_free(step, work, *command.retries);
  return {};
}

}  // namespace bihuan::handle
