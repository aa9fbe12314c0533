// Decides who may use which route, in one place. What of the things behind a route they may see or act on is rights.h.
#pragma once

#include <optional>

#include "api/problem.h"
#include "api/security/action.h"
#include "api/security/caller.h"

namespace bihuan::security {

/// nullopt: go on. Else 401 for who has not signed in, 403 with the reason for who may not.
std::optional<api::Problem> refusal(const Caller& caller, Action action);

}  // namespace bihuan::security
