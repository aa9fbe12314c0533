// Decides how a moment is written in HTTP. It does not depend on the process's locale.
#include "api/http/http_date.h"

#include <fmt/format.h>

#include <array>

namespace bihuan::http {
namespace {
constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// A number of exactly so many digits at that place, -1 for anything else.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}
}  // namespace

std::string http_date(std::time_t seconds) {
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[parts.tm_wday], parts.tm_mday,
                     kMonths[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
}

std::optional<std::time_t> parse_http_date(std::string_view text) {
  if (text.size() != 29) return std::nullopt;
  std::tm parts{};
  for (std::size_t month = 0; month < kMonths.size(); ++month)
    if (text.substr(8, 3) == kMonths[month]) parts.tm_mon = static_cast<int>(month);
  parts.tm_mday = digits(text, 5, 2);
  parts.tm_year = digits(text, 12, 4) - 1900;
  parts.tm_hour = digits(text, 17, 2);
  parts.tm_min = digits(text, 20, 2);
  parts.tm_sec = digits(text, 23, 2);
  const std::time_t seconds = ::timegm(&parts);
  // Written again it must be the same text: that checks every other character, the weekday and the ranges.
  if (seconds < 0 || http_date(seconds) != text) return std::nullopt;
  return seconds;
}

}  // namespace bihuan::http
