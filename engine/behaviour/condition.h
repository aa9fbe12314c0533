// Decides when conditional events occur (BPMN 2.0.2, 10.5.5 and 13.5.2): when their condition turns from not true to
// true. It is looked at once the command can move nothing any more, so what was true for a moment in between does not
// count; a fault in it counts as not true (semantics.md, "Conditional events").
#pragma once

#include "engine/step.h"

namespace bihuan::behaviour {

/// What the step has said since conditions were looked at last.
struct Looked {
  std::size_t events = 0;  ///< those before were taken into account
};

/// Looks at every condition that waits and was opened, or reads a variable that was written, since; oldest first. True
/// if an event occurred.
bool look_at_conditions(Step& step, Looked& looked);

}  // namespace bihuan::behaviour
