// Decides ISO 8601 durations, moments and repeating intervals: one reader over the text, overflow checked at every
// unit.
#include "engine/calendar/period.h"

#include <fmt/format.h>

#include <charconv>
#include <span>

#include "engine/calendar/working_calendar.h"
#include "engine/feel/temporal.h"
#include "engine/feel/text.h"

namespace bihuan::calendar {
namespace {

constexpr std::int64_t us_per_minute = 60 * us_per_second;
constexpr std::int64_t us_per_hour = 60 * us_per_minute;
constexpr std::int64_t us_per_day = 24 * us_per_hour;
/// Moments stay within about 290,000 years, so that sums of an instant and a period cannot wrap unseen.
constexpr std::int64_t max_us = INT64_MAX / 4;

std::unexpected<TextFault> no_period(std::string_view text) {
  const std::string t(text.substr(0, 60));
  return std::unexpected(
      TextFault{"“" + t + "”不是 ISO 8601 时长(例如 P1DT2H)", "'" + t + "' is no ISO 8601 duration (such as P1DT2H)"});
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

struct Unit {
  char letter;
  std::int64_t Period::*part;
  std::int64_t size;
};

/// A whole number with an optional fraction in millionths, as it stands before a unit's letter.
struct Amount {
  std::int64_t whole = 0, millionths = 0;
  bool fraction = false;
};

std::optional<Amount> read_amount(std::string_view text, std::size_t& at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  if (end == at || end - at > 18) return std::nullopt;
  Amount amount;
  std::from_chars(text.data() + at, text.data() + end, amount.whole);
  at = end;
  if (at >= text.size() || (text[at] != '.' && text[at] != ',')) return amount;
  amount.fraction = true;
  std::size_t digits = 0;
  for (++at; at < text.size() && is_digit(text[at]); ++at, ++digits)
    if (digits < 6) amount.millionths = amount.millionths * 10 + (text[at] - '0');
  if (digits == 0) return std::nullopt;
  for (; digits < 6; ++digits) amount.millionths *= 10;
  return amount;
}

/// Reads amounts with the units' letters in this order, each at most once; the number read, or nullopt.
std::optional<int> read_units(std::string_view text, std::size_t& at, std::span<const Unit> units, Period& period) {
  int count = 0;
  std::size_t next = 0;
  while (at < text.size() && text[at] != 'T') {
    const auto amount = read_amount(text, at);
    if (!amount || at >= text.size()) return std::nullopt;
    while (next < units.size() && units[next].letter != text[at]) ++next;
    if (next == units.size()) return std::nullopt;
    const Unit& unit = units[next++];
    if (amount->fraction && unit.letter != 'S') return std::nullopt;
    std::int64_t value = 0;
    if (__builtin_mul_overflow(amount->whole, unit.size, &value) || value > max_us) return std::nullopt;
    period.*unit.part += value + amount->millionths;
    if (period.*unit.part > max_us) return std::nullopt;
    ++at;
    ++count;
  }
  return count;
}

}  // namespace

std::expected<Period, TextFault> parse_period(std::string_view text) {
  constexpr Unit date_units[] = {
      {'Y', &Period::months, 12}, {'M', &Period::months, 1}, {'W', &Period::days, 7}, {'D', &Period::days, 1}};
  constexpr Unit time_units[] = {
      {'H', &Period::us, us_per_hour}, {'M', &Period::us, us_per_minute}, {'S', &Period::us, us_per_second}};
  std::size_t at = text.starts_with('-') ? 1 : 0;
  if (at >= text.size() || text[at] != 'P') return no_period(text);
  ++at;
  Period period;
  const auto dates = read_units(text, at, date_units, period);
  if (!dates) return no_period(text);
  int times = 0;
  if (at < text.size()) {
    ++at;
    const auto read = read_units(text, at, time_units, period);
    if (!read || *read == 0) return no_period(text);
    times = *read;
  }
  if (*dates + times == 0 || at != text.size()) return no_period(text);
  if (text[0] == '-') period = {-period.months, -period.days, -period.us};
  return period;
}

std::string text(const Period& period) {
  if (period.is_zero()) return "PT0S";
  const bool negative = period.months < 0 || period.days < 0 || period.us < 0;
  const Period p = negative ? Period{-period.months, -period.days, -period.us} : period;
  std::string out = negative ? "-P" : "P";
  if (p.months / 12 != 0) out += fmt::format("{}Y", p.months / 12);
  if (p.months % 12 != 0) out += fmt::format("{}M", p.months % 12);
  if (p.days != 0) out += fmt::format("{}D", p.days);
  if (p.us == 0) return out;
  out += 'T';
  if (p.us / us_per_hour != 0) out += fmt::format("{}H", p.us / us_per_hour);
  if (p.us / us_per_minute % 60 != 0) out += fmt::format("{}M", p.us / us_per_minute % 60);
  const std::int64_t seconds = p.us % us_per_minute;
  if (seconds % us_per_second != 0) {
    out += fmt::format("{}.{:06}S", seconds / us_per_second, seconds % us_per_second);
  } else if (seconds != 0) {
    out += fmt::format("{}S", seconds / us_per_second);
  }
  return out;
}

std::optional<Instant> add(Instant from, const Period& period, std::string_view zone, const ZoneOffset& zones) {
  Instant at = from;
  if (period.months != 0 || period.days != 0) {
    // Months and days move the wall clock, which then shows the same time of day.
    const auto local = local_time(zone, from, zones);
    const auto day = local_day(zone, from, zones);
    const auto moved = day ? feel::add(*day, MonthsDuration{period.months}) : std::nullopt;
    if (!local || !moved || period.days > max_us / us_per_day || period.days < -max_us / us_per_day)
      return std::nullopt;
    const std::int64_t time_of_day = *local - feel::days_of(*day) * us_per_day;
    std::int64_t target = 0;
    if (__builtin_mul_overflow(feel::days_of(*moved) + period.days, us_per_day, &target)) return std::nullopt;
    if (target > max_us || target < -max_us) return std::nullopt;
    const auto result = instant_of_local(zone, target + time_of_day, zones);
    if (!result) return std::nullopt;
    at = *result;
  }
  if (__builtin_add_overflow(at.us, period.us, &at.us)) return std::nullopt;
  return at;
}

std::expected<Instant, TextFault> parse_instant(std::string_view text, std::string_view zone, const ZoneOffset& zones) {
  const auto fault = [&] {
    const std::string t(text.substr(0, 60));
    return std::unexpected(TextFault{"“" + t + "”不是日期时间(例如 2026-10-01T09:00:00+08:00)",
                                     "'" + t + "' is no date and time (such as 2026-10-01T09:00:00+08:00)"});
  };
  auto moment = feel::parse_date_time(text);
  if (!moment)
    if (const auto date = feel::parse_date(text)) moment = DateTime{*date, Time{}};
  if (!moment || moment->date.year < -100'000 || moment->date.year > 100'000) return fault();
  const feel::Seconds local = feel::local_seconds(*moment);
  const std::int64_t us = local.seconds * us_per_second + local.ns / 1'000;
  if (moment->time.offset_s) return Instant{us - *moment->time.offset_s * us_per_second};
  const auto at = instant_of_local(moment->time.zone.empty() ? zone : std::string_view(moment->time.zone), us, zones);
  if (!at) return fault();
  return *at;
}

std::string text(Instant at) {
  return feel::text(feel::in_zone(at, "", nullptr));
}

std::expected<Cycle, TextFault> parse_cycle(std::string_view whole, std::string_view zone, const ZoneOffset& zones) {
  const auto fault = [&] {
    const std::string t(whole.substr(0, 80));
    return std::unexpected(
        TextFault{"“" + t + "”不是循环(例如 R3/PT10M)", "'" + t + "' is no cycle (such as R3/PT10M)"});
  };
  const std::size_t slash = whole.find('/');
  if (!whole.starts_with('R') || slash == std::string_view::npos) return fault();
  Cycle cycle;
  const std::string_view count = whole.substr(1, slash - 1);
  if (!count.empty() && count != "-1") {
    std::int64_t n = 0;
    const auto read = std::from_chars(count.data(), count.data() + count.size(), n);
    if (read.ec != std::errc{} || read.ptr != count.data() + count.size() || n < 0) return fault();
    cycle.repetitions = n;
  }
  const std::string_view rest = whole.substr(slash + 1);
  const std::size_t second = rest.find('/');
  const std::string_view a = rest.substr(0, second);
  const std::string_view b = second == std::string_view::npos ? std::string_view() : rest.substr(second + 1);
  const auto period_a = parse_period(a);
  const auto period_b = parse_period(b);
  const auto instant_a = parse_instant(a, zone, zones);
  const auto instant_b = parse_instant(b, zone, zones);
  if (period_a && b.empty()) {
    cycle.period = *period_a;
  } else if (period_a && instant_b) {
    cycle.period = *period_a;
    cycle.end = *instant_b;
  } else if (instant_a && period_b) {
    cycle.start = *instant_a;
    cycle.period = *period_b;
  } else if (instant_a && instant_b && *instant_a < *instant_b) {
    cycle.start = *instant_a;
    cycle.period.us = instant_b->us - instant_a->us;
  } else {
    return fault();
  }
  const Period& p = cycle.period;
  if (p.is_zero() || p.months < 0 || p.days < 0 || p.us < 0) return fault();
  return cycle;
}

std::optional<Instant> occurrence(const Cycle& cycle, std::int64_t n, Instant armed, std::string_view zone,
                                  const ZoneOffset& zones) {
  if (n < 1 || (cycle.repetitions && n > *cycle.repetitions)) return std::nullopt;
  const std::int64_t periods = cycle.start ? n - 1 : n;
  Period whole;
  if (__builtin_mul_overflow(cycle.period.months, periods, &whole.months)) return std::nullopt;
  if (__builtin_mul_overflow(cycle.period.days, periods, &whole.days)) return std::nullopt;
  if (__builtin_mul_overflow(cycle.period.us, periods, &whole.us)) return std::nullopt;
  const auto at = add(cycle.start.value_or(armed), whole, zone, zones);
  if (!at || (cycle.end && *at > *cycle.end)) return std::nullopt;
  return at;
}

}  // namespace bihuan::calendar
