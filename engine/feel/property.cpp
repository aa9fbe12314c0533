// Decides the properties of temporal values and ranges that a path reads (DMN 1.5, tables 62 to 65).
#include "engine/feel/evaluator.h"
#include "engine/feel/temporal.h"

namespace bihuan::feel {
namespace {

using Property = std::optional<Value>;

/// Seconds with their fraction, exact to the nanosecond.
Value with_fraction(std::int64_t seconds, std::int64_t ns) {
  const auto fraction = Decimal(ns).divide(Decimal(ns_per_second));
  const auto sum = fraction ? Decimal(seconds).add(*fraction) : fraction;
  return sum ? Value(*sum) : Value();
}

Property date_property(const Date& date, std::string_view name) {
  if (name == "year") return Value(std::int64_t{date.year});
  if (name == "month") return Value(int{date.month});
  if (name == "day") return Value(int{date.day});
  if (name == "weekday") return Value(weekday_of(date));
  return std::nullopt;
}

Property time_property(const Time& time, std::optional<std::int32_t> offset, std::string_view name) {
  const std::int64_t seconds = time.ns / ns_per_second;
  if (name == "hour") return Value(seconds / 3600);
  if (name == "minute") return Value(seconds / 60 % 60);
  if (name == "second") return with_fraction(seconds % 60, time.ns % ns_per_second);
  if (name == "time offset") return offset ? Value(DaysDuration{*offset, 0}) : Value();
  if (name == "timezone") return time.zone.empty() ? Value() : Value(time.zone);
  return std::nullopt;
}

Property days_property(const DaysDuration& duration, std::string_view name) {
  if (name == "days") return Value(duration.seconds / seconds_per_day);
  if (name == "hours") return Value(duration.seconds % seconds_per_day / 3600);
  if (name == "minutes") return Value(duration.seconds % 3600 / 60);
  if (name == "seconds") return with_fraction(duration.seconds % 60, duration.ns);
  return std::nullopt;
}

Property months_property(const MonthsDuration& duration, std::string_view name) {
  if (name == "years") return Value(duration.months / 12);
  if (name == "months") return Value(duration.months % 12);
  return std::nullopt;
}

Property range_property(const Range& range, std::string_view name) {
  if (name == "start") return range.low;
  if (name == "end") return range.high;
  if (name == "start included") return Value(range.low_closed);
  if (name == "end included") return Value(range.high_closed);
  return std::nullopt;
}

}  // namespace

Property property(const Value& value, std::string_view name, const Environment& env) {
  if (const Date* date = value.get<Date>()) return date_property(*date, name);
  if (const Time* time = value.get<Time>()) return time_property(*time, offset_of(*time, env.zones), name);
  if (const DateTime* moment = value.get<DateTime>()) {
    if (Property found = date_property(moment->date, name)) return found;
    return time_property(moment->time, offset_of(*moment, env.zones), name);
  }
  if (const DaysDuration* duration = value.get<DaysDuration>()) return days_property(*duration, name);
  if (const MonthsDuration* duration = value.get<MonthsDuration>()) return months_property(*duration, name);
  if (const Range* range = value.range()) return range_property(*range, name);
  return std::nullopt;
}

}  // namespace bihuan::feel
