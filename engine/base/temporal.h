// Decides the shapes of FEEL's temporal values (DMN 1.5, 10.3.2.3). It does not compute with them
// (engine/feel/temporal) nor know which offset a named zone has (engine/base/zone.h).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

namespace bihuan {

/// A day of the proleptic Gregorian calendar.
struct Date {
  std::int32_t year = 1970;
  std::uint8_t month = 1;  ///< 1..12
  std::uint8_t day = 1;    ///< 1..31
  auto operator<=>(const Date&) const = default;
};

/// A time of day, with an offset, a zone name ("Asia/Shanghai"), or neither.
struct Time {
  std::int64_t ns = 0;                        ///< since midnight, 0 .. 86,399,999,999,999
  std::optional<std::int32_t> offset_s = {};  ///< east of UTC, seconds
  std::string zone = {};
  bool operator==(const Time&) const = default;
};

struct DateTime {
  Date date;
  Time time;
  bool operator==(const DateTime&) const = default;
};

/// days and time duration.
struct DaysDuration {
  std::int64_t seconds = 0;
  std::int32_t ns = 0;  ///< same sign as seconds, |ns| < 1e9
  auto operator<=>(const DaysDuration&) const = default;
};

/// years and months duration.
struct MonthsDuration {
  std::int64_t months = 0;
  auto operator<=>(const MonthsDuration&) const = default;
};

}  // namespace bihuan
