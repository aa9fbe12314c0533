// Decides what a working day is and how working time is counted: weekly hours, holidays, make-up days (调休).
// It does not know timers or any country's holidays; those are data.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.h"
#include "engine/base/temporal.h"
#include "engine/base/zone.h"

namespace bihuan::calendar {

/// Minutes of a local day, [from, to), 0 <= from < to <= 1440.
struct MinuteSpan {
  int from = 0, to = 0;
  auto operator<=>(const MinuteSpan&) const = default;
};

enum class DayKind { Holiday, WorkingDay };

/// A day that differs from its weekday: a holiday, or a make-up working day (调休上班). A make-up day works the hours
/// of the first weekday, from Monday, that has any.
struct DayException {
  DayKind kind = DayKind::Holiday;
  std::string name = {};
  bool operator==(const DayException&) const = default;
};

/// `week[0]` is Monday. Spans of a day are in order and do not overlap (see `fault`). `zone` is a name such as
/// "Asia/Shanghai" or an offset such as "+08:00"; UTC when empty.
struct WorkingCalendar {
  std::string id, name, zone;
  std::array<std::vector<MinuteSpan>, 7> week;
  std::map<Date, DayException> exceptions;
  bool operator==(const WorkingCalendar&) const = default;
};

/// Monday to Friday 09:00-12:00 and 13:00-17:00 without holidays, in `zone`.
WorkingCalendar office_week(std::string id, std::string zone);

/// Why a calendar cannot be used (no working time in the week, spans out of order), in English; nullopt when it can.
std::optional<std::string> fault(const WorkingCalendar& calendar);

bool is_working_day(const WorkingCalendar& calendar, const Date& date);

/// The end of the working time of the n-th working day after the day of `from`; the day of `from` itself never counts
/// (民法典第二百零一条: the day on which a period begins is not counted). n = 0: the end of the working time of that
/// day if it is a working day and not over yet, else of the next working day. nullopt for n < 0, an unknown zone, or a
/// calendar without a working day in the next ten thousand days.
std::optional<Instant> add_working_days(const WorkingCalendar& calendar, Instant from, std::int64_t days,
                                        const ZoneOffset& zones);

/// The moment when `minutes` of working time have passed since `from`; exactly on a day's end the answer is that end,
/// not the next morning. minutes = 0 answers `from`. nullopt as above.
std::optional<Instant> add_working_duration(const WorkingCalendar& calendar, Instant from, std::int64_t minutes,
                                            const ZoneOffset& zones);

/// Working days after the day of `from` up to and including the day of `to`; negative when `to` is earlier, so that
/// working_days_between(from, add_working_days(from, n)) is n. nullopt for an unknown zone or more than 100,000 days.
std::optional<std::int64_t> working_days_between(const WorkingCalendar& calendar, Instant from, Instant to,
                                                 const ZoneOffset& zones);

/// Minutes of working time from `from` to `to`, begun ones cut off; 0 when `to` is earlier. nullopt as above.
std::optional<std::int64_t> working_minutes_between(const WorkingCalendar& calendar, Instant from, Instant to,
                                                    const ZoneOffset& zones);

/// The local day of a moment. nullopt for an unknown zone.
std::optional<Date> local_day(std::string_view zone, Instant at, const ZoneOffset& zones);
/// What a wall clock of the zone shows, microseconds since 1970-01-01T00:00 local. nullopt for an unknown zone.
std::optional<std::int64_t> local_time(std::string_view zone, Instant at, const ZoneOffset& zones);
/// The moment of a local wall-clock time, microseconds since 1970-01-01T00:00 local. nullopt for an unknown zone.
std::optional<Instant> instant_of_local(std::string_view zone, std::int64_t local_us, const ZoneOffset& zones);

}  // namespace bihuan::calendar
