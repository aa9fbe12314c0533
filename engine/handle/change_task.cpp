// Decides changes of a user task by hand: title, description, owner, assignee, priority, moments, candidates. Whether
// the caller may, and whether the people exist, is the host's and the api's business.
#include <algorithm>

#include "engine/behaviour/listeners.h"
#include "engine/behaviour/task_change.h"
#include "engine/handle/rejections.h"

namespace bihuan::handle {
namespace {

constexpr std::int32_t most_priority = 100;

event::TaskChanged change_of(const command::ChangeTask& command) {
  event::TaskChanged changed;
  changed.work = command.task;
  changed.title = command.title;
  changed.description = command.description;
  changed.owner = command.owner;
  changed.assignee = command.assignee;
  if (command.priority) changed.priority = std::clamp(*command.priority, 0, most_priority);
  changed.sets_due = command.sets_due;
  changed.due = command.due;
  changed.sets_follow_up = command.sets_follow_up;
  changed.follow_up = command.follow_up;
  return changed;
}

bool changes_something(const command::ChangeTask& command) {
  return command.title || command.description || command.owner || command.assignee || command.priority ||
         command.sets_due || command.sets_follow_up;
}

}  // namespace

Handled handle(Step& step, const command::ChangeTask& command) {
  const auto found = find_work<state::Task>(step, command.task, "任务", "task");
  if (!found) return std::unexpected(found.error());
  if (changes_something(command)) step.emit(change_of(command));
  if (!command.adds.empty() || !command.removes.empty())
    step.emit(behaviour::candidates_after(command.task, found->detail, command.adds, command.removes));
  const bool reassigned = command.assignee && *command.assignee != found->detail.assignee;
  if (!reassigned || command.assignee->empty()) return {};
  const auto told = behaviour::run_task_listeners(step, command.task, definition::ListenerMoment::Assignment);
  return told ? Handled() : refused_by_listener(told.error());
}

}  // namespace bihuan::handle
