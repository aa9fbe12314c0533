// Decides whether somebody may act for somebody else (X-Act-As), and what the journal then says.
#pragma once

#include <optional>

#include "api/http/message.h"
#include "api/problem.h"
#include "api/security/caller.h"

namespace bihuan::security {

/// Makes the caller who the header names: "admin as p-grid-01". Only what that person may do is allowed from then on.
/// Without the header nothing happens. Requires rights. Rejects: who may not act for others (403); a name that is no
/// name or nobody's (400); an administrator, whom nobody acts for (403).
std::optional<api::Problem> act_as(const http::RequestHead& request, Caller& caller);

}  // namespace bihuan::security
