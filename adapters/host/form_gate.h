// Decides whether what a person hands in fits the form of the step, whatever door it comes through: the API, a
// scenario, a program. What a form demands is the form file's and the step's (bihuan:field); this only brings them
// together.
#pragma once

#include <string>
#include <vector>

#include "adapters/host/catalogue.h"
#include "engine/engine.h"
#include "engine/feel/expression.h"

namespace bihuan::host {

/// Faults of the submitted variables against the form of a user task or start event; pointers begin with "/variables".
/// Empty where the element has no form. A form that is not deployed (any more) checks nothing.
std::vector<InputFault> form_faults(const Snapshot& known, const definition::Element& element, std::uint64_t deployment,
                                    const state::Variables& submitted, const feel::Environment& env);

}  // namespace bihuan::host
