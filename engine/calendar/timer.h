// Decides when a BPMN timer is due: a date, a duration, or a cycle, in calendar time or in working time (semantics.md).
// It does not wait and does not evaluate expressions; texts come in evaluated.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>
#include <variant>

#include "engine/calendar/cron.h"
#include "engine/calendar/period.h"
#include "engine/calendar/working_calendar.h"

namespace bihuan::calendar {

enum class TimerKind { Date, Duration, Cycle };

/// A timer as its text says; the alternative tells what it is.
struct TimerSpec {
  std::variant<Instant, Period, Cycle, Cron> when;
  bool operator==(const TimerSpec&) const = default;
};

/// What a timer counts in. `working` may be null: then all time counts. `zone` is for local times without a calendar.
struct TimerContext {
  std::string_view zone;
  const WorkingCalendar* working = nullptr;
  const ZoneOffset* zones = nullptr;
};

/// Cycles may be ISO 8601 or cron.
std::expected<TimerSpec, TextFault> parse_timer(TimerKind kind, std::string_view text, const TimerContext& context);

/// The n-th due time, from 1, of a timer armed at `armed`, given the one before (`previous`, for cron; the moment of
/// arming for n = 1). Dates and durations have one. With a working calendar, days are working days and hours working
/// hours; months stay calendar months. nullopt when there is none any more.
std::optional<Instant> due(const TimerSpec& spec, std::int64_t n, Instant armed, Instant previous,
                           const TimerContext& context);

}  // namespace bihuan::calendar
