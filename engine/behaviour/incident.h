// Decides how a fault becomes an incident, and what a retry does. Who may retry is api's business.
#pragma once

#include "engine/step.h"

namespace bihuan::behaviour {

/// Puts the fault on the token (or, without a token, on `element` of the scope). The token stays where it is.
void raise(Step& step, Place at, ElementIndex element, Fault fault, state::Stage stage, WorkId work = {});

/// Resolves the incident and takes again what had failed.
void retry(Step& step, ScopeId scope, IncidentId incident);

/// Resolves every incident of the token: it goes on or ends.
void resolve_all(Step& step, Place at);

}  // namespace bihuan::behaviour
