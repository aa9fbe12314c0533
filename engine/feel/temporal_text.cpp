// Decides which texts are dates, times and durations. Strict: one accepted form each, every digit checked, nothing
// guessed.
#include <charconv>
#include <optional>

#include "engine/feel/temporal.h"
#include "engine/feel/text.h"

namespace bihuan::feel {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// A reader that moves over the text; every `take` answers what it found or leaves the place unchanged.
struct Reader {
  std::string_view text;
  std::size_t at = 0;

  bool done() const { return at == text.size(); }
  char peek() const { return done() ? '\0' : text[at]; }
  bool take(char c) {
    if (peek() != c || done()) return false;
    ++at;
    return true;
  }
  std::size_t digits() const {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    return end - at;
  }
  /// Exactly or at least `least` and at most `most` digits.
  std::optional<std::int64_t> number(std::size_t least, std::size_t most) {
    const std::size_t count = digits();
    if (count < least || count > most) return std::nullopt;
    std::int64_t value = 0;
    const auto parsed = std::from_chars(text.data() + at, text.data() + at + count, value);
    if (parsed.ec != std::errc{}) return std::nullopt;
    at += count;
    return value;
  }
  /// Digits behind a point as nanoseconds; further digits are cut.
  std::optional<std::int64_t> fraction() {
    const std::size_t count = digits();
    if (count == 0) return std::nullopt;
    std::int64_t ns = 0;
    for (std::size_t i = 0; i < 9; ++i) ns = ns * 10 + (i < count ? text[at + i] - '0' : 0);
    at += count;
    return ns;
  }
};

std::optional<Date> read_date(Reader& in) {
  const bool negative = in.take('-');
  if (in.digits() > 4 && in.peek() == '0') return std::nullopt;
  const auto year = in.number(4, 9);
  if (!year || !in.take('-')) return std::nullopt;
  const auto month = in.number(2, 2);
  if (!month || !in.take('-')) return std::nullopt;
  const auto day = in.number(2, 2);
  if (!day) return std::nullopt;
  return make_date(negative ? -*year : *year, *month, *day);
}

std::optional<std::int32_t> read_offset(Reader& in) {
  const bool negative = in.peek() == '-';
  ++in.at;
  const auto hours = in.number(2, 2);
  if (!hours || !in.take(':')) return std::nullopt;
  const auto minutes = in.number(2, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  std::int64_t seconds = 0;
  if (in.take(':')) {
    const auto given = in.number(2, 2);
    if (!given || *given > 59) return std::nullopt;
    seconds = *given;
  }
  const auto total = static_cast<std::int32_t>(*hours * 3600 + *minutes * 60 + seconds);
  if (total > 18 * 3600) return std::nullopt;
  return negative ? -total : total;
}

bool zone_char(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '_' || c == '-' ||
         c == '+';
}

/// The part behind the seconds: nothing, Z, an offset, or @zone.
bool read_zone(Reader& in, Time& time) {
  if (in.done()) return true;
  if (in.take('Z') || in.take('z')) {
    time.offset_s = 0;
    return in.done();
  }
  if (in.take('@')) {
    time.zone = std::string(in.text.substr(in.at));
    in.at = in.text.size();
    for (const char c : time.zone)
      if (!zone_char(c)) return false;
    return !time.zone.empty() && !is_digit(time.zone[0]);
  }
  if (in.peek() != '+' && in.peek() != '-') return false;
  time.offset_s = read_offset(in);
  return time.offset_s.has_value() && in.done();
}

std::optional<Time> read_time(Reader& in) {
  const auto hours = in.number(2, 2);
  if (!hours || !in.take(':')) return std::nullopt;
  const auto minutes = in.number(2, 2);
  if (!minutes || !in.take(':')) return std::nullopt;
  const auto seconds = in.number(2, 2);
  if (!seconds || *hours > 23 || *minutes > 59 || *seconds > 59) return std::nullopt;
  Time time{.ns = (*hours * 3600 + *minutes * 60 + *seconds) * ns_per_second};
  if (in.take('.')) {
    const auto ns = in.fraction();
    if (!ns) return std::nullopt;
    time.ns += *ns;
  }
  if (!read_zone(in, time)) return std::nullopt;
  return time;
}

/// Adds count * unit seconds; false on overflow.
bool add_units(std::int64_t& seconds, std::int64_t count, std::int64_t unit) {
  std::int64_t part = 0;
  return !__builtin_mul_overflow(count, unit, &part) && !__builtin_add_overflow(seconds, part, &seconds);
}

struct Unit {
  char letter;
  std::int64_t seconds;
};

/// "2H3M4.5S": each unit at most once, in this order, at least one.
bool read_clock(Reader& in, std::int64_t& seconds, std::int64_t& ns) {
  constexpr Unit units[] = {{'H', 3600}, {'M', 60}, {'S', 1}};
  std::size_t next = 0;
  if (in.done()) return false;
  while (!in.done()) {
    const auto count = in.number(1, 18);
    if (!count) return false;
    const bool fraction = in.take('.');
    if (fraction) {
      ns = in.fraction().value_or(0);  // XML Schema 1.0 lets the digits behind the point be left out
    }
    while (next < 3 && units[next].letter != in.peek()) ++next;
    if (next == 3 || (fraction && units[next].letter != 'S')) return false;
    if (!add_units(seconds, *count, units[next].seconds)) return false;
    ++in.at;
    ++next;
  }
  return true;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  Reader in{text};
  const std::optional<Date> date = read_date(in);
  return in.done() ? date : std::nullopt;
}

std::optional<Time> parse_time(std::string_view text) {
  Reader in{text};
  return read_time(in);
}

std::optional<DateTime> parse_date_time(std::string_view text) {
  Reader in{text};
  const std::optional<Date> date = read_date(in);
  if (!date || !in.take('T')) return std::nullopt;
  std::optional<Time> time = read_time(in);
  if (!time) return std::nullopt;
  return DateTime{*date, std::move(*time)};
}

std::optional<DaysDuration> parse_days_duration(std::string_view text) {
  Reader in{text};
  const bool negative = in.take('-');
  if (!in.take('P') || in.done()) return std::nullopt;
  std::int64_t seconds = 0;
  std::int64_t ns = 0;
  if (in.peek() != 'T') {
    const auto days = in.number(1, 18);
    if (!days || !in.take('D') || !add_units(seconds, *days, seconds_per_day)) return std::nullopt;
  }
  if (!in.done() && (!in.take('T') || !read_clock(in, seconds, ns))) return std::nullopt;
  return negative ? make_duration(-seconds, -ns) : make_duration(seconds, ns);
}

std::optional<MonthsDuration> parse_months_duration(std::string_view text) {
  Reader in{text};
  const bool negative = in.take('-');
  if (!in.take('P') || in.done()) return std::nullopt;
  std::int64_t months = 0;
  auto count = in.number(1, 17);
  if (count && in.take('Y')) {
    months = *count * 12;
    if (in.done()) return MonthsDuration{negative ? -months : months};
    count = in.number(1, 17);
  }
  if (!count || !in.take('M') || !in.done()) return std::nullopt;
  months += *count;
  return MonthsDuration{negative ? -months : months};
}

Value parse_temporal(std::string_view text) {
  if (const auto date = parse_date(text)) return *date;
  if (auto time = parse_time(text)) return std::move(*time);
  if (auto moment = parse_date_time(text)) return std::move(*moment);
  if (const auto duration = parse_days_duration(text)) return *duration;
  if (const auto duration = parse_months_duration(text)) return *duration;
  return {};
}

}  // namespace bihuan::feel
