// Decides when a timer of a definition is due: its expressions are evaluated here, the calendar arithmetic is
// engine/calendar. It does not wait.
#pragma once

#include <optional>

#include "engine/behaviour/expressions.h"

namespace bihuan::behaviour {

/// The timer, armed now. Faults: "timer-not-valid", "calendar-not-found", and those of expressions.
Evaluated<state::Timer> arm_timer(const Step& step, const View& view, const definition::TimerRule& rule);

/// The firing that is taking place, with the next moment of its cycle; nullopt when it is no cycle or this is its last.
/// Moments that passed while nothing ran are left out: such a timer fires once (semantics.md, "Timers").
std::optional<event::TimerFired> next_firing(const Step& step, const state::Timer& timer);

/// The due moment of a deadline. Same faults.
Evaluated<std::optional<Instant>> due_moment(const Step& step, const View& view, const definition::Deadline& deadline);

/// A moment as the FEEL value of the context's local zone.
Value moment_value(const Context& context, Instant at);

/// Microseconds of an ISO 8601 duration, counted from now. Faults: "duration-not-valid".
Evaluated<std::int64_t> evaluate_duration_us(const Step& step, const View& view, const definition::Expr& expr,
                                             std::int64_t when_absent);

}  // namespace bihuan::behaviour
