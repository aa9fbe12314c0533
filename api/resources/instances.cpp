// Instances: begun, listed, looked into, held up and ended.
#include "adapters/codec/events_json.h"
#include "adapters/host/form_gate.h"
#include "api/instance_view.h"
#include "api/json_writer.h"
#include "api/resources/deadline_view.h"
#include "api/resources/instance_detail.h"
#include "api/resources/resources.h"
#include "api/resources/rows.h"
#include "api/resources/sight.h"
#include "api/resources/starting.h"
#include "api/security/visibility.h"

namespace bihuan::resources {
namespace {

using namespace api;

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

std::function<std::string(const host::Ran&)> after(const Call& call) {
  return [call](const host::Ran& ran) { return instance_json(ran.live->row, Names(call.services)); };
}

/// Faults of the start form, where the caller starts by hand.
std::vector<InputFault> start_faults(const Call& call, const host::Snapshot& known, const host::KnownProcess& process,
                                     const state::Variables& variables) {
  const ElementIndex start = process.definition->process().none_start;
  if (!start) return {};
  const feel::Environment env{call.services.host.now(), &call.services.zones, local_zone, {}};
  return host::form_faults(known, process.definition->at(start), process.row.deployment, variables, env);
}

/// What is deployed, read again when it lacks what is to begin: another node may have taken it a moment ago.
std::shared_ptr<const host::Snapshot> known_with(const Call& call, const host::Start& start) {
  auto known = call.services.catalogue.now();
  if (known->process(start.process, start.version)) return known;
  call.services.catalogue.refresh();
  return call.services.catalogue.now();
}

Answer tell(const Call& call, security::Action action, Command command, std::string reason = {}) {
  const auto id = call.instance_id();
  if (!id) return id.error();
  if (auto denied = denial(call, action, *id)) return *denied;
  return call.ask(host::Tell{*id, std::move(command)}, after(call), 200, std::move(reason));
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
  const auto known = known_with(call, start);
  if (const host::KnownProcess* process = known->process(start.process, start.version)) {
    if (!may_start(call, *process->definition)) {
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
  return call.ask(std::move(start), after(call), 201);
}

Answer read_instance(const Call& call) {
  auto loaded = visible(call);
  if (!loaded) return loaded.error();
  const auto live = view_of(std::move(*loaded), *call.services.catalogue.now());
  if (!live) return no_instance();
  return json_answer(instance_detail_json(call, *live, Names(call.services)));
}

Answer list_children(const Call& call) {
  Query query(*call.request);
  const store::Page page = query.page("ii");
  if (auto wrong = query.finish()) return *wrong;
  const auto loaded = visible(call);
  if (!loaded) return loaded.error();
  const auto listed = call.services.store.instances({.caller = loaded->row.id}, page);
  const Names names(call.services);
  return json_answer(
      json_page(json_list(listed.rows, [&](const auto& row) { return instance_json(row, names); }), listed.next));
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
  const Mask mask = mask_for(call, *live->definition, live->row);
  const state::Variables shown = mask.over(found ? found->variables : state::Variables());
  return json_answer(JsonObject().raw("variables", codec::variables_json(shown)).done());
}

Answer set_variables(const Call& call) {
  static constexpr Field fields[] = {
      {"variables", FieldType::Variables, true}, {"scope", FieldType::Integer}, {"reason", FieldType::Text}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  command::SetVariables command{.variables = body->variables("variables")};
  command.scope = ScopeId{static_cast<std::uint64_t>(body->integer("scope").value_or(0))};
  return tell(call, security::Action::CaseEdit, std::move(command), body->text("reason"));
}

Answer suspend_instance(const Call& call) {
  static constexpr Field fields[] = {{"reason", FieldType::Text}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  return tell(call, security::Action::CaseSuspend, command::SuspendInstance{body->text("reason")},
              body->text("reason"));
}

Answer resume_instance(const Call& call) {
  static constexpr Field fields[] = {{"reason", FieldType::Text}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  return tell(call, security::Action::CaseSuspend, command::ResumeInstance{}, body->text("reason"));
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
  return tell(call, security::Action::CaseCancel, command::CancelInstance{body->text("reason")}, body->text("reason"));
}

}  // namespace bihuan::resources
