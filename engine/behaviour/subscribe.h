// Decides what a catching event waits for: a message, a signal or a timer, planned first and opened afterwards, so that
// a fault in one of several leaves nothing half done. Error and escalation catches wait for nothing (throw.h finds
// them).
#pragma once

#include <variant>
#include <vector>

#include "engine/behaviour/expressions.h"

namespace bihuan::behaviour {

/// A subscription or timer that is computed and not yet open.
struct Planned {
  ElementIndex element;
  std::variant<state::Subscription, state::Timer> detail;
};

/// What the event waits for, appended to `plan`; nothing for error and escalation.
Evaluated<void> plan_event(const Step& step, const View& view, const definition::Element& event,
                           std::vector<Planned>& plan);

/// All boundary events of the activity.
Evaluated<void> plan_boundary(const Step& step, const View& view, const definition::Element& activity,
                              std::vector<Planned>& plan);

/// Opens what was planned for the place.
void open(Step& step, Place at, std::vector<Planned> plan);

}  // namespace bihuan::behaviour
