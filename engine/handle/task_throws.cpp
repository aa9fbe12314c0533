// Decides BPMN errors and escalations that a person throws from a user task (BPMN 2.0.2, 10.5.1): who may complete the
// task may throw. An error that nothing catches is an incident beside the task, which stays open.
#include "engine/behaviour/throw.h"
#include "engine/handle/rejections.h"

namespace bihuan::handle {
namespace {

using FoundTask = std::expected<Found<state::Task>, Rejection>;

FoundTask find_own_task(const Step& step, WorkId id, const std::string& person) {
  FoundTask found = find_work<state::Task>(step, id, "任务", "task");
  if (!found) return found;
  if (Handled may = may_act(found->detail, person); !may) return std::unexpected(std::move(may.error()));
  return found;
}

Handled check_code(const std::string& code) {
  if (!code.empty()) return {};
  return refuse_input("/code", "请填写代码", "Expected a code, but it is empty");
}

}  // namespace

Handled handle(Step& step, const command::ThrowTaskError& command) {
  const FoundTask found = find_own_task(step, command.task, command.person);
  if (!found) return std::unexpected(found.error());
  if (Handled named = check_code(command.code); !named) return named;
  behaviour::throw_error(step, found->at, command.code, command.message, command.variables);
  return {};
}

Handled handle(Step& step, const command::ThrowTaskEscalation& command) {
  const FoundTask found = find_own_task(step, command.task, command.person);
  if (!found) return std::unexpected(found.error());
  if (Handled named = check_code(command.code); !named) return named;
  behaviour::throw_escalation(step, found->at, command.code, command.variables);
  return {};
}

}  // namespace bihuan::handle
