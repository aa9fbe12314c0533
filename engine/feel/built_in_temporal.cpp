// Decides the functions on dates and times (DMN 1.5, 10.3.4.6, 10.3.4.8): calendar positions, now, today, and is.
// The clock is the environment's; it never moves during an evaluation.
#include <array>

#include "engine/feel/built_in.h"
#include "engine/feel/temporal.h"

namespace bihuan::feel {
namespace {

std::optional<Date> day(BuiltInCall& call) {
  const Value& value = call.single(0);
  if (const Date* date = value.get<Date>()) return *date;
  if (const DateTime* moment = value.get<DateTime>()) return moment->date;
  return std::nullopt;
}

Value day_of_year_of(BuiltInCall& call) {
  const auto date = day(call);
  return date ? Value(day_of_year(*date)) : call.null("not a date");
}

Value day_of_week(BuiltInCall& call) {
  constexpr std::array<const char*, 7> names = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                "Friday", "Saturday", "Sunday"};
  const auto date = day(call);
  return date ? Value(names[static_cast<std::size_t>(weekday_of(*date) - 1)]) : call.null("not a date");
}

Value month_of_year(BuiltInCall& call) {
  constexpr std::array<const char*, 12> names = {"January", "February", "March",     "April",   "May",      "June",
                                                 "July",    "August",   "September", "October", "November", "December"};
  const auto date = day(call);
  return date ? Value(names[date->month - 1u]) : call.null("not a date");
}

Value week_of_year_of(BuiltInCall& call) {
  const auto date = day(call);
  return date ? Value(week_of_year(*date)) : call.null("not a date");
}

Value now(BuiltInCall& call) {
  const Environment& env = call.evaluation.env;
  return in_zone(env.now, env.local_zone, env.zones);
}

Value today(BuiltInCall& call) {
  const Environment& env = call.evaluation.env;
  return in_zone(env.now, env.local_zone, env.zones).date;
}

/// The same element of the value space: unlike =, it tells times with different offsets apart.
Value is_same(BuiltInCall& call) {
  static const Value none;
  if (call.count() == 0) return call.null("needs two values");
  return call.arguments[0] == (call.count() > 1 ? call.arguments[1] : none);
}

constexpr std::array<BuiltIn, 7> functions = {{
    {"day of year", "date:date/date and time", "number", day_of_year_of},
    {"day of week", "date:date/date and time", "string", day_of_week},
    {"month of year", "date:date/date and time", "string", month_of_year},
    {"week of year", "date:date/date and time", "number", week_of_year_of},
    {"now", "", "date and time", now},
    {"today", "", "date", today},
    {"is", "value1:any,value2?:any|value1?:any,value2:any", "boolean", is_same},
}};

}  // namespace

std::span<const BuiltIn> temporal_functions() {
  return functions;
}

}  // namespace bihuan::feel
