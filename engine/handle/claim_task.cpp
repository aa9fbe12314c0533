// Decides claiming (签收), giving back and transfer (转办) of a user task. Whether the new person of a transfer exists
// and may be given it is the host's business: it knows the organisation.
#include <algorithm>

#include "engine/behaviour/listeners.h"
#include "engine/handle/rejections.h"

namespace bihuan::handle {
namespace {

bool is_candidate(const state::Task& task, const std::string& person) {
  return std::find(task.candidates.begin(), task.candidates.end(), person) != task.candidates.end();
}

Handled tell_assigned(Step& step, WorkId task) {
  const auto told = behaviour::run_task_listeners(step, task, definition::ListenerMoment::Assignment);
  return told ? Handled() : refused_by_listener(told.error());
}

std::unexpected<Rejection> taken(const std::string& by) {
  return refuse(RejectionCode::WrongState, "任务已由 " + by + " 签收",
                "Expected the task to be free, but " + by + " has it");
}

}  // namespace

Handled handle(Step& step, const command::ClaimTask& command) {
  const auto found = find_work<state::Task>(step, command.task, "任务", "task");
  if (!found) return std::unexpected(found.error());
  const state::Task& task = found->detail;
  if (command.person.empty())
    return refuse_input("/person", "请指明签收人", "Expected a person who claims, but it is empty");
  if (task.assignee == command.person) return {};
  if (!is_candidate(task, command.person))
    return refuse(RejectionCode::NotAllowed, "您不是这项任务的候选人",
                  "Expected a candidate of the task, but " + command.person + " is none");
  if (!task.assignee.empty()) return taken(task.assignee);
  step.emit(event::TaskClaimed{command.task, command.person});
  return tell_assigned(step, command.task);
}

Handled handle(Step& step, const command::UnclaimTask& command) {
  const auto found = find_work<state::Task>(step, command.task, "任务", "task");
  if (!found) return std::unexpected(found.error());
  const state::Task& task = found->detail;
  if (task.assignee.empty())
    return refuse(RejectionCode::WrongState, "任务尚未签收", "Expected the task to be claimed, but it is free");
  if (!command.person.empty() && task.assignee != command.person)
    return refuse(RejectionCode::NotAllowed, "任务由 " + task.assignee + " 签收，不是您",
                  "Expected the assignee " + task.assignee + ", but it is " + command.person);
  step.emit(event::TaskUnclaimed{command.task});
  return {};
}

Handled handle(Step& step, const command::TransferTask& command) {
  const auto found = find_work<state::Task>(step, command.task, "任务", "task");
  if (!found) return std::unexpected(found.error());
  if (command.to.empty())
    return refuse_input("/to", "请指明转办给谁", "Expected a person to transfer to, but it is empty");
  if (found->detail.assignee == command.to)
    return refuse(RejectionCode::WrongState, "任务已在 " + command.to + " 名下",
                  "Expected another person, but " + command.to + " has the task already");
  step.emit(event::TaskTransferred{command.task, found->detail.assignee, command.to, command.reason});
  return tell_assigned(step, command.task);
}

}  // namespace bihuan::handle
