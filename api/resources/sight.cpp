#include "api/resources/sight.h"

#include <algorithm>

namespace bihuan::resources {
namespace {

bool holds(const std::vector<std::string>& list, const std::string& one) {
  return !one.empty() && std::ranges::find(list, one) != list.end();
}

}  // namespace

bool may_do_beyond_own(const api::Call& call, security::Action action, const store::InstanceRow& row) {
  const store::Sight seen = security::sight(call.caller, action);
  return seen.all || holds(seen.units, row.unit) || holds(seen.lines, row.line);
}

std::optional<api::Problem> denial(const api::Call& call, security::Action action, InstanceId id) {
  const auto loaded = call.services.store.load({id});
  const auto decision = loaded.empty()
                            ? security::Decision::Hidden
                            : security::allowed(call.services.store, call.caller, action, loaded.front().row);
  switch (decision) {
    case security::Decision::Allowed:
      return std::nullopt;
    case security::Decision::Forbidden:
      return api::Problem{
          api::Fault::NotAllowed, "您没有权限对该事项做此操作", "Expected somebody who may do this to the case", {}};
    case security::Decision::Hidden:
      return api::not_found("该事项", "an instance with this id");
  }
  return std::nullopt;
}

std::expected<store::LoadedInstance, api::Problem> permitted(const api::Call& call, security::Action action) {
  const auto id = call.instance_id();
  if (!id) return std::unexpected(id.error());
  if (auto denied = denial(call, action, *id)) return std::unexpected(std::move(*denied));
  auto loaded = call.services.store.load({*id});
  if (loaded.empty()) return std::unexpected(api::not_found("该事项", "an instance with this id"));
  return std::move(loaded.front());
}

}  // namespace bihuan::resources
