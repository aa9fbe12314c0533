// Decides what a message, signal or timer does that reached what waited for it. Who it reaches is the host's business.
#pragma once

#include "engine/step.h"

namespace bihuan::behaviour {

/// Boundary events and event sub-process starts that do not interrupt go on waiting after they fired.
bool goes_on(const Step& step, const state::Work& work);

/// The timer fires now. Requires that it exists.
void fire_timer(Step& step, WorkId timer);

/// A catching event or receive task got what it waited for: its token stands there, or at an event-based gateway before
/// it, which the event then wins (BPMN 2.0.2, 13.4.4).
void take_event(Step& step, Place at, const definition::Element& event, const state::Variables& payload);

}  // namespace bihuan::behaviour
