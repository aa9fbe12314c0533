// Modification of a running instance: tokens ended and begun by hand, as a whole or not at all.
#include "adapters/codec/ids.h"
#include "api/compat/ask.h"
#include "api/compat/compat.h"
#include "api/compat/shape.h"
#include "api/compat/visible.h"

namespace bihuan::compat {
namespace {

using namespace api;
using command::Instruction;
using command::InstructionKind;

constexpr Field instruction_fields[] = {{"type", FieldType::Text, true},
                                        {"variables", FieldType::Any},
                                        {"activityId"},
                                        {"transitionId"},
                                        {"activityInstanceId"},
                                        {"transitionInstanceId"},
                                        {"ancestorActivityInstanceId"},
                                        {"cancelCurrentActiveActivityInstances", FieldType::Flag}};
constexpr Field fields[] = {{"skipCustomListeners", FieldType::Flag},
                            {"skipIoMappings", FieldType::Flag},
                            {"instructions", FieldType::Objects, false, instruction_fields},
                            {"annotation"}};

/// {"name": {value, type, local}}: what is marked as local goes to the scope that is begun.
std::optional<Problem> read_variables(const Body& given, Instruction& out) {
  const Value* variables = given.value("variables");
  auto read = read_typed_variables(variables, "/variables");
  if (!read) return Problem{Fault::InvalidBody, "变量有误", "Expected other variables", std::move(read.error())};
  for (auto& [name, value] : *read) {
    const Value* one = variables->entry(name);
    const Value* local = one ? one->entry("local") : nullptr;
    (local && local->is_true() ? out.local_variables : out.variables).emplace_back(name, std::move(value));
  }
  return std::nullopt;
}

Problem not_done(const std::string& type, const std::string& what) {
  return invalid_request("指令 " + type + " 缺少 " + what,
                         "For instruction type '" + type + "': '" + what + "' must be set");
}

/// Which token or scope an activity instance is; of a multi-instance body all of it goes with its token.
std::optional<Problem> read_place(const std::string& id, const host::Live& live, Instruction& out) {
  const auto place = parse_place(id);
  if (!place || place->instance != live.row.id) return nothing_with("活动实例", "activity instance", id);
  if (place->number == 0) {
    out.scope = ScopeId{1};
  } else if (find_token(live.state, TokenId{place->number})) {
    out.token = TokenId{place->number};
  } else if (live.state.scope(ScopeId{place->number})) {
    out.scope = ScopeId{place->number};
  } else {
    return nothing_with("活动实例", "activity instance", id);
  }
  return std::nullopt;
}

/// "a#multiInstanceBody" is all of the multi-instance activity.
std::string without_suffix(std::string activity) {
  if (activity.ends_with(body_suffix)) activity.resize(activity.size() - body_suffix.size());
  return activity;
}

std::optional<Problem> read_cancel(const Body& given, const host::Live& live, Instruction& out) {
  out.kind = InstructionKind::Cancel;
  for (const char* name : {"activityInstanceId", "transitionInstanceId"}) {
    if (given.has(name)) return read_place(given.text(name), live, out);
  }
  if (!given.has("activityId")) return not_done("cancel", "activityId");
  out.element = without_suffix(given.text("activityId"));
  return std::nullopt;
}

/// The scope within an activity instance is the one that its token waits for.
std::optional<Problem> read_ancestor(const Body& given, const host::Live& live, Instruction& out) {
  if (!given.has("ancestorActivityInstanceId")) return std::nullopt;
  Instruction place;
  if (auto wrong = read_place(given.text("ancestorActivityInstanceId"), live, place)) return wrong;
  out.scope = place.scope;
  if (place.token) out.scope = find_token(live.state, place.token).token->child;
  if (!out.scope) return nothing_with("活动实例", "activity instance", given.text("ancestorActivityInstanceId"));
  return std::nullopt;
}

std::optional<Problem> read_start(const Body& given, const host::Live& live, Instruction& out) {
  const std::string type = given.text("type");
  if (type == "startTransition") {
    if (!given.has("transitionId")) return not_done(type, "transitionId");
    out.kind = InstructionKind::TakeFlow;
    out.element = given.text("transitionId");
  } else {
    if (!given.has("activityId")) return not_done(type, "activityId");
    out.kind = type == "startBeforeActivity" ? InstructionKind::StartBefore : InstructionKind::StartAfter;
    out.element = without_suffix(given.text("activityId"));
  }
  if (auto wrong = read_ancestor(given, live, out)) return wrong;
  return read_variables(given, out);
}

std::expected<Instruction, Problem> read_instruction(const Body& given, const host::Live& live) {
  const std::string type = given.text("type");
  const bool start = type == "startBeforeActivity" || type == "startAfterActivity" || type == "startTransition";
  if (!start && type != "cancel") {
    return std::unexpected(
        invalid_request("不认识的指令：" + type, "Expected another type of instruction than " + type));
  }
  Instruction out;
  if (auto wrong = start ? read_start(given, live, out) : read_cancel(given, live, out)) return std::unexpected(*wrong);
  return out;
}

}  // namespace

Answer modify_process_instance(const Call& call) {
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto at = inside(call, call.parameter("id"), "流程实例", "process instance");
  if (!at) return at.error();
  command::ModifyInstance command{.instructions = {}, .reason = body->text("annotation")};
  for (const Body& given : body->objects("instructions")) {
    auto instruction = read_instruction(given, *at->live);
    if (!instruction) return instruction.error();
    command.instructions.push_back(std::move(*instruction));
  }
  const std::string reason = command.reason;
  return tell_if(call, security::Action::CaseEdit, at->live->row.id, std::move(command), reason);
}

}  // namespace bihuan::compat
