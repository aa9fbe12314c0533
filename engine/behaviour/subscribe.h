// Decides what a catching event waits for: messages, signals, timers, conditions, one for each of its definitions,
// planned first and opened afterwards, so that a fault in one of several leaves nothing half done. Error and escalation
// catches wait for nothing (throw.h finds them), nor do links, cancel and compensation.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "engine/behaviour/expressions.h"

namespace bihuan::behaviour {

/// A subscription, timer or condition that is computed and not yet open.
struct Planned {
  ElementIndex element;
  std::variant<state::Subscription, state::Timer, state::Condition> detail;
  std::uint32_t definition = 0;
};

/// What the event waits for, appended to `plan`: each of its definitions, but `occurred` where that is given.
Evaluated<void> plan_event(const Step& step, const View& view, const definition::Element& event,
                           std::vector<Planned>& plan, std::optional<std::uint32_t> occurred = {});

/// All boundary events of the activity.
Evaluated<void> plan_boundary(const Step& step, const View& view, const definition::Element& activity,
                              std::vector<Planned>& plan);

/// Opens what was planned for the place.
void open(Step& step, Place at, std::vector<Planned> plan);

/// The boundary event of the token's activity waits once more (10.5.6: a non-interrupting parallel multiple event that
/// occurred). A fault is an incident on the token, at stage Subscribe.
void await_boundary(Step& step, Place at, const definition::Element& event);

}  // namespace bihuan::behaviour
