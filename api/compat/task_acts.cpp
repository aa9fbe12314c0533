// What people do with user tasks: claim, give, complete, throw. Under this dialect the name of a person in the body
// says for whom; acting for others, or on tasks of others, needs the permission to.
#include <algorithm>

#include "adapters/host/form_gate.h"
#include "api/compat/ask.h"
#include "api/compat/compat.h"
#include "api/compat/process_instance_view.h"
#include "api/compat/shape.h"
#include "api/compat/task_view.h"
#include "api/compat/visible.h"
#include "api/resources/deadline_view.h"

namespace bihuan::compat {
namespace {

using namespace api;

/// Who completes: the caller, or nobody in particular (by force) where the task is not theirs and they may.
std::string acting(const Call& call, const store::TaskRow& row) {
  const std::string& me = call.caller.person;
  const bool theirs =
      !me.empty() &&
      (row.assignee == me || (row.assignee.empty() && std::ranges::find(row.candidates, me) != row.candidates.end()));
  return theirs || !may_force(call, row.instance) ? me : std::string();
}

/// Nobody is asked of an empty person by the engine: who is nobody needs the right to act by force.
std::optional<Problem> not_theirs(const Call& call, const store::TaskRow& row) {
  if (!call.caller.person.empty() || may_force(call, row.instance)) return std::nullopt;
  return Problem{Fault::NotAllowed, "您没有权限办理该任务", "Expected somebody who may act on this task", {}};
}

const definition::Element& element_of(const OpenTask& task) {
  return task.at.live->definition->at(task.at.live->state.work(task.row.work)->element);
}

/// Tasks with outcomes get theirs from the variable that receives it, the only word for it that this dialect has.
std::string outcome_of(const OpenTask& task, const state::Variables& variables) {
  const auto& rule = element_of(task).user_task;
  if (!rule || rule->outcomes.empty()) return {};
  for (const std::string& name : {rule->outcome_variable, std::string("outcome")}) {
    const Value* given = name.empty() ? nullptr : state::find(variables, name);
    if (given && given->string()) return *given->string();
  }
  return {};
}

std::vector<InputFault> form_faults(const Call& call, const OpenTask& task, const state::Variables& variables) {
  const auto known = call.services.catalogue.now();
  const host::KnownProcess* process = known->process(task.row.definition);
  if (!process) return {};
  const feel::Environment env{call.services.host.now(), &call.services.zones, resources::local_zone, {}};
  return host::form_faults(*known, element_of(task), process->row.deployment, variables, env);
}

Answer change(const Call& call, const OpenTask& task, command::ChangeTask command) {
  command.task = task.row.work;
  return tell_if(call, security::Action::TaskForce, task.row.instance, std::move(command));
}

struct Given {
  OpenTask task;
  std::string person;
};

std::expected<Given, Problem> read_person(const Call& call) {
  static constexpr Field fields[] = {{"userId"}};
  const auto body = call.body(fields);
  if (!body) return std::unexpected(body.error());
  auto task = open_task(call);
  if (!task) return std::unexpected(task.error());
  return Given{std::move(*task), body->text("userId")};
}

/// A task goes to somebody: who is offered it and asks for themselves claims it, anybody else is given it.
Answer give(const Call& call, const store::TaskRow& row, const std::string& person) {
  if (row.assignee == person) return empty_answer();
  const bool candidate = std::ranges::find(row.candidates, person) != row.candidates.end();
  const bool own = person == call.caller.person;
  if (candidate && row.assignee.empty() && (own || may_force(call, row.instance)))
    return tell(call, row.instance, command::ClaimTask{row.work, person});
  return tell_if(call, security::Action::TaskForce, row.instance,
                 command::TransferTask{row.work, person, "engine-rest"});
}

Answer finish(const Call& call, const Field* first, std::size_t count) {
  const auto body = call.body({first, count});
  if (!body) return body.error();
  auto variables = variables_of(*body, "variables");
  if (!variables) return variables.error();
  const auto task = open_task(call);
  if (!task) return task.error();
  if (auto refused = not_theirs(call, task->row)) return *refused;
  auto faults = form_faults(call, *task, *variables);
  if (!faults.empty()) {
    return Problem{Fault::InvalidInput, "表单填写有误", "The form is not filled in as it should be", std::move(faults)};
  }
  command::CompleteTask command{.task = task->row.work, .person = acting(call, task->row)};
  command.outcome = outcome_of(*task, *variables);
  command.variables = std::move(*variables);
  if (!body->flag("withVariablesInReturn")) return tell(call, task->row.instance, std::move(command));
  const state::Scope* process = task->at.live->state.scope(ScopeId{1});
  const state::Variables before = process ? process->variables : state::Variables();
  return call.ask(host::Tell{task->row.instance, std::move(command)}, [call, before](const host::Ran& ran) {
    return shown_variables_json(call, *ran.live, process_variables(ran, before));
  });
}

}  // namespace

Answer claim_task(const Call& call) {
  const auto given = read_person(call);
  if (!given) return given.error();
  const store::TaskRow& row = given->task.row;
  if (given->person.empty()) return invalid_request("请指明 userId", "Expected a userId");
  if (!row.assignee.empty() && row.assignee != given->person) {
    return Problem{Fault::TaskTaken,
                   "任务已由 " + row.assignee + " 签收",
                   "Task '" + call.parameter("id") + "' is already claimed by someone else.",
                   {}};
  }
  return give(call, row, given->person);
}

Answer unclaim_task(const Call& call) {
  const auto task = open_task(call);
  if (!task) return task.error();
  if (task->row.assignee.empty()) return empty_answer();
  if (task->row.assignee != call.caller.person && !may_force(call, task->row.instance)) {
    return Problem{Fault::NotAllowed, "该任务不在您手中", "Expected your own task, but it is not yours", {}};
  }
  return tell(call, task->row.instance, command::UnclaimTask{task->row.work, {}});
}

Answer assign_task(const Call& call) {
  const auto given = read_person(call);
  if (!given) return given.error();
  if (!given->person.empty()) return give(call, given->task.row, given->person);
  if (given->task.row.assignee.empty()) return empty_answer();
  return tell_if(call, security::Action::TaskForce, given->task.row.instance,
                 command::UnclaimTask{given->task.row.work, {}});
}

/// Lent, not given: the one who lends stays the owner.
Answer delegate_task(const Call& call) {
  const auto given = read_person(call);
  if (!given) return given.error();
  if (given->person.empty()) return invalid_request("请指明 userId", "Expected a userId");
  command::ChangeTask command;
  command.assignee = given->person;
  const std::string& holder = given->task.row.assignee;
  if (!holder.empty()) command.owner = holder;
  if (holder == call.caller.person && !holder.empty()) {
    command.task = given->task.row.work;
    return tell(call, given->task.row.instance, std::move(command));
  }
  return change(call, given->task, std::move(command));
}

/// What was lent goes back to its owner, with what was found out.
Answer resolve_task(const Call& call) {
  static constexpr Field fields[] = {{"variables", FieldType::Any}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  auto variables = variables_of(*body, "variables");
  if (!variables) return variables.error();
  const auto task = open_task(call);
  if (!task) return task.error();
  const bool own = !call.caller.person.empty() && task->row.assignee == call.caller.person;
  if (!own && !may_force(call, task->row.instance)) {
    return Problem{Fault::NotAllowed, "该任务不在您手中", "Expected your own task, but it is not yours", {}};
  }
  std::vector<host::Tell> commands;
  if (!variables->empty()) {
    command::SetVariables set{.scope = task->at.scope->id, .variables = std::move(*variables)};
    set.token = task->at.token_id();
    set.outward = true;
    commands.push_back({task->row.instance, std::move(set)});
  }
  const state::Task* open = task_in(task->at.live.get(), task->row.work);
  command::ChangeTask back{.task = task->row.work};
  back.assignee = open ? open->owner : std::string();
  commands.push_back({task->row.instance, std::move(back)});
  const auto answers = call.ask_each(std::move(commands), [&](std::size_t, const host::Ran& ran) {
    return ran.failure ? call.failed(problem_of(*ran.failure)) : host::Rendered{204, ""};
  });
  for (const host::Rendered& one : answers) {
    if (one.status >= 400) return json_answer(one.body, one.status);
  }
  return empty_answer();
}

Answer complete_task(const Call& call) {
  static constexpr Field fields[] = {{"variables", FieldType::Any}, {"withVariablesInReturn", FieldType::Flag}};
  return finish(call, fields, std::size(fields));
}

Answer submit_task_form(const Call& call) {
  return complete_task(call);
}

Answer update_task(const Call& call) {
  static constexpr Field fields[] = {{"id"},
                                     {"name"},
                                     {"assignee"},
                                     {"owner"},
                                     {"created"},
                                     {"lastUpdated"},
                                     {"due"},
                                     {"followUp"},
                                     {"delegationState"},
                                     {"description"},
                                     {"executionId"},
                                     {"parentTaskId"},
                                     {"priority", FieldType::Integer},
                                     {"processDefinitionId"},
                                     {"processInstanceId"},
                                     {"caseExecutionId"},
                                     {"caseDefinitionId"},
                                     {"caseInstanceId"},
                                     {"taskDefinitionKey"},
                                     {"suspended", FieldType::Flag},
                                     {"formKey"},
                                     {"camundaFormRef", FieldType::Any},
                                     {"operatonFormRef", FieldType::Any},
                                     {"tenantId"},
                                     {"taskState"},
                                     {"attachment", FieldType::Any},
                                     {"comment", FieldType::Any}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto task = open_task(call);
  if (!task) return task.error();
  command::ChangeTask command;
  // In that engine a PUT sets all of these; what is left out is emptied.
  command.title = body->has("name") ? body->text("name") : task->row.name;
  command.description = body->text("description");
  command.owner = body->text("owner");
  command.assignee = body->text("assignee");
  if (const auto priority = body->integer("priority")) command.priority = static_cast<std::int32_t>(*priority);
  command.sets_due = command.sets_follow_up = true;
  command.due = parse_moment(body->text("due"));
  command.follow_up = parse_moment(body->text("followUp"));
  if ((body->has("due") && !command.due) || (body->has("followUp") && !command.follow_up)) {
    return invalid_request("due、followUp 应为时间", "Expected due and followUp to be dates");
  }
  return change(call, *task, std::move(command));
}

namespace {

Answer change_link(const Call& call, bool adds) {
  static constexpr Field fields[] = {{"userId"}, {"groupId"}, {"type", FieldType::Text, true}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto task = open_task(call);
  if (!task) return task.error();
  command::ChangeTask command;
  const std::string type = body->text("type"), user = body->text("userId"), group = body->text("groupId");
  if (type == "assignee" || type == "owner") {
    auto& field = type == "assignee" ? command.assignee : command.owner;
    field = adds ? user : std::string();
  } else if (type == "candidate") {
    auto& names = adds ? command.adds : command.removes;
    names.push_back(user.empty() ? "group:" + group : user);
  } else {
    return invalid_request("不支持的关联类型：" + type, "Expected assignee, owner or candidate, but it is " + type);
  }
  return change(call, *task, std::move(command));
}

}  // namespace

Answer add_identity_link(const Call& call) {
  return change_link(call, true);
}

Answer delete_identity_link(const Call& call) {
  return change_link(call, false);
}

Answer throw_task_error(const Call& call) {
  static constexpr Field fields[] = {
      {"errorCode", FieldType::Text, true}, {"errorMessage"}, {"variables", FieldType::Any}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  auto variables = variables_of(*body, "variables");
  if (!variables) return variables.error();
  const auto task = open_task(call);
  if (!task) return task.error();
  if (auto refused = not_theirs(call, task->row)) return *refused;
  command::ThrowTaskError command{.task = task->row.work, .person = acting(call, task->row)};
  command.code = body->text("errorCode");
  command.message = body->text("errorMessage");
  command.variables = std::move(*variables);
  return tell(call, task->row.instance, std::move(command));
}

Answer throw_task_escalation(const Call& call) {
  static constexpr Field fields[] = {{"escalationCode", FieldType::Text, true}, {"variables", FieldType::Any}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  auto variables = variables_of(*body, "variables");
  if (!variables) return variables.error();
  const auto task = open_task(call);
  if (!task) return task.error();
  if (auto refused = not_theirs(call, task->row)) return *refused;
  command::ThrowTaskEscalation command{.task = task->row.work, .person = acting(call, task->row)};
  command.code = body->text("escalationCode");
  command.variables = std::move(*variables);
  return tell(call, task->row.instance, std::move(command));
}

}  // namespace bihuan::compat
