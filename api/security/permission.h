// Decides who may use which route, in one place. What somebody may see of the things behind a route is visibility.h.
#pragma once

#include <optional>
#include <string_view>

#include "api/problem.h"
#include "api/security/caller.h"

namespace bihuan::security {

enum class Permission {
  Everybody,  ///< without signing in
  SignedIn,   ///< also while the one-time password is still to be changed
  Person,     ///< any member of staff
  Worker,     ///< a program that does external tasks, or the administrator
  Administrator,
};

std::string_view name_of(Permission permission);

/// nullopt: go on. Else 401 for who has not signed in, 403 with the reason for who may not.
std::optional<api::Problem> refusal(const Caller& caller, Permission permission);

}  // namespace bihuan::security
