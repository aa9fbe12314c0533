#include "api/compat/task_view.h"

#include "adapters/codec/ids.h"
#include "api/compat/shape.h"

namespace bihuan::compat {

using api::JsonObject;

const state::Task* task_in(const host::Live* live, WorkId work) {
  const state::Work* found = live ? live->state.work(work) : nullptr;
  return found ? std::get_if<state::Task>(&found->detail) : nullptr;
}

std::string task_json(const store::TaskRow& row, Lives& lives) {
  const host::Live* live = lives.of(row.instance);
  const state::Work* work = live ? live->state.work(row.work) : nullptr;
  const state::Task* task = task_in(live, row.work);
  JsonObject out;
  out.text("id", codec::text(row.instance, row.work)).text("name", row.name);
  text_or_null(out, "assignee", row.assignee);
  out.text("created", moment_text(row.created));
  moment_or_null(out, "due", row.due);
  moment_or_null(out, "followUp", task ? task->follow_up : std::nullopt);
  nulls(out, {"lastUpdated", "delegationState"});
  text_or_null(out, "description", task ? task->description : "");
  text_or_null(out, "executionId", work ? execution_id(row.instance, work->token) : "");
  text_or_null(out, "owner", task ? task->owner : "");
  nulls(out, {"parentTaskId"});
  out.number("priority", row.priority).text("processDefinitionId", definition_id(lives.known(), row.definition));
  out.text("processInstanceId", codec::text(row.instance)).text("taskDefinitionKey", row.element);
  nulls(out, {"caseExecutionId", "caseInstanceId", "caseDefinitionId"});
  out.flag("suspended", live && live->row.status == state::Status::Suspended);
  text_or_null(out, "formKey", row.form);
  nulls(out, {"camundaFormRef", "tenantId"});
  out.text("taskState", row.status == store::TaskStatus::Open ? "CREATED" : "COMPLETED");
  return out.done();
}

}  // namespace bihuan::compat
