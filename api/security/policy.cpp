#include "api/security/policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "adapters/codec/json.h"
#include "adapters/identity/organisation.h"
#include "api/security/default_policy.h"

namespace bihuan::security {
namespace {

using enum Action;

Policy defaults() {
  Policy policy;
  for (const DefaultGrant& row : default_policy()) {
    policy.roles[std::string(row.role)].push_back({row.action, row.scope});
  }
  return policy;
}

std::optional<Allowance> read_grant(const Value& value) {
  const Value* action = value.entry("action");
  const Value* scope = value.entry("scope");
  if (!action || !action->string() || !scope || !scope->string()) return std::nullopt;
  const auto known_action = action_named(*action->string());
  const auto known_scope = scope_named(*scope->string());
  if (!known_action || !known_scope) return std::nullopt;
  return Allowance{*known_action, *known_scope};
}

/// What only one of the three administrators may do, so that no hand holds two keys.
struct Exclusive {
  Action action;
  std::string_view role;
};
constexpr auto exclusive = std::to_array<Exclusive>({
    {PermissionWrite, identity::role_security},
    {RoleGrant, identity::role_security},
    {SecurityJournalRead, identity::role_audit},
    {ActAs, identity::role_system},
    {AccountManage, identity::role_system},
    {TokenManage, identity::role_system},
});

}  // namespace

const std::vector<Allowance>& Policy::of(std::string_view role) const {
  static const std::vector<Allowance> nothing;
  const auto found = roles.find(role);
  return found == roles.end() ? nothing : found->second;
}

std::expected<Policy, std::string> read_policy(std::string_view json, std::int64_t revision) {
  Policy policy = defaults();
  policy.revision = revision;
  if (json.empty()) return policy;
  const auto document = codec::parse_json(json);
  if (!document) return std::unexpected(document.error().message);
  const Value* roles = document->entry("roles");
  if (!roles || !roles->context()) return std::unexpected("no roles in it");
  for (const auto& [role, grants] : *roles->context()) {
    if (!grants.list()) continue;
    auto& into = policy.roles[role];
    into.clear();
    for (const Value& grant : *grants.list()) {
      if (const auto known = read_grant(grant)) into.push_back(*known);
    }
  }
  return policy;
}

std::string write_policy(const Policy& policy) {
  const Policy standard = defaults();
  std::string out;
  for (const auto& [role, grants] : policy.roles) {
    if (standard.roles.contains(role) && standard.of(role) == grants) continue;
    std::string list;
    for (const auto& grant : grants) {
      list += fmt::format(R"({}{{"action":"{}","scope":"{}"}})", list.empty() ? "" : ",", name_of(grant.action),
                          name_of(grant.scope));
    }
    out += fmt::format("{}{}:[{}]", out.empty() ? "" : ",", codec::json_string(role), list);
  }
  return R"({"roles":{)" + out + "}}";
}

std::vector<InputFault> grant_faults(std::string_view role, const std::vector<Allowance>& grants) {
  std::vector<InputFault> faults;
  for (std::size_t i = 0; i < grants.size(); ++i) {
    const auto only = std::ranges::find(exclusive, grants[i].action, &Exclusive::action);
    if (only == exclusive.end() || only->role == role) continue;
    faults.push_back({fmt::format("/grants/{}/action", i), "该权限只能属于三员中的一员，不能授予这个角色",
                      fmt::format("Expected {} to stay with {}", name_of(only->action), only->role)});
  }
  return faults;
}

}  // namespace bihuan::security
