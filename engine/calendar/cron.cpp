// Decides cron lines by walking days, then the hours, minutes and seconds of a day that fits. The walk ends after eight
// years, which is the longest wait of any line that names a time at all (29 February over a century's end).
#include "engine/calendar/cron.h"

#include <array>
#include <bit>
#include <charconv>
#include <string>
#include <vector>

#include "engine/calendar/working_calendar.h"
#include "engine/feel/temporal.h"

namespace bihuan::calendar {
namespace {

constexpr std::int64_t us_per_day = 86'400 * us_per_second;

struct Field {
  int low, high;
  std::string_view names;  ///< three letters each, for the values from `low` on
};
constexpr Field second_field{0, 59, ""};
constexpr Field minute_field{0, 59, ""};
constexpr Field hour_field{0, 23, ""};
constexpr Field day_field{1, 31, ""};
constexpr Field month_field{1, 12, "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"};
constexpr Field weekday_field{0, 7, "SUNMONTUEWEDTHUFRISAT"};

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found;
  for (const std::string_view part : split(text, ' '))
    if (!part.empty()) found.push_back(part);
  return found;
}

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
}

std::optional<int> value_of(std::string_view text, const Field& field) {
  int value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (!text.empty() && read.ec == std::errc{} && read.ptr == text.data() + text.size())
    return value >= field.low && value <= field.high ? std::optional(value) : std::nullopt;
  if (text.size() != 3) return std::nullopt;
  for (std::size_t i = 0; i + 3 <= field.names.size(); i += 3)
    if (upper(text[0]) == field.names[i] && upper(text[1]) == field.names[i + 1] &&
        upper(text[2]) == field.names[i + 2])
      return field.low + static_cast<int>(i / 3);
  return std::nullopt;
}

/// "5", "1-5", "*/10", "1-30/5", "MON-FRI".
std::optional<std::uint64_t> part_of(std::string_view text, const Field& field) {
  const std::size_t slash = text.find('/');
  const std::string_view span = text.substr(0, slash);
  int step = 1;
  if (slash != std::string_view::npos) {
    const std::string_view digits = text.substr(slash + 1);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), step);
    if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size() || step < 1) return std::nullopt;
  }
  int low = field.low;
  int high = field.high;
  if (span != "*" && span != "?") {
    const std::size_t dash = span.find('-');
    const auto from = value_of(span.substr(0, dash), field);
    const auto to = dash == std::string_view::npos
                        ? (slash == std::string_view::npos ? from : std::optional(field.high))
                        : value_of(span.substr(dash + 1), field);
    if (!from || !to || *from > *to) return std::nullopt;
    low = *from;
    high = *to;
  }
  std::uint64_t bits = 0;
  for (int i = low; i <= high; i += step) bits |= std::uint64_t{1} << i;
  return bits;
}

std::optional<std::uint64_t> bits_of(std::string_view text, const Field& field) {
  std::uint64_t bits = 0;
  for (const std::string_view part : split(text, ',')) {
    const auto one = part_of(part, field);
    if (!one) return std::nullopt;
    bits |= *one;
  }
  return bits;
}

struct Shortcut {
  std::string_view name, line;
};
constexpr std::array<Shortcut, 6> shortcuts = {{{"@yearly", "0 0 1 1 *"},
                                                {"@annually", "0 0 1 1 *"},
                                                {"@monthly", "0 0 1 * *"},
                                                {"@weekly", "0 0 * * 0"},
                                                {"@daily", "0 0 * * *"},
                                                {"@hourly", "0 * * * *"}}};

bool has(std::uint64_t bits, int value) {
  return (bits >> value & 1) != 0;
}

bool day_fits(const Cron& cron, const Date& date) {
  if (!has(cron.months, date.month)) return false;
  const bool last = cron.last_day && date.day == feel::days_in_month(date.year, date.month);
  const bool by_day = last || has(cron.days, date.day);
  const bool by_weekday = has(cron.weekdays, feel::weekday_of(date) % 7);
  if (cron.any_day) return by_weekday;
  if (cron.any_weekday) return by_day;
  return by_day || by_weekday;
}

