// Decides when the gateways that wait look again: engine.cpp calls it whenever no token can move by itself. Which token
// a gateway waits for is join.h.
#pragma once

#include "engine/step.h"

namespace bihuan::behaviour {

/// Looks again at every inclusive and complex gateway that waits in a scope where a token moved or ended (complex ones
/// wherever they are, once a variable was written); those that may go, go. True if one did.
///
/// Gateways that wait for nothing but tokens at each other's doors would wait for ever by the letter of the standard:
/// when nothing else can move in such a circle, the gateway whose token is the oldest goes.
bool look_again(Step& step);

/// Resets the complex gateways that wait for it in a scope where nothing goes on any more, so that their conditions may
/// still give tokens. Requires that the scope has such gateways and no token.
void reset_gateways(Step& step, ScopeId scope);

}  // namespace bihuan::behaviour
