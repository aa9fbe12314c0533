// What is changed by hand in a case that runs: iterations of a multi-instance activity, the activities of an ad-hoc
// sub-process, the places of its tokens. What each change does is the engine's.
#include <algorithm>
#include <array>

#include "api/instance_view.h"
#include "api/json_writer.h"
#include "api/resources/resources.h"
#include "api/resources/rows.h"
#include "api/resources/sight.h"
#include "engine/behaviour/ad_hoc.h"

namespace bihuan::resources {
namespace {

using namespace api;
using definition::ElementKind;

/// Numbers inside an instance are texts in JSON, as everywhere in this API.
template <class IdType>
std::optional<IdType> number_in(const Body& body, std::string_view name) {
  std::uint64_t n = 0;
  for (const char c : body.text(name)) {
    if (c < '0' || c > '9' || n > 1'000'000'000'000'000) return std::nullopt;
    n = 10 * n + static_cast<std::uint64_t>(c - '0');
  }
  return n == 0 ? std::nullopt : std::optional(IdType{n});
}

Problem bad_number(std::string pointer) {
  return {api::Fault::InvalidInput,
          "编号不对",
          "Expected the number of something that is open",
          {{std::move(pointer), "应是编号", "Expected a number"}}};
}

Answer tell(const Call& call, Command command, const std::string& reason) {
  const auto id = call.instance_id();
  if (!id) return id.error();
  if (auto denied = denial(call, security::Action::CaseEdit, *id)) return *denied;
  const auto after = [call](const host::Ran& ran) { return instance_json(ran.live->row, Names(call.services)); };
  return call.ask(host::Tell{*id, std::move(command)}, after, 200, reason);
}

std::string body_json(const definition::Definition& definition, const state::Scope& scope) {
  const state::MultiInstance& counts = *scope.multi_instance;
  JsonObject out;
  out.text("scope", std::to_string(scope.id.n)).text("element", definition.at(scope.element).id);
  out.number("planned", counts.planned).number("started", counts.started);
  out.number("completed", counts.completed).number("terminated", counts.terminated);
  return out.done();
}

std::string ad_hoc_json(const definition::Definition& definition, const state::Scope& scope) {
  std::vector<std::string> enabled;
  for (ElementIndex one : definition.at(scope.element).children)
    if (behaviour::can_be_started(definition, scope.element, definition.at(one)))
      enabled.push_back(definition.at(one).id);
  JsonObject out;
  out.text("scope", std::to_string(scope.id.n)).text("element", definition.at(scope.element).id);
  return out.raw("enabled", json_texts(enabled)).done();
}

/// The running multi-instance bodies and ad-hoc sub-processes: what the commands below name.
std::string changeable_json(const host::Live& live) {
  std::vector<std::string> bodies, ad_hocs;
  for (const auto& [id, scope] : live.state.scopes()) {
    const bool is_ad_hoc = scope.kind == state::ScopeKind::SubProcess &&
                           live.definition->at(scope.element).kind == ElementKind::AdHocSubProcess;
    if (scope.kind == state::ScopeKind::MultiInstance) bodies.push_back(body_json(*live.definition, scope));
    if (is_ad_hoc) ad_hocs.push_back(ad_hoc_json(*live.definition, scope));
  }
  const auto same = [](const std::string& json) { return json; };
  return JsonObject().raw("multiInstance", json_list(bodies, same)).raw("adHoc", json_list(ad_hocs, same)).done();
}

struct Word {
  std::string_view word;
  command::InstructionKind kind;
};
constexpr std::array kinds = {
    Word{"cancel", command::InstructionKind::Cancel},
    Word{"startBefore", command::InstructionKind::StartBefore},
    Word{"startAfter", command::InstructionKind::StartAfter},
    Word{"takeFlow", command::InstructionKind::TakeFlow},
};

}  // namespace

Answer read_changeable(const Call& call) {
  Query query(*call.request);
  if (auto wrong = query.finish()) return *wrong;
  auto loaded = permitted(call, security::Action::CaseRead);
  if (!loaded) return loaded.error();
  const auto live = view_of(std::move(*loaded), *call.services.catalogue.now());
  if (!live) return not_found("该事项", "an instance with this id");
  return json_answer(changeable_json(*live));
}

Answer change_iterations(const Call& call) {
  static constexpr Field fields[] = {{"scope", FieldType::Text, true},
                                     {"add", FieldType::Values},
                                     {"remove", FieldType::Texts},
                                     {"reason", FieldType::Text, true}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto scope = number_in<ScopeId>(*body, "scope");
  if (!scope) return bad_number("/scope");
  std::vector<Value> items = body->values("add");
  std::vector<std::uint32_t> counters;
  for (const std::string& one : body->texts("remove")) {
    const bool is_number = !one.empty() && one.size() < 8 && one.find_first_not_of("0123456789") == std::string::npos;
    if (!is_number) return bad_number("/remove");
    counters.push_back(static_cast<std::uint32_t>(std::stoul(one)));
  }
  if (items.empty() == counters.empty()) return bad_number(items.empty() ? "/add" : "/remove");
  if (!items.empty()) return tell(call, command::AddIterations{*scope, std::move(items)}, body->text("reason"));
  return tell(call, command::RemoveIterations{*scope, std::move(counters)}, body->text("reason"));
}

Answer change_ad_hoc(const Call& call) {
  static constexpr Field fields[] = {{"scope", FieldType::Text, true},
                                     {"start", FieldType::Texts},
                                     {"complete", FieldType::Flag},
                                     {"variables", FieldType::Variables},
                                     {"reason", FieldType::Text}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto scope = number_in<ScopeId>(*body, "scope");
  if (!scope) return bad_number("/scope");
  if (body->flag("complete")) return tell(call, command::CompleteAdHoc{*scope}, body->text("reason"));
  return tell(call, command::StartAdHoc{*scope, body->texts("start"), body->variables("variables")},
              body->text("reason"));
}

Answer modify_instance(const Call& call) {
  static constexpr Field inner[] = {{"kind", FieldType::Text, true},
                                    {"element", FieldType::Text},
                                    {"token", FieldType::Text},
                                    {"variables", FieldType::Variables}};
  static constexpr Field fields[] = {{"instructions", FieldType::Objects, true, inner},
                                     {"reason", FieldType::Text, true}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  command::ModifyInstance modify{.instructions = {}, .reason = body->text("reason")};
  for (const Body& one : body->objects("instructions")) {
    const auto kind = std::ranges::find(kinds, one.text("kind"), &Word::word);
    if (kind == kinds.end()) return bad_number("/instructions/kind");
    command::Instruction instruction{.kind = kind->kind, .element = one.text("element")};
    if (const auto token = number_in<TokenId>(one, "token")) instruction.token = *token;
    instruction.variables = one.variables("variables");
    modify.instructions.push_back(std::move(instruction));
  }
  const std::string reason = modify.reason;
  return tell(call, std::move(modify), reason);
}

}  // namespace bihuan::resources
