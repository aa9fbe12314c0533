#include "api/security/permission.h"

namespace bihuan::security {
namespace {

using api::Fault;
using api::Problem;

bool may(const Caller& caller, Permission permission) {
  switch (permission) {
    case Permission::Everybody:
      return true;
    case Permission::SignedIn:
      return caller.signed_in() && !caller.worker;
    case Permission::Person:
      return caller.signed_in() && !caller.worker;
    case Permission::Worker:
      return caller.worker || caller.administrator;
    case Permission::Administrator:
      return caller.administrator;
  }
  return false;
}

}  // namespace

std::string_view name_of(Permission permission) {
  switch (permission) {
    case Permission::Everybody:
      return "everybody";
    case Permission::SignedIn:
      return "signed-in";
    case Permission::Person:
      return "person";
    case Permission::Worker:
      return "worker";
    case Permission::Administrator:
      return "administrator";
  }
  return "";
}

std::optional<Problem> refusal(const Caller& caller, Permission permission) {
  if (permission == Permission::Everybody) return std::nullopt;
  if (!caller.signed_in()) {
    return Problem{Fault::Unauthenticated,
                   "请在 Authorization 头中提供有效的令牌",
                   "Expected a valid bearer token in the Authorization header",
                   {}};
  }
  if (caller.must_change_password && permission != Permission::SignedIn) {
    return Problem{Fault::PasswordChangeRequired,
                   "请先用 PUT /api/v1/account/password 修改一次性密码",
                   "Expected the one-time password to be changed first (PUT /api/v1/account/password)",
                   {}};
  }
  if (may(caller, permission)) return std::nullopt;
  if (caller.worker) {
    return Problem{
        Fault::NotAllowed, "该令牌只能用于外部任务", "Expected a full token, but this one is for workers", {}};
  }
  return Problem{Fault::NotAllowed, "该操作需要管理员权限", "Expected an administrator, but you are not", {}};
}

}  // namespace bihuan::security
