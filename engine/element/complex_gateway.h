// Decides what the second look (behaviour/look_again.h) may ask of a complex gateway. Its rule is complex_gateway.cpp.
#pragma once

#include <optional>

#include "engine/behaviour/join.h"
#include "engine/element/rule.h"

namespace bihuan::element {

/// The doors of a gateway that waits for its reset: held is what has a token or gave one at the activation. None: it
/// waits for its start.
std::optional<behaviour::Doors> doors_of_reset(const state::Scope& scope, const definition::Element& gateway);

/// Activates a gateway that waits for its start, if its condition is true now. A fault in the condition is an incident
/// of the oldest token at the doors. True if it went.
bool activate_complex_gateway(Step& step, ScopeId scope, const definition::Element& gateway);

/// The second phase: takes what came over the other flows. Requires that the gateway waits for its reset.
void reset_complex_gateway(Step& step, ScopeId scope, const definition::Element& gateway);

}  // namespace bihuan::element
