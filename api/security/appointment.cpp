#include "api/security/appointment.h"

#include <algorithm>
#include <iterator>

#include "api/security/rights.h"

namespace bihuan::security {
namespace {

using api::Fault;
using api::Problem;
using identity::Grant;
using identity::Organisation;

Problem own_roles() {
  return {Fault::OwnRoles,
          "不能给自己授予、调整角色，也不能任命自己",
          "Expected somebody else to change your own roles",
          {}};
}

Problem needs_security_administrator() {
  return {Fault::NotAllowed, "角色由安全管理员授予", "Expected the security administrator to grant roles", {}};
}

std::vector<Grant> sorted_grants(const Organisation& organisation) {
  std::vector<Grant> out = organisation.grants();
  std::ranges::sort(out);
  return out;
}

bool leads_newly(const std::string& person, const Organisation& before, const Organisation& after) {
  return std::ranges::any_of(after.units, [&](const auto& entry) {
    const identity::Unit* was = before.unit(entry.first);
    const bool head = entry.second.head == person && (!was || was->head != person);
    const bool leader = entry.second.leader == person && (!was || was->leader != person);
    return head || leader;
  });
}

}  // namespace

bool has_no_security_administrator(const Organisation& organisation) {
  const auto holders = organisation.roles.find(std::string(identity::role_security));
  return holders == organisation.roles.end() ||
         std::ranges::all_of(holders->second, [](const auto& entry) { return entry.second.empty(); });
}

bool is_administrator(const Rights& rights, const std::string& person) {
  const auto found = rights.held.find(person);
  return found != rights.held.end() && std::ranges::any_of(found->second, [](const Held& held) {
           return identity::is_administrator_role(held.role);
         });
}

std::optional<Problem> refused_grant(const Caller& caller, const Organisation& before, const Grant& grant) {
  if (grant.person == caller.person) return own_roles();
  const bool first = caller.administrator && has_no_security_administrator(before);
  if (may(caller, Action::RoleGrant) || first) return std::nullopt;
  return needs_security_administrator();
}

std::optional<Problem> refused_appointment(const Caller& caller, const Organisation& before,
                                           const Organisation& after) {
  if (leads_newly(caller.person, before, after)) return own_roles();
  const auto had = sorted_grants(before), has = sorted_grants(after);
  std::vector<Grant> given, taken;
  std::ranges::set_difference(has, had, std::back_inserter(given));
  std::ranges::set_difference(had, has, std::back_inserter(taken));
  for (const Grant& grant : given) {
    if (auto refused = refused_grant(caller, before, grant)) return refused;
  }
  for (const Grant& grant : taken) {
    if (auto refused = refused_grant(caller, before, grant)) return refused;
  }
  return std::nullopt;
}

std::optional<Problem> refused_takeover(const Caller& caller, const std::string& person,
                                        const std::optional<store::AccountRow>& account) {
  if (person == caller.person || !account || !account->signed_in) return std::nullopt;
  if (!caller.rights || !is_administrator(*caller.rights, person)) return std::nullopt;
  return Problem{Fault::NotAllowed,
                 "管理员的账号由本人保管；忘记密码时，请在服务器上用 bihuan password 发一次性密码",
                 "Expected an administrator to keep their own account; a lost password is reset on the server with "
                 "bihuan password",
                 {}};
}

}  // namespace bihuan::security
