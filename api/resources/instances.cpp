// Instances: begun, listed, looked into, held up and ended.
#include <algorithm>

#include "adapters/codec/events_json.h"
#include "adapters/host/form_gate.h"
#include "adapters/identity/organisation.h"
#include "api/instance_view.h"
#include "api/json_writer.h"
#include "api/people.h"
#include "api/resources/instance_detail.h"
#include "api/resources/resources.h"
#include "api/resources/rows.h"
#include "api/security/visibility.h"

namespace bihuan::resources {
namespace {

using namespace api;

constexpr std::string_view local_zone = "Asia/Shanghai";

Problem no_instance() {
  return not_found("该事项", "an instance with this id");
}

std::expected<store::LoadedInstance, Problem> visible(const Call& call) {
  const auto id = call.instance_id();
  if (!id) return std::unexpected(id.error());
  auto loaded = security::visible_instance(call.services.store, call.caller, *id);
  if (!loaded) return std::unexpected(no_instance());
  return std::move(*loaded);
}

std::string after(const host::Ran& ran) {
  return instance_json(ran.live->row);
}

/// Faults of the start form, where the caller starts by hand.
std::vector<InputFault> start_faults(const Call& call, const host::Snapshot& known, const host::KnownProcess& process,
                                     const state::Variables& variables) {
  const ElementIndex start = process.definition->process().none_start;
  if (!start) return {};
  const feel::Environment env{call.services.host.now(), &call.services.zones, local_zone, {}};
  return host::form_faults(known, process.definition->at(start), process.row.deployment, variables, env);
}

/// Who may start by hand is the start event's to say (bihuan:starters); nobody named: every member of staff.
bool may_start(const Call& call, const host::KnownProcess& process) {
  const definition::Definition& definition = *process.definition;
  const ElementIndex start = definition.process().none_start;
  if (call.caller.administrator || !start || !definition.at(start).user_task) return true;
  const std::vector<std::string>& roles = definition.at(start).user_task->starter_roles;
  const auto people = call.services.people.now();
  return roles.empty() || std::ranges::any_of(roles, [&](const std::string& role) {
           return people->has_role(call.caller.person, role);
         });
}

Answer tell(const Call& call, Command command, std::string reason = {}) {
  const auto id = call.instance_id();
  if (!id) return id.error();
  return call.ask(host::Tell{*id, std::move(command)}, after, 200, std::move(reason));
}

}  // namespace

Answer start_instance(const Call& call) {
  static constexpr Field fields[] = {{"process", FieldType::Text, true},
                                     {"version", FieldType::Integer},
                                     {"variables", FieldType::Variables},
                                     {"businessKey", FieldType::Text}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  host::Start start{.process = body->text("process"), .business_key = body->text("businessKey")};
  start.initiator = call.caller.person;
  start.variables = body->variables("variables");
  if (const auto version = body->integer("version")) start.version = static_cast<int>(*version);
  const auto known = call.services.catalogue.now();
  if (const host::KnownProcess* process = known->process(start.process, start.version)) {
    if (!may_start(call, *process)) {
      return Problem{Fault::NotAllowed,
                     "您的岗位不能发起该流程",
                     "Expected a role that may start this process, but you have none of them",
                     {}};
    }
    auto faults = start_faults(call, *known, *process, start.variables);
    if (!faults.empty()) {
      return Problem{Fault::InvalidInput, "启动表单填写有误", "The start form is not filled in as it should be",
                     std::move(faults)};
    }
  }
  return call.ask(std::move(start), after, 201);
}

Answer list_instances(const Call& call) {
  Query query(*call.request);
  store::InstanceQuery wanted{.process = query.text("process"), .business_key = query.text("businessKey")};
  wanted.initiator = query.text("initiator");
  wanted.text = query.text("text");
  if (const auto version = query.integer("version")) wanted.version = static_cast<int>(*version);
  if (const auto status = query.word("status", {"active", "suspended", "completed", "cancelled", "failed"})) {
    wanted.status = static_cast<state::Status>(*status);
  }
  wanted.root = query.instance("root");
  wanted.caller = query.instance("caller");
  wanted.started_from = query.moment("startedFrom");
  wanted.started_before = query.moment("startedBefore");
  wanted.with_incident = query.flag("withIncident");
  const store::Page page = query.page("ii");
  if (auto wrong = query.finish()) return *wrong;
  // Whoever is no administrator lists what they began; other cases are reached by their tasks.
  if (!call.caller.administrator) wanted.initiator = call.caller.person;
  const auto listed = call.services.store.instances(wanted, page);
  return json_answer(json_page(json_list(listed.rows, instance_json), listed.next));
}

Answer read_instance(const Call& call) {
  auto loaded = visible(call);
  if (!loaded) return loaded.error();
  const auto live = view_of(std::move(*loaded), *call.services.catalogue.now());
  if (!live) return no_instance();
  return json_answer(instance_detail_json(call.services.store, *live));
}

Answer list_children(const Call& call) {
  Query query(*call.request);
  const store::Page page = query.page("ii");
  if (auto wrong = query.finish()) return *wrong;
  const auto loaded = visible(call);
  if (!loaded) return loaded.error();
  const auto listed = call.services.store.instances({.caller = loaded->row.id}, page);
  return json_answer(json_page(json_list(listed.rows, instance_json), listed.next));
}

Answer read_variables(const Call& call) {
  Query query(*call.request);
  const auto scope = query.integer("scope");
  if (auto wrong = query.finish()) return *wrong;
  auto loaded = visible(call);
  if (!loaded) return loaded.error();
  const auto live = view_of(std::move(*loaded), *call.services.catalogue.now());
  if (!live) return no_instance();
  const state::Scope* found = live->state.scope(ScopeId{static_cast<std::uint64_t>(scope.value_or(1))});
  if (!found && scope) return not_found("该作用域", "an open scope of this number");
  return json_answer(
      JsonObject().raw("variables", codec::variables_json(found ? found->variables : state::Variables())).done());
}

Answer set_variables(const Call& call) {
  static constexpr Field fields[] = {
      {"variables", FieldType::Variables, true}, {"scope", FieldType::Integer}, {"reason", FieldType::Text}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  command::SetVariables command{.variables = body->variables("variables")};
  command.scope = ScopeId{static_cast<std::uint64_t>(body->integer("scope").value_or(0))};
  return tell(call, std::move(command), body->text("reason"));
}

Answer suspend_instance(const Call& call) {
  static constexpr Field fields[] = {{"reason", FieldType::Text}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  return tell(call, command::SuspendInstance{body->text("reason")}, body->text("reason"));
}

Answer resume_instance(const Call& call) {
  static constexpr Field fields[] = {{"reason", FieldType::Text}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  return tell(call, command::ResumeInstance{}, body->text("reason"));
}

Answer cancel_instance(const Call& call) {
  static constexpr Field fields[] = {{"reason", FieldType::Text, true}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  if (body->text("reason").empty()) {
    return Problem{Fault::InvalidInput,
                   "请写明撤销的理由",
                   "Expected a reason",
                   {{"/reason", "不能为空", "Expected a reason, but it is empty"}}};
  }
  return tell(call, command::CancelInstance{body->text("reason")}, body->text("reason"));
}

}  // namespace bihuan::resources
