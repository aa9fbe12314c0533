// What people do with tasks. Whether they may is the engine's to say; here is only what they see and hand in.
#include <algorithm>

#include "adapters/host/form_gate.h"
#include "adapters/identity/organisation.h"
#include "api/json_writer.h"
#include "api/people.h"
#include "api/resources/deadline_view.h"
#include "api/resources/form_view.h"
#include "api/resources/resources.h"
#include "api/resources/rows.h"
#include "api/resources/task_problem.h"
#include "api/resources/task_view.h"
#include "api/security/visibility.h"

namespace bihuan::resources {
namespace {

using namespace api;

std::expected<store::TaskRow, Problem> visible(const Call& call) {
  const auto id = call.reference();
  if (!id) return std::unexpected(id.error());
  auto task = call.services.store.task(id->instance, WorkId{id->n});
  if (!task || !security::may_see(call.services.store, call.caller, *task)) {
    return std::unexpected(not_found("该任务", "a task with this id"));
  }
  return std::move(*task);
}

/// The administrator acts by force when nobody is named: an empty person asks no candidate rule of the engine.
std::string acting_person(const Call& call) {
  return call.caller.administrator ? std::string() : call.caller.person;
}

/// The task as it stands after the command: open in the state, or as the store had it with what ended it.
std::string after(store::TaskRow row, const Call& call, const host::Ran& ran) {
  for (const Event& event : ran.events) {
    if (const auto* claimed = std::get_if<event::TaskClaimed>(&event); claimed && claimed->work == row.work) {
      row.assignee = claimed->assignee;
    }
    if (const auto* given = std::get_if<event::TaskTransferred>(&event); given && given->work == row.work) {
      row.assignee = given->to;
    }
    if (const auto* freed = std::get_if<event::TaskUnclaimed>(&event); freed && freed->work == row.work) {
      row.assignee.clear();
    }
    if (const auto* done = std::get_if<event::TaskCompleted>(&event); done && done->work == row.work) {
      row.status = store::TaskStatus::Completed;
      row.ended = ran.at;
      row.ended_by = done->by.empty() ? call.caller.actor : done->by;
      row.outcome = done->outcome;
      row.opinion = done->opinion;
    }
  }
  return task_json(row, Names(call.services));
}

Answer tell(const Call& call, const store::TaskRow& row, Command command, std::string reason = {}) {
  return call.ask(
      host::Tell{row.instance, std::move(command)}, [row, call](const host::Ran& ran) { return after(row, call, ran); },
      200, std::move(reason), [row, call](const host::Ran& ran) { return task_problem(call, row, ran); });
}

std::optional<Problem> no_fields(const Call& call) {
  const auto body = call.body({});
  return body ? std::nullopt : std::optional<Problem>(body.error());
}

/// Attachments by id, each uploaded before and seen by who hands it in; faults name those that are not.
std::vector<event::Attachment> read_attachments(const Call& call, const Body& body, std::vector<InputFault>& faults) {
  std::vector<event::Attachment> out;
  for (const Body& given : body.objects("attachments")) {
    const std::string id = given.text("id");
    const auto row = call.services.store.attachment(id);
    if (!row || !security::may_see(call.services.store, call.caller, *row)) {
      faults.push_back({"/attachments/" + std::to_string(out.size()) + "/id", "没有该附件",
                        "Expected an uploaded attachment, but there is none with this id"});
    }
    out.push_back({id, row ? row->file_name : ""});
  }
  return out;
}

/// Only while the task is open: a task that is gone is answered by the engine with who did it and when.
std::vector<InputFault> form_faults(const Call& call, const store::TaskRow& row, const state::Variables& variables) {
  const auto known = call.services.catalogue.now();
  const host::KnownProcess* process = known->process(row.definition);
  if (!process || row.status != store::TaskStatus::Open) return {};
  const ElementIndex element = process->definition->find(row.element);
  if (!element) return {};
  const feel::Environment env{call.services.host.now(), &call.services.zones, local_zone, {}};
  return host::form_faults(*known, process->definition->at(element), process->row.deployment, variables, env);
}

/// What of the case is hidden from who hands in; most processes hide nothing, and then nothing is read.
Mask mask_of(const Call& call, const store::TaskRow& task) {
  const auto known = call.services.catalogue.now();
  const host::KnownProcess* process = known->process(task.definition);
  if (!process || process->definition->protected_variables.empty()) return {};
  return TaskView(call, {task}, TaskView::Wanted::Variables).mask(task, false);
}

/// What somebody could not read they cannot hand in either: it would be the mask.
void add_masked_faults(const Mask& mask, const state::Variables& variables, std::vector<InputFault>& faults) {
  for (const auto& [name, value] : variables) {
    if (!mask.hides(name)) continue;
    faults.push_back(
        {"/variables/" + name, "这是受保护的内容，您不能填写", "Expected somebody who may see this field"});
  }
}

}  // namespace

Answer read_task(const Call& call) {
  const auto task = visible(call);
  if (!task) return task.error();
  const TaskView view(call, {*task});
  JsonObject out = view.object(*task);
  const definition::Element* step = view.names().find(task->definition, task->element);
  if (step) out.raw("buttons", buttons_json(*step));
  return json_answer(out.done());
}

Answer read_task_form(const Call& call) {
  const auto task = visible(call);
  if (!task) return task.error();
  const TaskView view(call, {*task}, TaskView::Wanted::Variables);
  const definition::Element* step = view.names().find(task->definition, task->element);
  if (!step) return not_found("该任务的表单", "the definition of this task");
  const host::Snapshot& known = view.names().known();
  JsonObject out;
  out.raw("task", view.json(*task)).raw("buttons", buttons_json(*step));
  const Mask mask = view.mask(*task, true);
  if (!mask.empty()) out.raw("masked", json_texts(mask.names()));
  add_form(out, known, *step, known.process(task->definition)->row.deployment, mask.over(view.variables(*task)));
  return json_answer(out.done());
}

Answer claim_task(const Call& call) {
  if (auto wrong = no_fields(call)) return *wrong;
  const auto task = visible(call);
  if (!task) return task.error();
  return tell(call, *task, command::ClaimTask{task->work, call.caller.person});
}

Answer unclaim_task(const Call& call) {
  if (auto wrong = no_fields(call)) return *wrong;
  const auto task = visible(call);
  if (!task) return task.error();
  return tell(call, *task, command::UnclaimTask{task->work, acting_person(call)});
}

Answer transfer_task(const Call& call) {
  static constexpr Field fields[] = {{"to", FieldType::Text, true}, {"reason", FieldType::Text}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto task = visible(call);
  if (!task) return task.error();
  const std::string& me = call.caller.person;
  const bool offered = task->assignee.empty() && std::ranges::find(task->candidates, me) != task->candidates.end();
  if (!call.caller.administrator && task->assignee != me && !offered) {
    return Problem{Fault::NotAllowed, "该任务不在您手中，不能转办", "Expected your own task, but it is not yours", {}};
  }
  const auto people = call.services.people.now();
  if (!people->person(body->text("to")) || people->is_gone(body->text("to"))) {
    return Problem{Fault::InvalidInput,
                   "转办对象不存在",
                   "Expected a person to transfer to",
                   {{"/to", "组织中没有此人", "Expected a person of the organisation"}}};
  }
  return tell(call, *task, command::TransferTask{task->work, body->text("to"), body->text("reason")},
              body->text("reason"));
}

Answer complete_task(const Call& call) {
  static constexpr Field attachment[] = {{"id", FieldType::Text, true}};
  static constexpr Field fields[] = {{"variables", FieldType::Variables},
                                     {"outcome", FieldType::Text},
                                     {"opinion", FieldType::Text},
                                     {"attachments", FieldType::Objects, false, attachment}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto task = visible(call);
  if (!task) return task.error();
  command::CompleteTask command{.task = task->work, .person = acting_person(call)};
  command.outcome = body->text("outcome");
  command.opinion = body->text("opinion");
  command.variables = body->variables("variables");
  std::vector<InputFault> faults = form_faults(call, *task, command.variables);
  add_masked_faults(mask_of(call, *task), command.variables, faults);
  command.attachments = read_attachments(call, *body, faults);
  if (!faults.empty()) {
    return Problem{Fault::InvalidInput, "表单填写有误，请按提示修改", "The form is not filled in as it should be",
                   std::move(faults)};
  }
  return tell(call, *task, std::move(command));
}

}  // namespace bihuan::resources
