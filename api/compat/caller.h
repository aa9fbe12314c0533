// Decides who calls in the Camunda 7 REST dialect: as everywhere (bearer token, session), also by HTTP Basic, since
// that is what programs made for that engine send; and in the open mode of test harnesses everybody, who then may do
// everything. What somebody may do is decided where it always is (api/security).
#pragma once

#include "api/call.h"

namespace bihuan::compat {

struct Entered {
  security::Caller caller;
  bool open = false;  ///< nobody in particular: nothing more is asked of them
};

/// Rejects: unknown name or password, a token that is not valid, in open mode a request that a page of another site
/// made.
std::expected<Entered, api::Problem> entered(const api::Call& call);

}  // namespace bihuan::compat
