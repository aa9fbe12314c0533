// Decides the conversion functions (DMN 1.5, 10.3.4.1, table 73) and not (10.3.4.2).
#include <algorithm>
#include <array>

#include "engine/feel/built_in.h"
#include "engine/feel/temporal.h"
#include "engine/feel/text.h"

namespace bihuan::feel {
namespace {

/// Are the zone names of a time known? Without zone data every well-formed name is taken.
bool zone_known(const Time& time, const Environment& env) {
  if (time.zone.empty() || env.zones == nullptr || !*env.zones) return true;
  return (*env.zones)(time.zone, 0, true).has_value();
}

Value date_of_parts(BuiltInCall& call) {
  const auto year = call.integer(0);
  const auto month = call.integer(1);
  const auto day = call.integer(2);
  const auto date = year && month && day ? make_date(*year, *month, *day) : std::nullopt;
  return date ? Value(*date) : call.null("there is no such day");
}

Value date(BuiltInCall& call) {
  if (call.count() == 3) return date_of_parts(call);
  const Value& from = call.single(0);
  if (const Date* date = from.get<Date>()) return *date;
  if (const DateTime* moment = from.get<DateTime>()) return moment->date;
  const std::string* text = from.string();
  const auto parsed = text != nullptr ? parse_date(*text) : std::nullopt;
  return parsed ? Value(*parsed) : call.null("not a date");
}

/// Seconds with a fraction as nanoseconds; nullopt when they are no seconds.
std::optional<std::int64_t> nanoseconds(const Decimal* seconds) {
  if (seconds == nullptr || seconds->is_negative() || *seconds >= Decimal(60)) return std::nullopt;
  const auto ns = seconds->multiply(Decimal(ns_per_second));
  const auto whole = ns ? ns->round(0, Rounding::Down) : std::nullopt;
  return whole ? whole->to_int64() : std::nullopt;
}

std::optional<Time> clock(BuiltInCall& call, std::size_t first) {
  const auto hour = call.integer(first);
  const auto minute = call.integer(first + 1);
  const auto ns = nanoseconds(call.number(first + 2));
  if (!hour || !minute || !ns || *hour < 0 || *hour > 23 || *minute < 0 || *minute > 59) return std::nullopt;
  return Time{.ns = (*hour * 3600 + *minute * 60) * ns_per_second + *ns};
}

/// The argument as an offset (a days and time duration) or a zone name, put into the time; false when it is neither.
bool put_offset(BuiltInCall& call, std::size_t i, Time& time) {
  if (!call.given(i)) return true;
  const Value& given = call.single(i);
  if (const DaysDuration* offset = given.get<DaysDuration>()) {
    if (offset->seconds < -18 * 3600 || offset->seconds > 18 * 3600 || offset->ns != 0) return false;
    time.offset_s = static_cast<std::int32_t>(offset->seconds);
    return true;
  }
  const std::string* zone = given.string();
  const auto parsed = zone != nullptr ? parse_time("00:00:00@" + *zone) : std::nullopt;
  if (!parsed || !zone_known(*parsed, call.evaluation.env)) return false;
  time.zone = parsed->zone;
  return true;
}

Value time(BuiltInCall& call) {
  if (call.count() >= 3) {
    auto time = clock(call, 0);
    if (!time || !put_offset(call, 3, *time)) return call.null("there is no such time");
    return std::move(*time);
  }
  const Value& from = call.single(0);
  if (const Time* time = from.get<Time>()) return *time;
  if (const DateTime* moment = from.get<DateTime>()) return moment->time;
  if (from.get<Date>() != nullptr) return Time{.ns = 0, .offset_s = 0};
  const std::string* text = from.string();
  auto parsed = text != nullptr ? parse_time(*text) : std::nullopt;
  return parsed && zone_known(*parsed, call.evaluation.env) ? Value(std::move(*parsed)) : call.null("not a time");
}

Value date_time_of_parts(BuiltInCall& call) {
  const auto year = call.integer(0);
  const auto month = call.integer(1);
  const auto day = call.integer(2);
  const auto date = year && month && day ? make_date(*year, *month, *day) : std::nullopt;
  auto time = clock(call, 3);
  if (!date || !time || !put_offset(call, 6, *time)) return call.null("there is no such date and time");
  return DateTime{*date, std::move(*time)};
}

Value date_time_of_date(BuiltInCall& call) {
  const Value& first = call.single(0);
  const DateTime* moment = first.get<DateTime>();
  const Date* date = moment != nullptr ? &moment->date : first.get<Date>();
  if (date == nullptr) return call.null("the first argument must be a date");
  if (const Time* time = call.single(1).get<Time>()) return DateTime{*date, *time};
  return call.null("the second argument must be a time");
}

/// The moment itself in another zone.
Value date_time_in_zone(BuiltInCall& call, const DateTime& moment) {
  const std::string* zone = call.string(1);
  const auto utc = utc_seconds(moment, call.evaluation.env.zones);
  const auto like = zone != nullptr ? parse_time("00:00:00@" + *zone) : std::nullopt;
  const ZoneOffset* zones = call.evaluation.env.zones;
  const auto offset = like && utc && zones != nullptr && *zones ? (*zones)(*zone, utc->seconds, false) : std::nullopt;
  if (!offset) return call.null("the zone is unknown");
  const auto local = from_local({utc->seconds + *offset, utc->ns}, *like);
  return local ? Value(*local) : call.null("out of range");
}

Value date_and_time(BuiltInCall& call) {
  if (call.count() >= 6) return date_time_of_parts(call);
  const Value& from = call.single(0);
  if (call.count() == 2) {
    const DateTime* moment = from.get<DateTime>();
    return moment != nullptr && call.string(1) != nullptr ? date_time_in_zone(call, *moment) : date_time_of_date(call);
  }
  if (const DateTime* moment = from.get<DateTime>()) return *moment;
  if (const Date* date = from.get<Date>()) return at_midnight(*date);
  const std::string* text = from.string();
  if (text == nullptr) return call.null("not a date and time");
  auto parsed = parse_date_time(*text);
  if (parsed && zone_known(parsed->time, call.evaluation.env)) return std::move(*parsed);
  if (const auto date = parse_date(*text)) return DateTime{*date, Time{}};
  return call.null("not a date and time");
}

bool separator_allowed(const std::string& text, std::string_view allowed) {
  return text.size() == 1 && allowed.find(text) != std::string_view::npos;
}

/// number("1.000,5", ".", ",") is 1000.5.
Value number(BuiltInCall& call) {
  const Value& from = call.single(0);
  if (from.number() != nullptr && call.count() == 1) return from;
  const std::string* text = from.string();
  if (text == nullptr) return call.null("not a string");
  std::string digits = *text;
  const std::string* grouping = call.string(1);
  const std::string* point = call.string(2);
  if ((call.given(1) && (grouping == nullptr || !separator_allowed(*grouping, " ,."))) ||
      (call.given(2) && (point == nullptr || !separator_allowed(*point, ".,"))))
    return call.null("a separator must be a space, a comma or a point");
  if (grouping != nullptr && point != nullptr && *grouping == *point) return call.null("the separators must differ");
  if (grouping != nullptr) std::erase(digits, (*grouping)[0]);
  if (point != nullptr && *point == "," && digits.find('.') != std::string::npos) return call.null("not a number");
  if (point != nullptr)
    for (char& c : digits) c = c == (*point)[0] ? '.' : c;
  const auto value = digits.starts_with('+') ? std::nullopt : Decimal::parse(digits);  // rule 35 knows only "-"
  return value ? Value(*value) : call.null("not a number");
}

Value string(BuiltInCall& call) {
  const Value& from = call.arguments[0];
  if (from.is_null()) return {};
  constexpr std::uint64_t bytes_per_step = 16;
  const std::uint64_t by_steps = call.evaluation.steps_left * bytes_per_step;
  auto text = to_string(from, std::min(call.evaluation.memory_left, by_steps));
  if (!text) throw BudgetStop{by_steps < call.evaluation.memory_left ? "steps" : "memory"};
  call.evaluation.charge(text->size());
  call.evaluation.step(text->size() / bytes_per_step);
  return std::move(*text);
}

Value duration(BuiltInCall& call) {
  const Value& from = call.single(0);
  if (from.get<DaysDuration>() != nullptr || from.get<MonthsDuration>() != nullptr) return from;
  const std::string* text = from.string();
  if (text == nullptr) return call.null("not a string");
  if (const auto days = parse_days_duration(*text)) return *days;
  if (const auto months = parse_months_duration(*text)) return *months;
  return call.null("not a duration");
}

Value years_and_months_duration(BuiltInCall& call) {
  const auto moment = [&](std::size_t i) -> std::optional<DateTime> {
    if (const Date* date = call.single(i).get<Date>()) return DateTime{*date, Time{}};
    if (const DateTime* at = call.single(i).get<DateTime>()) return *at;
    return std::nullopt;
  };
  const auto from = moment(0);
  const auto to = moment(1);
  if (!from || !to) return call.null("both must be dates or dates and times");
  return MonthsDuration{months_between(*from, *to)};
}

Value negation(BuiltInCall& call) {
  const bool* b = call.boolean(0);
  return b != nullptr ? Value(!*b) : call.null("not a boolean");
}

constexpr std::array<BuiltIn, 7> conversions = {{
    {"date", "from:string/date/date and time|year:number,month:number,day:number", "date", date},
    {"date and time",
     "from:string/date/date and time|date:date/date and time,time:time|date and time:date and "
     "time,timezone:string|year:number,month:number,day:number,hour:number,minute:number,second:number,offset?:days "
     "and time "
     "duration/string|year:number,month:number,day:number,hour:number,minute:number,second:number,timezone:string",
     "date and time", date_and_time},
    {"time",
     "from:string/time/date/date and time|hour:number,minute:number,second:number,offset?:days and time "
     "duration/string",
     "time", time},
    {"number", "from:string/number,grouping separator?:string,decimal separator?:string", "number", number},
    {"string", "from:any", "string", string},
    {"duration", "from:string/duration", "duration", duration},
    {"years and months duration", "from:date/date and time,to:date/date and time", "years and months duration",
     years_and_months_duration},
}};
constexpr std::array<BuiltIn, 1> booleans = {{{"not", "negand:boolean", "boolean", negation}}};

}  // namespace

std::span<const BuiltIn> conversion_functions() {
  return conversions;
}
std::span<const BuiltIn> boolean_functions() {
  return booleans;
}

}  // namespace bihuan::feel
