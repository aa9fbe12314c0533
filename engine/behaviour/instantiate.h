// Decides how an instance begins that something outside has started: a start event, a receive task, or an event behind
// an event-based gateway (BPMN 2.0.2, 10.3.3, 10.5.2, 13.4.4). What can begin one at all is definition/starts.h.
#pragma once

#include "engine/behaviour/subscribe.h"
#include "engine/definition/starts.h"

namespace bihuan::behaviour {

/// What a parallel multiple start event waits for beside the definition that made the instance; else nothing.
Evaluated<void> plan_rest(const Step& step, ScopeId scope, definition::StartPoint start, std::vector<Planned>& plan);

/// What occurred has occurred: its token leaves the event at once, or waits there for `awaited`. Behind a parallel
/// gateway, tokens go to the other events and wait for them.
void begin_at(Step& step, ScopeId scope, definition::StartPoint start, std::vector<Planned> awaited);

}  // namespace bihuan::behaviour
