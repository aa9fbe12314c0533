// Decides multi-instance activities (BPMN 2.0.2, 13.3.7): the collection once on entry, a body scope that counts, a
// scope for each iteration with its item and loopCounter, results in item order, the completion condition, the vote.
// What one iteration does is the activity's own rule in engine/element.
#pragma once

#include "engine/step.h"

namespace bihuan::behaviour {

/// Is the token the activity as a whole, which has to be multiplied? False inside an iteration.
bool is_to_multiply(const Step& step, Place at);

/// The token stands at the activity: opens the body and its first iterations. Faults are incidents at stage Enter:
/// "collection-not-list", "cardinality-not-valid", "too-many-iterations".
void begin_body(Step& step, Place at);

/// The token inside an iteration is done. Requires that the scope is an iteration.
void iteration_done(Step& step, Place inner);

}  // namespace bihuan::behaviour
