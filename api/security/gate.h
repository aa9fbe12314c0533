// Decides who calls: the bearer token of a program, or the session of a page, and that a page's request comes from our
// page. It does not decide what that person may do, nor for whom they act (act_as.h).
#pragma once

#include <expected>
#include <optional>

#include "api/problem.h"
#include "api/security/caller.h"
#include "api/security/sessions.h"

namespace bihuan::security {

/// 401 for somebody whom the organisation has disabled. Requires: the caller has their rights (rights.h).
std::optional<api::Problem> gone(const Caller& caller);

/// A request with neither Authorization nor the session's cookie is nobody's; with both the token counts. Rejects:
/// another scheme, an unknown, revoked or expired token, a disabled account (401); a session that is over (401); a
/// request of a session that changes something without the page's token, or from another site (403).
std::expected<Caller, api::Problem> caller_of(const http::RequestHead& request, Sessions& sessions, Instant now);

}  // namespace bihuan::security
