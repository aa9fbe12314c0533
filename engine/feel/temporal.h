// Decides how dates, times and durations are computed with (DMN 1.5, 10.3.2.3.4 to 10.3.2.3.8 and tables 54 to 60).
// It does not read or write text (text.h) and knows zones only through a look-up.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/base/instant.h"
#include "engine/base/temporal.h"
#include "engine/base/zone.h"

namespace bihuan::feel {

constexpr std::int64_t ns_per_second = 1'000'000'000;
constexpr std::int64_t seconds_per_day = 86'400;
constexpr std::int64_t ns_per_day = seconds_per_day * ns_per_second;
constexpr std::int32_t max_year = 999'999'999;

bool is_leap_year(std::int64_t year);
int days_in_month(std::int64_t year, int month);
/// nullopt when there is no such day.
std::optional<Date> make_date(std::int64_t year, std::int64_t month, std::int64_t day);
/// Days since 1970-01-01.
std::int64_t days_of(const Date& date);
/// Requires a day within the years that FEEL has; nullopt otherwise.
std::optional<Date> date_of_days(std::int64_t days);
/// 1 is Monday, 7 is Sunday.
int weekday_of(const Date& date);
int day_of_year(const Date& date);
/// ISO 8601 week number.
int week_of_year(const Date& date);

/// Seconds and nanoseconds since 1970-01-01T00:00, on the scale of local time or of UTC.
struct Seconds {
  std::int64_t seconds = 0;
  std::int32_t ns = 0;  ///< 0 .. 999,999,999
  auto operator<=>(const Seconds&) const = default;
};

Seconds local_seconds(const DateTime& moment);
/// nullopt for a date and time without offset or zone, or whose zone is unknown.
std::optional<Seconds> utc_seconds(const DateTime& moment, const ZoneOffset* zones);
/// The offset in force, of a fixed offset or of the zone at that moment.
std::optional<std::int32_t> offset_of(const DateTime& moment, const ZoneOffset* zones);
/// Of a time without a date: a zone's offset is the one of 1970-01-01.
std::optional<std::int32_t> offset_of(const Time& time, const ZoneOffset* zones);
bool has_offset(const Time& time);
/// The date and time at these local seconds, with the offset or zone of `like`.
std::optional<DateTime> from_local(const Seconds& local, const Time& like);
/// The moment in a zone ("" is UTC); UTC when the zone is unknown.
DateTime in_zone(Instant at, std::string_view zone, const ZoneOffset* zones);
/// Midnight in UTC, as DMN 1.5 treats a date among date and times.
DateTime at_midnight(const Date& date);

std::optional<DaysDuration> make_duration(std::int64_t seconds, std::int64_t ns);
std::optional<DaysDuration> difference(const Seconds& a, const Seconds& b);
std::optional<DaysDuration> add(const DaysDuration& a, const DaysDuration& b);
std::optional<MonthsDuration> add(const MonthsDuration& a, const MonthsDuration& b);
DaysDuration negate(const DaysDuration& duration);
/// The day is cut to the length of the month: 31 January plus one month is 28 February.
std::optional<Date> add(const Date& date, const MonthsDuration& months);
std::optional<DateTime> add(const DateTime& moment, const MonthsDuration& months);
/// With a named zone the duration passes on the time line of UTC.
std::optional<DateTime> add(const DateTime& moment, const DaysDuration& duration, const ZoneOffset* zones);
std::optional<Date> add(const Date& date, const DaysDuration& duration);
/// Round the clock.
Time add(const Time& time, const DaysDuration& duration);

/// Whole months from a to b: negative when b is earlier.
std::int64_t months_between(const DateTime& a, const DateTime& b);

}  // namespace bihuan::feel
