// Decides who calls: the bearer token, and for administrators the person they act for. It does not decide what that
// person may do.
#pragma once

#include <expected>

#include "adapters/store/store.h"
#include "api/problem.h"
#include "api/security/caller.h"

namespace bihuan::security {

/// A request without Authorization is nobody's. Rejects: another scheme, an unknown, revoked or expired token (401);
/// X-Act-As by who is no administrator (403), or of a name that is no name (400).
std::expected<Caller, api::Problem> caller_of(const http::RequestHead& request, store::Store& store, Instant now);

}  // namespace bihuan::security
