#include "api/security/permission.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/security/rights.h"

namespace bihuan::security {
namespace {

using api::Fault;
using api::Problem;

bool may_use(const Caller& caller, Action action) {
  if (action == Action::SignedIn || action == Action::Person) return !caller.worker;
  return may(caller, action);
}

Problem not_allowed(Action action) {
  const auto words = std::ranges::find(grantable_actions(), action, &ActionWords::action);
  const bool known = words != grantable_actions().end();
  return {Fault::NotAllowed,
          known ? fmt::format("您没有“{}”的权限", words->zh) : "您没有该权限",
          fmt::format("Expected the permission {}, but you do not have it", name_of(action)),
          {}};
}

}  // namespace

std::optional<Problem> refusal(const Caller& caller, Action action) {
  if (action == Action::Everybody) return std::nullopt;
  if (!caller.signed_in()) {
    return Problem{Fault::Unauthenticated,
                   "请在 Authorization 头中提供有效的令牌",
                   "Expected a valid bearer token in the Authorization header",
                   {}};
  }
  if (caller.must_change_password && action != Action::SignedIn) {
    return Problem{Fault::PasswordChangeRequired,
                   "请先用 PUT /api/v1/account/password 修改一次性密码",
                   "Expected the one-time password to be changed first (PUT /api/v1/account/password)",
                   {}};
  }
  if (may_use(caller, action)) return std::nullopt;
  if (caller.worker) {
    return Problem{
        Fault::NotAllowed, "该令牌只能用于外部任务", "Expected a full token, but this one is for workers", {}};
  }
  return not_allowed(action);
}

}  // namespace bihuan::security
