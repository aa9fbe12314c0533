// Decides how a token leaves an element: outputs, then outgoing flows with conditions and default (BPMN 2.0.2, 8.3.13,
// 13.2.1, 13.3.1). What a joining gateway waits for is join.h.
#pragma once

#include "engine/step.h"

namespace bihuan::behaviour {

/// What ends an element's work: its end listeners, then its outputs.
Evaluated<void> finish_work(Step& step, Place at, const definition::Element& element);

/// Finishes the work and departs. A fault in them is an incident at stage Leave.
void leave(Step& step, Place at);

/// Takes the outgoing flows by the rule of the element's kind; without any, the token ends. In an iteration, the
/// iteration is completed instead; in an ad-hoc sub-process the end of an activity may end that. A fault in a
/// condition, or no way out, is an incident at stage Depart.
void depart(Step& step, Place at);

/// The way out alone: what `depart` does once the step is not cut behind the element.
void take_way_out(Step& step, Place at);

/// The element is completed and its token ends here (end events).
void end_here(Step& step, Place at);

}  // namespace bihuan::behaviour
