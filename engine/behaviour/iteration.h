// Decides what multi-instance activities and standard loops share: one iteration is a scope that holds one token at the
// activity itself.
#pragma once

#include "engine/step.h"

namespace bihuan::behaviour {

/// Opens iteration `number` (from 1) of the body with these variables; its token begins.
void begin_iteration(Step& step, ScopeId body, const definition::Element& element, std::uint32_t number,
                     state::Variables variables);

/// The token's work is done: it ends, and its iteration with it.
void end_iteration(Step& step, Place inner, Value result, event::Vote vote);

}  // namespace bihuan::behaviour
