// Decides the methods of Java's and Joda's dates that models use: comparing, and adding of whole units. What they
// answer about years and hours is read as properties (methods.cpp).
#include <array>
#include <limits>

#include "engine/feel/temporal.h"
#include "engine/juel/call.h"
#include "engine/juel/moment.h"

namespace bihuan::juel {
namespace {

int order(const Call& call) {
  const feel::Seconds a = moment_of(call.receiver, call.place), b = moment_of(call.arguments[0], call.place);
  return a < b ? -1 : b < a ? 1 : 0;
}

Value before(Call& call) {
  return order(call) < 0;
}

Value after(Call& call) {
  return order(call) > 0;
}

Value same_moment(Call& call) {
  return order(call) == 0;
}

Value itself(Call& call) {
  return call.receiver;
}

Value day(Call& call) {
  const DateTime* moment = call.receiver.get<DateTime>();
  return moment != nullptr ? Value(moment->date) : call.receiver;
}

Value milliseconds(Call& call) {
  return property_of(call.receiver, "time", call.place);
}

template <class Amount>
Value added(Call& call, const Amount& amount) {
  const Date* date = call.receiver.get<Date>();
  std::optional<Date> later_day;
  std::optional<DateTime> later;
  if (date != nullptr) {
    later_day = feel::add(*date, amount);
  } else if constexpr (std::is_same_v<Amount, DaysDuration>) {
    later = feel::add(*call.receiver.get<DateTime>(), amount, call.place.evaluation.env.zones);
  } else {
    later = feel::add(*call.receiver.get<DateTime>(), amount);
  }
  if (later_day) return *later_day;
  if (later) return std::move(*later);
  call.place.fault("日期超出范围", "The date is outside of the years that can be held");
}

std::int64_t amount(const Call& call, std::int64_t unit) {
  constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
  const std::int64_t count = call.whole(0);
  if (count > most || count < -most) call.place.fault("数字太大", "Expected a number of at most 32 bits");
  return count * unit;
}

template <std::int64_t seconds>
Value plus_seconds(Call& call) {
  return added(call, DaysDuration{amount(call, seconds), 0});
}

template <std::int64_t months>
Value plus_months(Call& call) {
  return added(call, MonthsDuration{amount(call, months)});
}

constexpr std::int64_t minute = 60, hour = 60 * minute, whole_day = feel::seconds_per_day, week = 7 * whole_day;

constexpr std::array<Method, 28> methods = {{
    {"before", 1, 1, before},
    {"isBefore", 1, 1, before},
    {"after", 1, 1, after},
    {"isAfter", 1, 1, after},
    {"isEqual", 1, 1, same_moment},
    {"getTime", 0, 0, milliseconds},
    {"getMillis", 0, 0, milliseconds},
    {"toEpochMilli", 0, 0, milliseconds},
    {"toDate", 0, 0, itself},
    {"toDateTime", 0, 0, itself},
    {"toInstant", 0, 0, itself},
    {"toLocalDateTime", 0, 0, itself},
    {"toLocalDate", 0, 0, day},
    {"withTimeAtStartOfDay", 0, 0, day},
    {"plusSeconds", 1, 1, plus_seconds<1>},
    {"plusMinutes", 1, 1, plus_seconds<minute>},
    {"plusHours", 1, 1, plus_seconds<hour>},
    {"plusDays", 1, 1, plus_seconds<whole_day>},
    {"plusWeeks", 1, 1, plus_seconds<week>},
    {"plusMonths", 1, 1, plus_months<1>},
    {"plusYears", 1, 1, plus_months<12>},
    {"minusSeconds", 1, 1, plus_seconds<-1>},
    {"minusMinutes", 1, 1, plus_seconds<-minute>},
    {"minusHours", 1, 1, plus_seconds<-hour>},
    {"minusDays", 1, 1, plus_seconds<-whole_day>},
    {"minusWeeks", 1, 1, plus_seconds<-week>},
    {"minusMonths", 1, 1, plus_months<-1>},
    {"minusYears", 1, 1, plus_months<-12>},
}};

}  // namespace

std::span<const Method> moment_methods() {
  return methods;
}

}  // namespace bihuan::juel
