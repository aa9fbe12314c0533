// Decides what a message, signal, timer or condition does that reached what waited for it. Who it reaches is the host's
// business.
#pragma once

#include "engine/step.h"

namespace bihuan::behaviour {

/// Boundary events and event sub-process starts that do not interrupt go on waiting after they fired.
bool goes_on(const Step& step, const state::Work& work);

/// The timer fires now. Requires that it exists.
void fire_timer(Step& step, WorkId timer);

/// What this work (a copy: it may be gone) waited for has come, with `payload`. The event occurs, unless it is a
/// parallel multiple one that waits for others of its definitions still (BPMN 2.0.2, 10.5.2); then the payload is kept
/// where the event's flows will see it.
void occurred(Step& step, ScopeId scope, const state::Work& work, const state::Variables& payload);

/// A catching event or receive task got what it waited for: its token stands there, or at an event-based gateway before
/// it, which the event then wins (BPMN 2.0.2, 13.4.4).
void take_event(Step& step, Place at, const definition::Element& event, const state::Variables& payload);

/// The token goes on along this flow and stands at its target at once, without asking whether that may begin.
Place go_along(Step& step, Place at, FlowIndex flow);

}  // namespace bihuan::behaviour
