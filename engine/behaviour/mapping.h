// Decides what input and output mappings make (docs/extensions.md, bihuan:input and bihuan:output): inputs make local
// variables, outputs are evaluated over local and result variables and written outwards.
#pragma once

#include "engine/behaviour/expressions.h"

namespace bihuan::behaviour {

/// Evaluates inputs in order; each sees those before it. The token's old locals are seen too.
Evaluated<state::Variables> evaluate_inputs(const Step& step, Place at, const definition::Element& element);

/// Evaluates all outputs first, then writes them outwards from the element's scope; of an iteration, from the scope
/// that the multi-instance activity stands in, unless the iteration has the name itself.
Evaluated<void> write_outputs(Step& step, Place at, const definition::Element& element);

}  // namespace bihuan::behaviour
