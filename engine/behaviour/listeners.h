// Decides when the listeners of an element or task run, and what becomes of what they write: expressions and scripts
// that a dialect hangs on a moment. An element's start comes after its inputs and before its own work, its end before
// its outputs; a gateway's come as it goes. In a multi-instance activity they run for each iteration.
#pragma once

#include "engine/behaviour/effects.h"

namespace bihuan::behaviour {

/// All of this moment, in document order; each sees what those before it wrote. A fault ends the row.
Evaluated<void> run_listeners(Step& step, Place at, const definition::Element& element,
                              definition::ListenerMoment moment);

/// Likewise for a task that is there: create, assignment, complete. Their changes of the task are said too.
/// `handed_in`: what the person gave with the act, seen before everything else.
Evaluated<void> run_task_listeners(Step& step, WorkId task, definition::ListenerMoment moment,
                                   const state::Variables* handed_in = nullptr);

/// The start listeners of the element that the token has come to, with its inputs made first. False: a fault, which is
/// an incident now.
bool begin_with_listeners(Step& step, Place at);

/// Start and end listeners of a gateway: it has no work of its own between them. False: a fault, which is an incident.
bool listen_as_it_goes(Step& step, Place at);

}  // namespace bihuan::behaviour
