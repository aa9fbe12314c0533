// Variables of a process instance, an execution and a task: read all or one, set, changed, removed. What is not local
// is written to where the name is declared, outwards from the place; a process instance has its own alone.
#include "adapters/codec/ids.h"
#include "api/compat/ask.h"
#include "api/compat/compat.h"
#include "api/compat/filter.h"
#include "api/compat/process_instance_view.h"
#include "api/compat/visible.h"
#include "api/resources/mask.h"

namespace bihuan::compat {
namespace {

using namespace api;

enum class Owner { Instance, Execution, Task };

constexpr Field change_fields[] = {{"modifications", FieldType::Any}, {"deletions", FieldType::Texts}};

std::expected<Inside, Problem> place_of(const Call& call, Owner owner) {
  if (owner == Owner::Instance) return inside(call, call.parameter("id"), "流程实例", "process instance");
  if (owner == Owner::Execution) return inside(call, call.parameter("id"), "执行", "execution");
  auto task = open_task(call);
  if (!task) return std::unexpected(task.error());
  return std::move(task->at);
}

const state::Variables& own_variables(const Inside& at) {
  return at.token ? at.token->locals : at.scope->variables;
}

state::Variables read_from(const Inside& at, bool local) {
  return local ? own_variables(at) : variables_from(at.live->state, *at.scope, at.token_id());
}

Answer read_all(const Call& call, Owner owner, bool local) {
  Filter filter(call);
  filter.ignore({"deserializeValues"});  // lists and objects are Json, a text, either way
  if (auto wrong = filter.finish()) return *wrong;
  const auto at = place_of(call, owner);
  if (!at) return at.error();
  return json_answer(shown_variables_json(call, *at->live, read_from(*at, local)));
}

Answer read_one(const Call& call, Owner owner, bool local) {
  Filter filter(call);
  filter.ignore({"deserializeValues"});
  if (auto wrong = filter.finish()) return *wrong;
  const auto at = place_of(call, owner);
  if (!at) return at.error();
  const std::string name = call.parameter("varName");
  const auto mask = resources::mask_for(call, *at->live->definition, at->live->row);
  const state::Variables seen = mask.over(read_from(*at, local));
  const Value* value = state::find(seen, name);
  if (!value) {
    return Problem{
        Fault::NotFound, "没有名为 " + name + " 的变量", "variable with name " + name + " does not exist", {}};
  }
  return json_answer(typed_json(*value, &call.services.zones));
}

command::SetVariables set_command(const Inside& at, state::Variables variables, bool local) {
  command::SetVariables command{.scope = at.scope->id, .variables = std::move(variables)};
  command.token = at.token_id();
  command.outward = !local && (at.token || at.scope->parent);
  return command;
}

/// Where a name is declared, outwards from the place: there it is removed.
command::RemoveVariables remove_command(const Inside& at, const std::string& name, bool local) {
  command::RemoveVariables command{.scope = at.scope->id, .token = at.token_id(), .names = {name}};
  if (local) return command;
  const state::State& state = at.live->state;
  TokenId token = at.token_id();
  for (const state::Scope* scope = at.scope; scope; scope = state.scope(scope->parent)) {
    const state::Token* stands = token ? state::find_token(*scope, token) : nullptr;
    if (stands && state::find(stands->locals, name)) return {scope->id, token, {name}};
    if (state::find(scope->variables, name)) return {scope->id, TokenId{}, {name}};
    token = scope->owner;
  }
  return command;
}

/// The commands one after the other, each in its own right; the first that is refused is the answer.
Answer run_all(const Call& call, InstanceId instance, std::vector<Command> commands) {
  if (commands.empty()) return empty_answer();
  if (commands.size() == 1) return tell(call, instance, std::move(commands.front()));
  std::vector<host::Tell> told;
  for (Command& command : commands) told.push_back({instance, std::move(command)});
  const auto answers = call.ask_each(std::move(told), [&](std::size_t, const host::Ran& ran) {
    return ran.failure ? call.failed(problem_of(*ran.failure)) : host::Rendered{204, ""};
  });
  for (const host::Rendered& one : answers) {
    if (one.status >= 400) return json_answer(one.body, one.status);
  }
  return empty_answer();
}

/// Whoever may act on the task may write what is seen from it; anybody else needs the right to change the case.
std::optional<Problem> may_write(const Call& call, Owner owner, InstanceId instance) {
  if (owner == Owner::Task) return std::nullopt;
  return denied(call, security::Action::CaseEdit, instance);
}

Answer change(const Call& call, Owner owner, bool local) {
  const auto body = call.body(change_fields);
  if (!body) return body.error();
  auto variables = variables_of(*body, "modifications");
  if (!variables) return variables.error();
  const auto at = place_of(call, owner);
  if (!at) return at.error();
  if (auto refused = may_write(call, owner, at->live->row.id)) return *refused;
  std::vector<Command> commands;
  if (!variables->empty()) commands.push_back(set_command(*at, std::move(*variables), local));
  for (const std::string& name : body->texts("deletions")) commands.push_back(remove_command(*at, name, local));
  return run_all(call, at->live->row.id, std::move(commands));
}

Answer put(const Call& call, Owner owner, bool local) {
  const auto body = call.body(typed_fields());
  if (!body) return body.error();
  auto value = typed_of(*body);
  if (!value) return value.error();
  const auto at = place_of(call, owner);
  if (!at) return at.error();
  if (auto refused = may_write(call, owner, at->live->row.id)) return *refused;
  return tell(call, at->live->row.id,
              set_command(*at, {{call.parameter("varName"), std::move(*value)}}, local || body->flag("local")));
}

Answer remove(const Call& call, Owner owner, bool local) {
  const auto at = place_of(call, owner);
  if (!at) return at.error();
  if (auto refused = may_write(call, owner, at->live->row.id)) return *refused;
  return tell(call, at->live->row.id, remove_command(*at, call.parameter("varName"), local));
}

}  // namespace

Answer read_instance_variables(const Call& call) {
  return read_all(call, Owner::Instance, true);
}
Answer read_instance_variable(const Call& call) {
  return read_one(call, Owner::Instance, true);
}
Answer change_instance_variables(const Call& call) {
  return change(call, Owner::Instance, true);
}
Answer put_instance_variable(const Call& call) {
  return put(call, Owner::Instance, true);
}
Answer delete_instance_variable(const Call& call) {
  return remove(call, Owner::Instance, true);
}

Answer read_execution_variables(const Call& call) {
  return read_all(call, Owner::Execution, true);
}
Answer read_execution_variable(const Call& call) {
  return read_one(call, Owner::Execution, true);
}
Answer change_execution_variables(const Call& call) {
  return change(call, Owner::Execution, true);
}
Answer put_execution_variable(const Call& call) {
  return put(call, Owner::Execution, true);
}
Answer delete_execution_variable(const Call& call) {
  return remove(call, Owner::Execution, true);
}

Answer read_task_variables(const Call& call) {
  return read_all(call, Owner::Task, false);
}
Answer read_task_variable(const Call& call) {
  return read_one(call, Owner::Task, false);
}
Answer change_task_variables(const Call& call) {
  return change(call, Owner::Task, false);
}
Answer put_task_variable(const Call& call) {
  return put(call, Owner::Task, false);
}
Answer delete_task_variable(const Call& call) {
  return remove(call, Owner::Task, false);
}

Answer read_task_local_variables(const Call& call) {
  return read_all(call, Owner::Task, true);
}
Answer read_task_local_variable(const Call& call) {
  return read_one(call, Owner::Task, true);
}
Answer change_task_local_variables(const Call& call) {
  return change(call, Owner::Task, true);
}
Answer put_task_local_variable(const Call& call) {
  return put(call, Owner::Task, true);
}
Answer delete_task_local_variable(const Call& call) {
  return remove(call, Owner::Task, true);
}

}  // namespace bihuan::compat
