// Decides what each role may do as long as the security administrator has not decided otherwise: a table to read.
#pragma once

#include <span>
#include <string_view>

#include "api/security/action.h"

namespace bihuan::security {

/// Three roles that nobody grants: every member of staff; who heads a unit; who answers for one (分管领导).
constexpr std::string_view role_staff = "staff", role_head = "unit-head", role_leader = "unit-leader";

struct DefaultGrant {
  std::string_view role;
  Action action;
  Scope scope = Scope::All;
};

std::span<const DefaultGrant> default_policy();

}  // namespace bihuan::security
