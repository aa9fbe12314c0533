// Decides when a gateway that joins may go: which tokens it takes (BPMN 2.0.2, 13.4.1 and 13.4.3).
// It moves nothing.
#pragma once

#include <vector>

#include "engine/step.h"

namespace bihuan::behaviour {

/// The oldest token of each incoming flow; empty while one of them has none.
std::vector<TokenId> ready_for_parallel(const Step& step, ScopeId scope, const definition::Element& gateway);

/// The oldest token of each incoming flow that has one; empty while another token of the scope could still come to an
/// empty one. By the standard such a token is waited for unless it can also come to a flow that has a token; paths
/// through the gateway itself do not count.
std::vector<TokenId> ready_for_inclusive(const Step& step, ScopeId scope, const definition::Element& gateway);

/// Looks again at every inclusive join that waits in this scope; those that may go now, go. True if one did.
bool look_again(Step& step, ScopeId scope);

/// The first token stands at the gateway, the others are consumed.
Place join(Step& step, ScopeId scope, const definition::Element& gateway, const std::vector<TokenId>& tokens);

}  // namespace bihuan::behaviour
