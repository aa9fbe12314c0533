#include "adapters/spreadsheet/cell_text.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>

namespace bihuan::spreadsheet {
namespace {

constexpr double last_serial = 2'958'465.99999;  ///< 9999-12-31
constexpr int days_1904 = 1462;
constexpr std::int64_t seconds_a_day = 86'400;

std::optional<double> number_in(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

/// Days since 1899-12-30; the 1900 system's day 60, which never was, makes the two months before it off by one.
std::string moment_text(double serial, Shown shown) {
  const auto seconds = static_cast<std::int64_t>(std::llround(serial * seconds_a_day));
  std::int64_t day = seconds / seconds_a_day;
  if (day < 60) ++day;
  const std::int64_t rest = seconds % seconds_a_day;
  const std::string time = fmt::format("{:02}:{:02}", rest / 3600, rest / 60 % 60);
  if (shown == Shown::Time) return time;
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day - 25'569}}};
  const std::string text = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return shown == Shown::Moment && rest != 0 ? text + " " + time : text;
}

bool hex_digits(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

void append_utf8(std::string& out, unsigned code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xc0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3f));
  } else {
    out += static_cast<char>(0xe0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (code & 0x3f));
  }
}

}  // namespace

Shown built_in_format(int id) {
  if (id == 22) return Shown::Moment;
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47) || (id >= 32 && id <= 35)) return Shown::Time;
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58)) return Shown::Day;
  return Shown::Number;
}

Shown format_of_code(std::string_view code) {
  bool day = false, time = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '"' || c == '[') {
      const std::size_t end = code.find(c == '"' ? '"' : ']', i + 1);
      if (end == std::string_view::npos) break;
      i = end;
    } else if (c == ';') {
      break;  // the first section says it
    } else {
      day |= c == 'y' || c == 'Y' || c == 'd' || c == 'D';
      time |= c == 'h' || c == 'H' || c == 's' || c == 'S';
    }
  }
  return day ? (time ? Shown::Moment : Shown::Day) : time ? Shown::Time : Shown::Number;
}

std::string number_text(std::string_view stored, Shown shown, bool from_1904) {
  const std::optional<double> number = number_in(stored);
  if (!number) return std::string(stored);
  if (shown != Shown::Number) {
    const double serial = *number + (from_1904 ? days_1904 : 0);
    if (serial >= 0 && serial <= last_serial) return moment_text(serial, shown);
  }
  if (*number == std::trunc(*number) && std::fabs(*number) < 1e15) return fmt::format("{:.0f}", *number);
  return fmt::format("{:.15g}", *number);
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view four = text.substr(i, 7);
    const bool escape = four.size() == 7 && four.starts_with("_x") && four[6] == '_' && hex_digits(four.substr(2, 4));
    if (!escape) {
      out += text[i];
      continue;
    }
    unsigned code = 0;
    std::from_chars(four.data() + 2, four.data() + 6, code, 16);
    const bool surrogate = code >= 0xd800 && code < 0xe000;
    if (code != 0 && !surrogate) append_utf8(out, code);
    i += 6;
  }
  return out;
}

}  // namespace bihuan::spreadsheet
