// Decides temporal arithmetic. Days are counted with the civil-calendar algorithm of 400-year eras; nothing here
// overflows silently: what leaves the range of FEEL's years answers nullopt.
#include "engine/feel/temporal.h"

#include <string_view>

namespace bihuan::feel {
namespace {

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - ((a % b != 0 && (a % b < 0) != (b < 0)) ? 1 : 0);
}

constexpr std::int64_t max_days = 366LL * max_year;

std::optional<std::int32_t> zone_offset(const Time& time, std::int64_t local, const ZoneOffset* zones) {
  if (time.offset_s) return time.offset_s;
  if (time.zone.empty() || zones == nullptr || !*zones) return std::nullopt;
  return (*zones)(time.zone, local, true);
}

}  // namespace

bool is_leap_year(std::int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int days_in_month(std::int64_t year, int month) {
  if (month == 2) return is_leap_year(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

std::optional<Date> make_date(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (year < -max_year || year > max_year || month < 1 || month > 12) return std::nullopt;
  if (day < 1 || day > days_in_month(year, static_cast<int>(month))) return std::nullopt;
  return Date{static_cast<std::int32_t>(year), static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
}

std::int64_t days_of(const Date& date) {
  const std::int64_t year = std::int64_t{date.year} - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = floor_div(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t month = (date.month + 9) % 12;  // March is 0, so that the leap day is the last of a year
  const std::int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

std::optional<Date> date_of_days(std::int64_t days) {
  if (days < -max_days || days > max_days) return std::nullopt;
  days += 719'468;
  const std::int64_t era = floor_div(days, 146'097);
  const std::int64_t day_of_era = days - era * 146'097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * day_of_year + 2) / 153;
  const std::int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
  const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  return make_date(year, month, day_of_year - (153 * shifted + 2) / 5 + 1);
}

int weekday_of(const Date& date) {
  const std::int64_t days = days_of(date) + 3;  // 1970-01-01 was a Thursday
  return static_cast<int>(days - floor_div(days, 7) * 7) + 1;
}

int day_of_year(const Date& date) {
  return static_cast<int>(days_of(date) - days_of({date.year, 1, 1})) + 1;
}

int week_of_year(const Date& date) {
  // The week belongs to the year of its Thursday.
  const std::optional<Date> thursday = date_of_days(days_of(date) + 4 - weekday_of(date));
  return thursday ? (day_of_year(*thursday) - 1) / 7 + 1 : 0;
}

Seconds local_seconds(const DateTime& moment) {
  return {days_of(moment.date) * seconds_per_day + moment.time.ns / ns_per_second,
          static_cast<std::int32_t>(moment.time.ns % ns_per_second)};
}

std::optional<std::int32_t> offset_of(const DateTime& moment, const ZoneOffset* zones) {
  return zone_offset(moment.time, local_seconds(moment).seconds, zones);
}

std::optional<std::int32_t> offset_of(const Time& time, const ZoneOffset* zones) {
  return zone_offset(time, time.ns / ns_per_second, zones);
}

bool has_offset(const Time& time) {
  return time.offset_s.has_value() || !time.zone.empty();
}

std::optional<Seconds> utc_seconds(const DateTime& moment, const ZoneOffset* zones) {
  const std::optional<std::int32_t> offset = offset_of(moment, zones);
  if (!offset) return std::nullopt;
  Seconds local = local_seconds(moment);
  local.seconds -= *offset;
  return local;
}

std::optional<DateTime> from_local(const Seconds& local, const Time& like) {
  const std::int64_t days = floor_div(local.seconds, seconds_per_day);
  const std::optional<Date> date = date_of_days(days);
  if (!date) return std::nullopt;
  Time time = like;
  time.ns = (local.seconds - days * seconds_per_day) * ns_per_second + local.ns;
  return DateTime{*date, std::move(time)};
}

DateTime in_zone(Instant at, std::string_view zone, const ZoneOffset* zones) {
  Time like{.ns = 0, .offset_s = 0};
  const std::int64_t seconds = floor_div(at.us, us_per_second);
  std::int64_t shift = 0;
  if (!zone.empty() && zones != nullptr && *zones) {
    if (const std::optional<std::int32_t> offset = (*zones)(zone, seconds, false)) {
      shift = *offset;
      like = Time{.ns = 0, .offset_s = std::nullopt, .zone = std::string(zone)};
    }
  }
  const auto ns = static_cast<std::int32_t>((at.us - seconds * us_per_second) * 1'000);
  return from_local({seconds + shift, ns}, like).value_or(DateTime{});
}

DateTime at_midnight(const Date& date) {
  return {date, Time{.ns = 0, .offset_s = 0}};
}

std::optional<DaysDuration> make_duration(std::int64_t seconds, std::int64_t ns) {
  std::int64_t total = 0;
  if (__builtin_add_overflow(seconds, ns / ns_per_second, &total)) return std::nullopt;
  std::int64_t rest = ns % ns_per_second;
  if (total > 0 && rest < 0) {
    --total;
    rest += ns_per_second;
  } else if (total < 0 && rest > 0) {
    ++total;
    rest -= ns_per_second;
  }
  if (total == INT64_MIN) return std::nullopt;  // its negation is no duration
  return DaysDuration{total, static_cast<std::int32_t>(rest)};
}

std::optional<DaysDuration> difference(const Seconds& a, const Seconds& b) {
  return make_duration(a.seconds - b.seconds, std::int64_t{a.ns} - b.ns);
}

std::optional<DaysDuration> add(const DaysDuration& a, const DaysDuration& b) {
  std::int64_t seconds = 0;
  if (__builtin_add_overflow(a.seconds, b.seconds, &seconds)) return std::nullopt;
  return make_duration(seconds, std::int64_t{a.ns} + b.ns);
}

std::optional<MonthsDuration> add(const MonthsDuration& a, const MonthsDuration& b) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a.months, b.months, &sum) || sum == INT64_MIN) return std::nullopt;
  return MonthsDuration{sum};
}

DaysDuration negate(const DaysDuration& duration) {
  return {-duration.seconds, -duration.ns};
}

std::optional<Date> add(const Date& date, const MonthsDuration& months) {
  constexpr std::int64_t limit = 12LL * 2 * max_year;
  if (months.months > limit || months.months < -limit) return std::nullopt;
  const std::int64_t total = std::int64_t{date.year} * 12 + date.month - 1 + months.months;
  const std::int64_t year = floor_div(total, 12);
  const int month = static_cast<int>(total - year * 12) + 1;
  const int last = days_in_month(year, month);
  return make_date(year, month, date.day < last ? date.day : last);
}

std::optional<DateTime> add(const DateTime& moment, const MonthsDuration& months) {
  const std::optional<Date> date = add(moment.date, months);
  if (!date) return std::nullopt;
  return DateTime{*date, moment.time};
}

std::optional<DateTime> add(const DateTime& moment, const DaysDuration& duration, const ZoneOffset* zones) {
  Seconds at = local_seconds(moment);
  const std::int64_t ns = std::int64_t{at.ns} + duration.ns;
  const std::int64_t carry = floor_div(ns, ns_per_second);
  if (__builtin_add_overflow(at.seconds, duration.seconds, &at.seconds)) return std::nullopt;
  if (__builtin_add_overflow(at.seconds, carry, &at.seconds)) return std::nullopt;
  at.ns = static_cast<std::int32_t>(ns - carry * ns_per_second);
  const std::optional<std::int32_t> before = offset_of(moment, zones);
  if (!moment.time.zone.empty() && before) {
    const std::optional<std::int32_t> after = (*zones)(moment.time.zone, at.seconds - *before, false);
    if (after) at.seconds += *after - *before;
  }
  return from_local(at, moment.time);
}

std::optional<Date> add(const Date& date, const DaysDuration& duration) {
  const std::optional<DateTime> moment = add(at_midnight(date), duration, nullptr);
  if (!moment) return std::nullopt;
  return moment->date;
}

Time add(const Time& time, const DaysDuration& duration) {
  const std::int64_t shift = (duration.seconds % seconds_per_day) * ns_per_second + duration.ns;
  Time result = time;
  result.ns = ((time.ns + shift) % ns_per_day + ns_per_day) % ns_per_day;
  return result;
}

std::int64_t months_between(const DateTime& a, const DateTime& b) {
  const std::int64_t months = (std::int64_t{b.date.year} - a.date.year) * 12 + (b.date.month - a.date.month);
  const auto rest = [](const DateTime& t) { return std::int64_t{t.date.day} * ns_per_day + t.time.ns; };
  if (months > 0 && rest(b) < rest(a)) return months - 1;
  if (months < 0 && rest(b) > rest(a)) return months + 1;
  return months;
}

}  // namespace bihuan::feel
