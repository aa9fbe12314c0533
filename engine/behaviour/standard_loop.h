// Decides standard loops (BPMN 2.0.2, 10.3.7 and 13.3.6): a body scope that counts, and one iteration after another
// while the condition is true. What one iteration writes goes outwards, so that the condition and the next one see it.
#pragma once

#include "engine/step.h"

namespace bihuan::behaviour {

/// Is the token the activity as a whole, which has to be looped? False inside an iteration.
bool is_to_loop(const Step& step, Place at);

/// The token stands at the activity: opens the body and its first iteration, unless the condition is tested before and
/// is not true. Faults are incidents at stage Enter.
void begin_loop(Step& step, Place at);

/// The token inside an iteration is done: another one, or the activity as a whole goes on. Requires a loop's iteration.
void loop_iteration_done(Step& step, Place inner);

}  // namespace bihuan::behaviour
