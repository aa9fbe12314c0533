// Decides who catches an error or an escalation (BPMN 2.0.2, 10.5.1 and 13.5.3): the innermost handler that matches, a
// boundary event before an event sub-process of the enclosing scope, then outwards, at last the caller.
// At one level a handler that names the code goes before one that catches all.
#pragma once

#include <string>

#include "engine/step.h"

namespace bihuan::behaviour {

/// Ends what stands between the throw and its handler. No handler: the instance fails to its caller; without a caller
/// an incident "error-not-caught" on the token, which stays.
void throw_error(Step& step, Place from, const std::string& code, const std::string& message,
                 const state::Variables& payload);

/// No handler: it is recorded and handed to the caller. The thrower goes on if it still exists afterwards.
void throw_escalation(Step& step, Place from, const std::string& code, const state::Variables& payload);

}  // namespace bihuan::behaviour
