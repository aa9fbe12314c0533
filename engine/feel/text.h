// Decides how values are written as FEEL text and how temporal text is read (DMN 1.5, 10.3.2.3 and 10.3.4.1).
// It does not evaluate; it is a pure mapping between values and text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/value.h"

namespace bihuan::feel {

/// A FEEL literal that parses back to an equal value: strings quoted, temporals as @"…". A function is "function(…)".
std::string literal(const Value& value);
/// What string() answers (DMN 1.5, table 73): a string as it is, everything else as in `literal`, without @ and quotes
/// around a temporal at the top level. Null becomes "null".
std::string to_string(const Value& value);
/// The same, or nullopt when it would take more than about `max_bytes`: a value that shares parts may be written at a
/// size far beyond its own.
std::optional<std::string> literal(const Value& value, std::uint64_t max_bytes);
std::optional<std::string> to_string(const Value& value, std::uint64_t max_bytes);
/// A string in double quotes with FEEL escapes.
std::string quoted(std::string_view text);

std::string text(const Date& date);
std::string text(const Time& time);
std::string text(const DateTime& moment);
std::string text(const DaysDuration& duration);
std::string text(const MonthsDuration& duration);

/// ISO 8601 with XML Schema's rules: "2026-10-01", "-0044-03-15"; years have four to nine digits.
std::optional<Date> parse_date(std::string_view text);
/// "09:30:00", fractions to nanoseconds, "Z", "+08:00", "@Asia/Shanghai".
std::optional<Time> parse_time(std::string_view text);
/// A date, "T", a time.
std::optional<DateTime> parse_date_time(std::string_view text);
/// "P1DT2H3M4.5S", no years or months.
std::optional<DaysDuration> parse_days_duration(std::string_view text);
/// "P1Y2M", no days or time.
std::optional<MonthsDuration> parse_months_duration(std::string_view text);
/// What @"…" means: any of the five forms above, or null when it is none of them.
Value parse_temporal(std::string_view text);

}  // namespace bihuan::feel
