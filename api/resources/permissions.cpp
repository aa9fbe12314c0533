// Who may do what: the roles with what they may, for the security administrator to change.
#include <algorithm>

#include "api/json_writer.h"
#include "api/people.h"
#include "api/resources/resources.h"
#include "api/resources/revision.h"
#include "api/security/default_policy.h"
#include "api/security/noted.h"
#include "api/security/rights.h"

namespace bihuan::resources {
namespace {

using namespace api;

std::string role_name(const identity::Organisation& all, const std::string& role) {
  if (role == security::role_staff) return "全体工作人员";
  if (role == security::role_head) return "单位负责人";
  if (role == security::role_leader) return "分管领导";
  return all.role_name(role);
}

std::string grants_json(const std::vector<security::Allowance>& grants) {
  return json_list(grants, [](const security::Allowance& one) {
    return JsonObject()
        .text("action", security::name_of(one.action))
        .text("scope", security::name_of(one.scope))
        .done();
  });
}

/// Every role that may be granted, also those that may nothing yet.
std::string roles_json(const security::Rights& rights) {
  std::vector<std::string> roles;
  for (const auto& [role, grants] : rights.policy.roles) roles.push_back(role);
  for (const auto& [role, name] : rights.organisation->role_names) roles.push_back(role);
  for (const auto& [role, units] : rights.organisation->roles) roles.push_back(role);
  std::ranges::sort(roles);
  roles.erase(std::unique(roles.begin(), roles.end()), roles.end());
  return json_list(roles, [&](const std::string& role) {
    JsonObject out;
    out.text("role", role).text("name", role_name(*rights.organisation, role));
    return out.raw("grants", grants_json(rights.policy.of(role))).done();
  });
}

std::vector<security::Allowance> read_grants(const Body& body, std::vector<InputFault>& faults) {
  std::vector<security::Allowance> out;
  for (const Body& one : body.objects("grants")) {
    const std::string at = "/grants/" + std::to_string(out.size());
    const auto action = security::action_named(one.text("action"));
    const auto scope = security::scope_named(one.text("scope"));
    if (!action) faults.push_back({at + "/action", "没有这个权限", "Expected a known action"});
    if (!scope) faults.push_back({at + "/scope", "没有这个范围", "Expected a known scope"});
    out.push_back({action.value_or(security::Action::CaseRead), scope.value_or(security::Scope::Own)});
  }
  return out;
}

std::string words_of(const std::vector<security::Allowance>& grants) {
  std::string out;
  for (const security::Allowance& one : grants) {
    out += std::string(security::name_of(one.action)) + ":" + std::string(security::name_of(one.scope)) + " ";
  }
  return out;
}

bool holds(const security::Caller& caller, const std::string& role) {
  return std::ranges::any_of(security::held_by(caller), [&](const security::Held& held) { return held.role == role; });
}

}  // namespace

Answer read_permissions(const Call& call) {
  Query query(*call.request);
  if (auto wrong = query.finish()) return *wrong;
  const auto rights = call.services.people.rights();
  JsonObject out;
  out.raw("actions", json_list(security::grantable_actions(), [](const security::ActionWords& one) {
            JsonObject action;
            action.text("action", one.name).text("name", one.zh).text("nameEn", one.en);
            return action.flag("scoped", one.scoped).done();
          }));
  out.raw("scopes", json_list(security::scopes(), [](const security::ScopeWords& one) {
            return JsonObject().text("scope", one.name).text("name", one.zh).text("nameEn", one.en).done();
          }));
  out.raw("roles", roles_json(*rights)).number("revision", rights->policy.revision);
  http::Response response = json_answer(out.done());
  response.headers.push_back(etag(rights->policy.revision));
  return response;
}

Answer put_permissions(const Call& call) {
  static constexpr Field grant_fields[] = {{"action", FieldType::Text, true}, {"scope", FieldType::Text, true}};
  static constexpr Field fields[] = {{"grants", FieldType::Objects, true, grant_fields}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto expected = revision_of(call);
  if (!expected) return expected.error();
  const std::string role = call.parameter("role");
  if (holds(call.caller, role)) {
    return Problem{Fault::OwnRoles, "不能修改自己所持角色的权限", "Expected a role that you do not hold yourself", {}};
  }
  std::vector<InputFault> faults;
  auto grants = read_grants(*body, faults);
  for (InputFault& fault : security::grant_faults(role, grants)) faults.push_back(std::move(fault));
  if (!faults.empty()) {
    return Problem{Fault::InvalidInput, "权限未修改", "The permissions were not changed", std::move(faults)};
  }
  const std::string words = words_of(grants);
  if (!call.services.people.allow(role, std::move(grants), *expected)) return changed_meanwhile();
  security::noted(call, security::Noted::PermissionsChanged, role, words);
  http::Response response = empty_answer();
  response.headers.push_back(etag(call.services.people.rights()->policy.revision));
  return response;
}

}  // namespace bihuan::resources
