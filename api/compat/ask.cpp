#include "api/compat/ask.h"

#include <fmt/format.h>

#include "api/resources/sight.h"
#include "api/security/rights.h"

namespace bihuan::compat {

using namespace api;

Later tell(const Call& call, InstanceId instance, Command command, std::string reason) {
  return call.ask(
      host::Tell{instance, std::move(command)}, [](const host::Ran&) { return std::string(); }, 204, std::move(reason));
}

std::optional<Problem> denied(const Call& call, security::Action action, InstanceId instance) {
  return resources::denial(call, action, instance);
}

Answer tell_if(const Call& call, security::Action action, InstanceId instance, Command command, std::string reason) {
  if (auto refused = denied(call, action, instance)) return *refused;
  return tell(call, instance, std::move(command), std::move(reason));
}

std::expected<state::Variables, Problem> variables_of(const Body& body, std::string_view name) {
  const Value* given = body.value(name);
  auto read = read_typed_variables(given, fmt::format("/{}", name));
  if (read) return std::move(*read);
  return std::unexpected(Problem{Fault::InvalidBody, "变量有误", "Expected other variables", std::move(read.error())});
}

std::expected<Value, Problem> typed_of(const Body& body) {
  auto read = read_typed(body.whole(), "");
  if (read) return std::move(*read);
  return std::unexpected(Problem{Fault::InvalidBody, "变量有误", "Expected another value", {read.error()}});
}

std::span<const Field> typed_fields() {
  static constexpr Field fields[] = {{"value", FieldType::Any},
                                     {"type", FieldType::Text},
                                     {"valueInfo", FieldType::Variables},
                                     {"local", FieldType::Flag}};
  return fields;
}

Problem nothing_with(std::string_view zh, std::string_view en, const std::string& id) {
  return {
      Fault::NotFound, fmt::format("没有编号为 {} 的{}", id, zh), fmt::format("No matching {} with id {}", en, id), {}};
}

bool is_open(const Services& services) {
  return services.engine_rest == EngineRest::Open;
}

bool may_force(const Call& call, InstanceId instance) {
  const auto loaded = call.services.store.load({instance});
  return !loaded.empty() && resources::may_do_beyond_own(call, security::Action::TaskForce, loaded.front().row);
}

}  // namespace bihuan::compat
