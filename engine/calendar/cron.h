// Decides what a cron line means: which wall-clock times of a zone it names, and which is next.
// It does not wait; it is a pure function of (line, zone, instant).
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>

#include "engine/base/instant.h"
#include "engine/base/zone.h"
#include "engine/calendar/period.h"

namespace bihuan::calendar {

/// Bit sets of allowed values. `any_day` and `any_weekday` remember a star, for cron's rule that two restricted day
/// fields are joined by or.
struct Cron {
  std::uint64_t seconds = 0, minutes = 0, hours = 0, days = 0, months = 0, weekdays = 0;  ///< weekday 0 is Sunday
  bool any_day = false, any_weekday = false;
  bool last_day = false;  ///< "L" in the day field: the last day of the month
  bool operator==(const Cron&) const = default;
};

/// Five fields (minute hour day month weekday) or six (second first): "*", "?", lists, ranges, steps, names, "L", and
/// "@yearly" "@monthly" "@weekly" "@daily" "@hourly". Sunday is 0 or 7.
std::expected<Cron, TextFault> parse_cron(std::string_view text);

/// The first moment strictly after `after`; nullopt when the line names no time in the next eight years, or the zone is
/// unknown. Wall-clock times that a zone skips in spring do not happen; those that it repeats in autumn happen once.
std::optional<Instant> next(const Cron& cron, Instant after, std::string_view zone, const ZoneOffset& zones);

}  // namespace bihuan::calendar
