// Decides how a moment is written and read, by the proleptic Gregorian calendar of <chrono>.
#include "adapters/codec/time.h"

#include <fmt/format.h>

#include <chrono>

namespace bihuan::codec {
namespace {

constexpr std::int64_t us_per_day = 86'400 * us_per_second;

struct Civil {
  std::int64_t year = 0;
  unsigned month = 0, day = 0;
};

/// Gregorian years repeat every 146,097 days, so any day count is moved to a year that <chrono> knows.
Civil civil(std::int64_t days) {
  constexpr std::int64_t cycle = 146'097;
  std::int64_t cycles = days / cycle;
  std::int64_t rest = days % cycle;
  if (rest < 0) rest += cycle, --cycles;
  const std::chrono::year_month_day ymd{std::chrono::sys_days{std::chrono::days{rest}}};
  return {int{ymd.year()} + 400 * cycles, unsigned{ymd.month()}, unsigned{ymd.day()}};
}

std::string clock(std::int64_t us, std::string_view zone) {
  std::int64_t days = us / us_per_day;
  std::int64_t rest = us % us_per_day;
  if (rest < 0) rest += us_per_day, --days;
  const Civil date = civil(days);
  const std::int64_t s = rest / us_per_second;
  const std::string year =
      date.year >= 0 && date.year <= 9999 ? fmt::format("{:04}", date.year) : fmt::format("{:+}", date.year);
  return fmt::format("{}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}{}", year, date.month, date.day, s / 3600, s / 60 % 60,
                     s % 60, rest % us_per_second, zone);
}

/// Reads a text from left to right; what does not fit turns `good` off.
struct Scan {
  std::string_view rest;
  bool good = true;

  int digits(std::size_t count) {
    int n = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (rest.empty() || rest.front() < '0' || rest.front() > '9') {
        good = false;
        return 0;
      }
      n = n * 10 + (rest.front() - '0');
      rest.remove_prefix(1);
    }
    return n;
  }
  bool take(std::string_view any_of) {
    if (rest.empty() || any_of.find(rest.front()) == std::string_view::npos) return false;
    rest.remove_prefix(1);
    return true;
  }
  void expect(std::string_view any_of) { good = take(any_of) && good; }
};

std::int64_t fraction(Scan& in) {
  if (!in.take(".")) return 0;
  std::int64_t us = in.digits(1) * 100'000;
  for (std::int64_t unit = 10'000; !in.rest.empty() && in.rest.front() >= '0' && in.rest.front() <= '9'; unit /= 10)
    us += in.digits(1) * unit;
  return us;
}

std::int64_t offset_us(Scan& in) {
  if (in.take("Zz")) return 0;
  const bool west = !in.rest.empty() && in.rest.front() == '-';
  in.expect("+-");
  const int hours = in.digits(2);
  in.expect(":");
  const int minutes = in.digits(2);
  in.good = in.good && hours <= 23 && minutes <= 59;
  return (west ? -1 : 1) * (hours * 3600 + minutes * 60) * us_per_second;
}

std::int64_t day_us(Scan& in) {
  const std::chrono::year year{in.digits(4)};
  in.expect("-");
  const std::chrono::month month{static_cast<unsigned>(in.digits(2))};
  in.expect("-");
  const std::chrono::year_month_day ymd{year, month, std::chrono::day{static_cast<unsigned>(in.digits(2))}};
  if (!in.good || !ymd.ok()) in.good = false;
  return in.good ? std::chrono::sys_days{ymd}.time_since_epoch().count() * us_per_day : 0;
}

std::int64_t time_us(Scan& in) {
  const int hours = in.digits(2);
  in.expect(":");
  const int minutes = in.digits(2);
  in.expect(":");
  const int seconds = in.digits(2);
  in.good = in.good && hours <= 23 && minutes <= 59 && seconds <= 59;
  return (hours * 3600 + minutes * 60 + seconds) * us_per_second + fraction(in);
}

}  // namespace

std::string text(Instant at) {
  return clock(at.us, "Z");
}

std::string text(Instant at, int offset_minutes) {
  const int size = offset_minutes < 0 ? -offset_minutes : offset_minutes;
  const std::string zone = fmt::format("{}{:02}:{:02}", offset_minutes < 0 ? '-' : '+', size / 60, size % 60);
  std::int64_t local = 0;
  if (__builtin_add_overflow(at.us, offset_minutes * 60 * us_per_second, &local)) return text(at);
  return clock(local, zone);
}

std::optional<Instant> parse_instant(std::string_view text) {
  Scan in{text};
  const std::int64_t day = day_us(in);
  in.expect("Tt");
  const std::int64_t time = time_us(in);
  const std::int64_t offset = offset_us(in);
  if (!in.good || !in.rest.empty()) return std::nullopt;
  return Instant{day + time - offset};
}

}  // namespace bihuan::codec
