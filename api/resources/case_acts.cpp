// What people do to a whole case: withdrawing it, and sending it a message.
#include <algorithm>

#include "api/json_writer.h"
#include "api/resources/resources.h"
#include "api/resources/rows.h"
#include "api/resources/sight.h"
#include "api/security/visibility.h"

namespace bihuan::resources {
namespace {

using namespace api;

/// The instance that the path names, seen by the caller, with its definition.
struct Case {
  store::InstanceRow row;
  std::shared_ptr<const host::Snapshot> known;
  const definition::Definition* definition = nullptr;
};

std::expected<Case, Problem> find_case(const Call& call) {
  const auto id = call.instance_id();
  if (!id) return std::unexpected(id.error());
  auto loaded = security::visible_instance(call.services.store, call.caller, *id);
  Case found{.known = call.services.catalogue.now()};
  const host::KnownProcess* process = loaded ? found.known->process(loaded->row.definition) : nullptr;
  if (!process) return std::unexpected(not_found("该事项", "an instance with this id"));
  found.row = std::move(loaded->row);
  found.definition = process->definition.get();
  return found;
}

Problem no_reason() {
  return {Fault::InvalidInput,
          "请写明理由",
          "Expected a reason",
          {{"/reason", "不能为空", "Expected a reason, but it is empty"}}};
}

Problem not_allowed() {
  return {Fault::NotAllowed, "您不能对该事项做此操作", "Expected somebody who may do this to the case", {}};
}

std::function<std::string(const host::Ran&)> after(const Call& call) {
  return [call](const host::Ran& ran) { return instance_json(ran.live->row, Names(call.services)); };
}

/// Sends a message to this case alone: to the subscription of this name that is open in it, or in a case that it
/// called.
Answer send(const Call& call, const Case& found, const std::string& name, state::Variables variables,
            const std::string& reason) {
  for (const store::SubscriptionRow& row : call.services.store.subscriptions_of(found.row.id)) {
    if (row.kind != state::SubscriptionKind::Message || row.name != name) continue;
    command::Trigger command{.subscription = row.work, .message_id = {}, .variables = std::move(variables)};
    return call.ask(host::Tell{row.instance, std::move(command)}, after(call), 200, reason);
  }
  return Problem{
      Fault::WrongState, "该事项现在不接收这条消息", "Expected the case to wait for this message, but it does not", {}};
}

bool is_initiator(const Call& call, const Case& found) {
  return !call.caller.person.empty() && found.row.initiator == call.caller.person;
}

}  // namespace

Answer withdraw_instance(const Call& call) {
  static constexpr Field fields[] = {{"reason", FieldType::Text, true}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto found = find_case(call);
  if (!found) return found.error();
  const bool own = is_initiator(call, *found) && found->definition->withdraw_by == "initiator";
  if (!own && !may_do_beyond_own(call, security::Action::CaseWithdraw, found->row)) return not_allowed();
  const std::string reason = body->text("reason");
  if (reason.empty()) return no_reason();
  const std::string& message = found->definition->withdraw_message;
  if (message.empty()) {
    return call.ask(host::Tell{found->row.id, command::CancelInstance{reason}}, after(call), 200, reason);
  }
  return send(call, *found, message, {{"reason", Value(reason)}}, reason);
}

Answer send_case_message(const Call& call) {
  static constexpr Field fields[] = {
      {"name", FieldType::Text, true}, {"variables", FieldType::Variables}, {"reason", FieldType::Text, true}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto found = find_case(call);
  if (!found) return found.error();
  const std::string name = body->text("name");
  const auto& own = found->definition->initiator_messages;
  const bool initiator = is_initiator(call, *found) && std::ranges::find(own, name) != own.end();
  if (!initiator && !may_do_beyond_own(call, security::Action::CaseMessage, found->row)) return not_allowed();
  if (body->text("reason").empty()) return no_reason();
  return send(call, *found, name, body->variables("variables"), body->text("reason"));
}

}  // namespace bihuan::resources
