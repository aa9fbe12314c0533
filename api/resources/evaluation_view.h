// Decides how an evaluated decision looks: its result, every rule that fired and the values on the way, and what became null and why.
#pragma once

#include "api/json_writer.h"
#include "engine/dmn/decision.h"

namespace bihuan::resources {

/// Adds result, trace, diagnostics.
void add_evaluated(api::JsonObject& out, const dmn::Evaluated& evaluated);

/// [{offset, message, messageEn}].
std::string feel_diagnostics_json(const std::vector<feel::Diagnostic>& diagnostics);

}  // namespace bihuan::resources