/// The lowest value in the set that is at least `from`, or -1.
int at_least(std::uint64_t bits, int from) {
  if (from > 63) return -1;
  const std::uint64_t rest = bits & (~std::uint64_t{0} << from);
  return rest == 0 ? -1 : std::countr_zero(rest);
}

/// The first second of the day, from `from` on, that fits; -1 when there is none.
std::int64_t second_of_day(const Cron& cron, std::int64_t from) {
  const auto from_hour = static_cast<int>(from / 3600);
  for (int hour = at_least(cron.hours, from_hour); hour >= 0; hour = at_least(cron.hours, hour + 1)) {
    const bool same_hour = hour == from_hour;
    const int from_minute = same_hour ? static_cast<int>(from / 60 % 60) : 0;
    for (int minute = at_least(cron.minutes, from_minute); minute >= 0; minute = at_least(cron.minutes, minute + 1)) {
      const bool same_minute = same_hour && minute == from_minute;
      const int second = at_least(cron.seconds, same_minute ? static_cast<int>(from % 60) : 0);
      if (second >= 0) return hour * 3600 + minute * 60 + second;
    }
  }
  return -1;
}

}  // namespace

std::expected<Cron, TextFault> parse_cron(std::string_view text) {
  const auto fault = [&] {
    const std::string t(text.substr(0, 80));
    return std::unexpected(TextFault{"“" + t + "”不是 cron 表达式", "'" + t + "' is no cron line"});
  };
  for (const Shortcut& shortcut : shortcuts)
    if (shortcut.name == text) return parse_cron(shortcut.line);
  std::vector<std::string_view> fields = words(text);
  if (fields.size() == 5) fields.insert(fields.begin(), "0");
  if (fields.size() != 6) return fault();
  Cron cron;
  cron.any_day = fields[3] == "*" || fields[3] == "?";
  cron.any_weekday = fields[5] == "*" || fields[5] == "?";
  cron.last_day = fields[3] == "L";
  const auto seconds = bits_of(fields[0], second_field);
  const auto minutes = bits_of(fields[1], minute_field);
  const auto hours = bits_of(fields[2], hour_field);
  const auto days = cron.last_day ? std::optional<std::uint64_t>(0) : bits_of(fields[3], day_field);
  const auto months = bits_of(fields[4], month_field);
  auto weekdays = bits_of(fields[5], weekday_field);
  if (!seconds || !minutes || !hours || !days || !months || !weekdays) return fault();
  if (has(*weekdays, 7)) *weekdays |= 1;  // Sunday may be written 7
  cron.seconds = *seconds;
  cron.minutes = *minutes;
  cron.hours = *hours;
  cron.days = *days;
  cron.months = *months;
  cron.weekdays = *weekdays & 0x7F;
  return cron;
}

std::optional<Instant> next(const Cron& cron, Instant after, std::string_view zone, const ZoneOffset& zones) {
  const auto wall = local_time(zone, after, zones);
  if (!wall) return std::nullopt;
  constexpr int eight_years = 8 * 366;
  std::int64_t day = *wall / us_per_day - (*wall % us_per_day < 0 ? 1 : 0);
  std::int64_t from = (*wall - day * us_per_day) / us_per_second;
  for (int walked = 0; walked <= eight_years; ++walked, ++day, from = 0) {
    const auto date = feel::date_of_days(day);
    if (!date || !day_fits(cron, *date)) continue;
    for (std::int64_t second = second_of_day(cron, from); second >= 0; second = second_of_day(cron, second + 1)) {
      const std::int64_t local = day * us_per_day + second * us_per_second;
      const auto at = instant_of_local(zone, local, zones);
      if (!at) return std::nullopt;
      const bool skipped = local_time(zone, *at, zones) != local;
      if (!skipped && *at > after) return at;
      if (second + 1 >= 86'400) break;
    }
  }
  return std::nullopt;
}

}  // namespace bihuan::calendar
