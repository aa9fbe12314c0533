// Decides working days and working time by walking local days. Every walk is bounded, so that a calendar without
// working time answers "none" and not never.
#include "engine/calendar/working_calendar.h"

#include <algorithm>

#include "engine/feel/temporal.h"
#include "engine/feel/text.h"

namespace bihuan::calendar {
namespace {

constexpr std::int64_t us_per_minute = 60 * us_per_second;
constexpr std::int64_t us_per_day = 24 * 60 * us_per_minute;
constexpr int max_idle_days = 10'000;
constexpr std::int64_t max_counted_days = 100'000;

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

/// Seconds east of UTC of "", "Z", "+08:00" or a zone's name at a moment.
std::optional<std::int32_t> offset_at(std::string_view zone, std::int64_t seconds, bool local,
                                      const ZoneOffset& zones) {
  if (zone.empty() || zone == "Z" || zone == "UTC") return 0;
  if (zone[0] == '+' || zone[0] == '-') {
    const auto time = feel::parse_time("00:00:00" + std::string(zone));
    return time ? time->offset_s : std::nullopt;
  }
  return zones ? zones(zone, seconds, local) : std::nullopt;
}

const std::vector<MinuteSpan>& hours_of_make_up_day(const WorkingCalendar& calendar) {
  for (const auto& spans : calendar.week)
    if (!spans.empty()) return spans;
  return calendar.week[0];
}

/// The working hours of a day; empty when it is none.
const std::vector<MinuteSpan>& hours(const WorkingCalendar& calendar, const Date& date) {
  static const std::vector<MinuteSpan> none;
  const auto exception = calendar.exceptions.find(date);
  if (exception == calendar.exceptions.end())
    return calendar.week[static_cast<std::size_t>(feel::weekday_of(date) - 1)];
  return exception->second.kind == DayKind::Holiday ? none : hours_of_make_up_day(calendar);
}

const std::vector<MinuteSpan>& hours_of_day(const WorkingCalendar& calendar, std::int64_t day) {
  static const std::vector<MinuteSpan> none;
  const auto date = feel::date_of_days(day);
  return date ? hours(calendar, *date) : none;
}

/// The end of work on the n-th working day from `day` on, `day` included; local microseconds.
std::optional<std::int64_t> end_of_working_day(const WorkingCalendar& calendar, std::int64_t day, std::int64_t n) {
  for (int idle = 0; idle < max_idle_days; ++day, ++idle) {
    const auto& spans = hours_of_day(calendar, day);
    if (spans.empty()) continue;
    if (--n == 0) return day * us_per_day + spans.back().to * us_per_minute;
    idle = 0;
  }
  return std::nullopt;
}

/// The beginning of work on the n-th working day before `day`; local microseconds.
std::optional<std::int64_t> begin_of_working_day_before(const WorkingCalendar& calendar, std::int64_t day,
                                                        std::int64_t n) {
  for (int idle = 0; idle < max_idle_days; ++idle) {
    const auto& spans = hours_of_day(calendar, --day);
    if (spans.empty()) continue;
    if (--n == 0) return day * us_per_day + spans.front().from * us_per_minute;
    idle = 0;
  }
  return std::nullopt;
}

std::optional<Instant> to_instant(const WorkingCalendar& calendar, std::optional<std::int64_t> local,
                                  const ZoneOffset& zones) {
  return local ? instant_of_local(calendar.zone, *local, zones) : std::nullopt;
}

}  // namespace

WorkingCalendar office_week(std::string id, std::string zone) {
  WorkingCalendar calendar{.id = std::move(id), .name = {}, .zone = std::move(zone), .week = {}, .exceptions = {}};
  for (std::size_t day = 0; day < 5; ++day) calendar.week[day] = {{9 * 60, 12 * 60}, {13 * 60, 17 * 60}};
  return calendar;
}

std::optional<std::string> fault(const WorkingCalendar& calendar) {
  bool any = false;
  for (const auto& spans : calendar.week) {
    int from = 0;
    for (const MinuteSpan& span : spans) {
      if (span.from < from || span.from >= span.to || span.to > 24 * 60)
        return "the working hours of a day are out of order";
      from = span.to;
      any = true;
    }
  }
  if (!any) return "the week has no working hours";
  return std::nullopt;
}

bool is_working_day(const WorkingCalendar& calendar, const Date& date) {
  return !hours(calendar, date).empty();
}

std::optional<std::int64_t> local_time(std::string_view zone, Instant at, const ZoneOffset& zones) {
  const auto offset = offset_at(zone, floor_div(at.us, us_per_second), false, zones);
  if (!offset) return std::nullopt;
  return at.us + *offset * us_per_second;
}

std::optional<Date> local_day(std::string_view zone, Instant at, const ZoneOffset& zones) {
  const auto local = local_time(zone, at, zones);
  return local ? feel::date_of_days(floor_div(*local, us_per_day)) : std::nullopt;
}

std::optional<Instant> instant_of_local(std::string_view zone, std::int64_t local, const ZoneOffset& zones) {
  const auto offset = offset_at(zone, floor_div(local, us_per_second), true, zones);
  if (!offset) return std::nullopt;
  return Instant{local - *offset * us_per_second};
}

std::optional<Instant> add_working_days(const WorkingCalendar& calendar, Instant from, std::int64_t days,
                                        const ZoneOffset& zones) {
  const auto local = local_time(calendar.zone, from, zones);
  if (!local || days < -max_counted_days || days > max_counted_days) return std::nullopt;
  const std::int64_t day = floor_div(*local, us_per_day);
  if (days < 0) return to_instant(calendar, begin_of_working_day_before(calendar, day, -days), zones);
  if (days > 0) return to_instant(calendar, end_of_working_day(calendar, day + 1, days), zones);
  const auto end = end_of_working_day(calendar, day, 1);
  return to_instant(calendar, end && *end < *local ? end_of_working_day(calendar, day + 1, 1) : end, zones);
}

std::optional<Instant> add_working_duration(const WorkingCalendar& calendar, Instant from, std::int64_t minutes,
                                            const ZoneOffset& zones) {
  const auto local = local_time(calendar.zone, from, zones);
  if (!local || minutes < 0 || minutes > max_counted_days * 24 * 60) return std::nullopt;
  if (minutes == 0) return from;
  std::int64_t left = minutes * us_per_minute;
  std::int64_t at = *local;
  std::int64_t day = floor_div(at, us_per_day);
  for (int idle = 0; idle < max_idle_days; ++day, ++idle) {
    for (const MinuteSpan& span : hours_of_day(calendar, day)) {
      const std::int64_t begin = std::max(at, day * us_per_day + span.from * us_per_minute);
      const std::int64_t end = day * us_per_day + span.to * us_per_minute;
      if (begin >= end) continue;
      if (left <= end - begin) return to_instant(calendar, begin + left, zones);
      left -= end - begin;
      idle = 0;
    }
  }
  return std::nullopt;
}

std::optional<std::int64_t> working_days_between(const WorkingCalendar& calendar, Instant from, Instant to,
                                                 const ZoneOffset& zones) {
  if (to < from) {
    const auto forward = working_days_between(calendar, to, from, zones);
    return forward ? std::optional(-*forward) : std::nullopt;
  }
  const auto first = local_time(calendar.zone, from, zones);
  const auto last = local_time(calendar.zone, to, zones);
  if (!first || !last) return std::nullopt;
  const std::int64_t begin = floor_div(*first, us_per_day) + 1;
  const std::int64_t end = floor_div(*last, us_per_day);
  if (end - begin > max_counted_days) return std::nullopt;
  std::int64_t count = 0;
  for (std::int64_t day = begin; day <= end; ++day) count += hours_of_day(calendar, day).empty() ? 0 : 1;
  return count;
}

std::optional<std::int64_t> working_minutes_between(const WorkingCalendar& calendar, Instant from, Instant to,
                                                    const ZoneOffset& zones) {
  const auto first = local_time(calendar.zone, from, zones);
  const auto last = local_time(calendar.zone, to, zones);
  if (!first || !last) return std::nullopt;
  const std::int64_t begin_day = floor_div(*first, us_per_day), end_day = floor_div(*last, us_per_day);
  if (end_day - begin_day > max_counted_days) return std::nullopt;
  std::int64_t us = 0;
  for (std::int64_t day = begin_day; day <= end_day; ++day) {
    for (const MinuteSpan& span : hours_of_day(calendar, day)) {
      const std::int64_t begin = std::max(*first, day * us_per_day + span.from * us_per_minute);
      const std::int64_t end = std::min(*last, day * us_per_day + span.to * us_per_minute);
      us += std::max<std::int64_t>(0, end - begin);
    }
  }
  return us / us_per_minute;
}

}  // namespace bihuan::calendar
