// Decides how ISO 8601 durations and repeating intervals are read and added to a moment.
// It does not count working time (working_calendar.h) nor read cron (cron.h).
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/instant.h"
#include "engine/base/zone.h"

namespace bihuan::calendar {

/// Why a text is no date, period, cycle or cron line.
struct TextFault {
  std::string message_zh, message_en;
};

/// An ISO 8601 duration with its three kinds of units kept apart, because months and days depend on the zone.
/// "P1Y2M3DT4H" is {14, 3, 4 h}; weeks are seven days. All negative for "-P…".
struct Period {
  std::int64_t months = 0, days = 0, us = 0;
  bool operator==(const Period&) const = default;
  bool is_zero() const { return months == 0 && days == 0 && us == 0; }
};

std::expected<Period, TextFault> parse_period(std::string_view text);
/// Canonical ISO 8601 text; parse_period reads it back as the same period.
std::string text(const Period& period);

/// Adds in the zone's wall-clock time: months (the day cut to the month's length), then days, then exact time.
/// nullopt for an unknown zone or a result out of range.
std::optional<Instant> add(Instant from, const Period& period, std::string_view zone, const ZoneOffset& zones);

/// A moment: "2026-10-01T09:00:00+08:00", "…Z", "…@Asia/Shanghai"; without offset it is local to `zone`; a date alone
/// is its first moment.
std::expected<Instant, TextFault> parse_instant(std::string_view text, std::string_view zone, const ZoneOffset& zones);
/// "2026-10-01T01:00:00Z", fractions only when there are any.
std::string text(Instant at);

/// "R3/PT10M", "R/2026-01-01T00:00:00Z/P1D", "R2/P1D/2026-02-01T00:00:00Z", "R/start/end".
struct Cycle {
  std::optional<std::int64_t> repetitions;  ///< nullopt: without end
  std::optional<Instant> start;             ///< nullopt: from the moment of arming
  Period period;
  std::optional<Instant> end;  ///< occurrences after it do not happen
  bool operator==(const Cycle&) const = default;
};

std::expected<Cycle, TextFault> parse_cycle(std::string_view text, std::string_view zone, const ZoneOffset& zones);

/// The n-th occurrence (from 1) of a cycle that was armed at `armed`: start + (n-1) periods when the cycle has a start,
/// else armed + n periods. Always counted from the first moment, so that days cut off short months come back.
/// nullopt when there is none any more.
std::optional<Instant> occurrence(const Cycle& cycle, std::int64_t n, Instant armed, std::string_view zone,
                                  const ZoneOffset& zones);

}  // namespace bihuan::calendar
