// Decides arithmetic on numbers, strings and temporal values, one function per operator, in the order of the tables.
#include "engine/feel/arithmetic.h"

#include <string>

#include "engine/base/check.h"
#include "engine/feel/temporal.h"

namespace bihuan::feel {
namespace {

constexpr std::int64_t max_exponent = 999'999'999;  // DMN 1.5, table 60

template <class T>
Value or_null(std::optional<T> result) {
  return result ? Value(std::move(*result)) : Value();
}

Decimal nanoseconds(const DaysDuration& d) {
  const Decimal billion(ns_per_second);
  return Decimal(d.seconds).multiply(billion).value_or(Decimal()).add(Decimal(std::int64_t{d.ns})).value_or(Decimal());
}

std::optional<DaysDuration> from_nanoseconds(std::optional<Decimal> ns) {
  if (!ns) return std::nullopt;
  const auto seconds = ns->divide(Decimal(ns_per_second));
  const auto whole = seconds ? seconds->round(0, Rounding::Down) : std::nullopt;
  const auto whole_seconds = whole ? whole->to_int64() : std::nullopt;
  if (!whole_seconds) return std::nullopt;
  const auto rest = ns->subtract(whole->multiply(Decimal(ns_per_second)).value_or(Decimal()));
  const auto rest_ns = rest ? rest->round(0, Rounding::Down)->to_int64() : std::nullopt;
  return rest_ns ? make_duration(*whole_seconds, *rest_ns) : std::nullopt;
}

std::optional<MonthsDuration> from_months(std::optional<Decimal> months) {
  const auto whole = months ? months->round(0, Rounding::Down) : std::nullopt;
  const auto count = whole ? whole->to_int64() : std::nullopt;
  if (!count || *count == INT64_MIN) return std::nullopt;  // its negation is no count
  return MonthsDuration{*count};
}

template <class Duration>
Value add_duration(const Value& a, const Duration& d, const ZoneOffset* zones) {
  if (const Date* x = a.get<Date>()) return or_null(add(*x, d));
  if (const DateTime* x = a.get<DateTime>()) {
    if constexpr (std::is_same_v<Duration, DaysDuration>)
      return or_null(add(*x, d, zones));
    else
      return or_null(add(*x, d));
  }
  if (const Duration* x = a.get<Duration>()) return or_null(add(*x, d));
  if constexpr (std::is_same_v<Duration, DaysDuration>)
    if (const Time* x = a.get<Time>()) return add(*x, d);
  return {};
}

Value plus(const Value& a, const Value& b, Evaluation& evaluation) {
  if (a.string() != nullptr && b.string() != nullptr) {
    evaluation.charge(a.string()->size() + b.string()->size());
    return *a.string() + *b.string();
  }
  const ZoneOffset* zones = evaluation.env.zones;
  if (const DaysDuration* d = b.get<DaysDuration>()) return add_duration(a, *d, zones);
  if (const MonthsDuration* d = b.get<MonthsDuration>()) return add_duration(a, *d, zones);
  if (const DaysDuration* d = a.get<DaysDuration>()) return add_duration(b, *d, zones);
  if (const MonthsDuration* d = a.get<MonthsDuration>()) return add_duration(b, *d, zones);
  return {};
}

std::optional<DateTime> as_moment(const Value& value) {
  if (const DateTime* moment = value.get<DateTime>()) return *moment;
  if (const Date* date = value.get<Date>()) return at_midnight(*date);
  return std::nullopt;
}

/// Moments subtract as moments when both have offset or zone, as they stand when neither has.
Value minus_moments(const DateTime& a, const DateTime& b, const ZoneOffset* zones) {
  if (has_offset(a.time) != has_offset(b.time)) return {};
  if (!has_offset(a.time)) return or_null(difference(local_seconds(a), local_seconds(b)));
  const auto x = utc_seconds(a, zones);
  const auto y = utc_seconds(b, zones);
  return x && y ? or_null(difference(*x, *y)) : Value();
}

Value minus_times(const Time& a, const Time& b, const ZoneOffset* zones) {
  if (has_offset(a) != has_offset(b)) return {};
  const std::int64_t x = offset_of(a, zones).value_or(0);
  const std::int64_t y = offset_of(b, zones).value_or(0);
  return or_null(make_duration(y - x, a.ns - b.ns));
}

Value minus(const Value& a, const Value& b, Evaluation& evaluation) {
  const ZoneOffset* zones = evaluation.env.zones;
  if (const DaysDuration* d = b.get<DaysDuration>()) return add_duration(a, negate(*d), zones);
  if (const MonthsDuration* d = b.get<MonthsDuration>()) return add_duration(a, MonthsDuration{-d->months}, zones);
  const auto x = as_moment(a);
  const auto y = as_moment(b);
  if (x && y) return minus_moments(*x, *y, zones);
  if (a.get<Time>() != nullptr && b.get<Time>() != nullptr) return minus_times(*a.get<Time>(), *b.get<Time>(), zones);
  return {};
}

Value times(const Value& a, const Value& b) {
  if (b.number() == nullptr) return a.number() != nullptr ? times(b, a) : Value();
  if (const DaysDuration* d = a.get<DaysDuration>())
    return or_null(from_nanoseconds(nanoseconds(*d).multiply(*b.number())));
  if (const MonthsDuration* d = a.get<MonthsDuration>())
    return or_null(from_months(Decimal(d->months).multiply(*b.number())));
  return {};
}

Value over(const Value& a, const Value& b) {
  const DaysDuration* days = a.get<DaysDuration>();
  const MonthsDuration* months = a.get<MonthsDuration>();
  if (days != nullptr && b.number() != nullptr)
    return or_null(from_nanoseconds(nanoseconds(*days).divide(*b.number())));
  if (months != nullptr && b.number() != nullptr)
    return or_null(from_months(Decimal(months->months).divide(*b.number())));
  if (const DaysDuration* d = b.get<DaysDuration>(); days != nullptr && d != nullptr)
    return or_null(nanoseconds(*days).divide(nanoseconds(*d)));
  if (const MonthsDuration* d = b.get<MonthsDuration>(); months != nullptr && d != nullptr)
    return or_null(Decimal(months->months).divide(Decimal(d->months)));
  return {};
}

std::optional<Decimal> numeric(Operator op, const Decimal& a, const Decimal& b) {
  switch (op) {
    case Operator::Add:
      return a.add(b);
    case Operator::Subtract:
      return a.subtract(b);
    case Operator::Multiply:
      return a.multiply(b);
    case Operator::Divide:
      return a.divide(b);
    case Operator::Power:
      return b.abs() > Decimal(max_exponent) ? std::nullopt : a.power(b);
    case Operator::Equal:
    case Operator::NotEqual:
    case Operator::Less:
    case Operator::LessEqual:
    case Operator::Greater:
    case Operator::GreaterEqual:
      break;
  }
  CHECK(false && "an arithmetic operator");
  return std::nullopt;
}

Value other_kinds(Operator op, const Value& a, const Value& b, Evaluation& evaluation) {
  switch (op) {
    case Operator::Add:
      return plus(a, b, evaluation);
    case Operator::Subtract:
      return minus(a, b, evaluation);
    case Operator::Multiply:
      return times(a, b);
    case Operator::Divide:
      return over(a, b);
    default:
      return {};
  }
}

std::string_view symbol_of(Operator op) {
  switch (op) {
    case Operator::Add:
      return "+";
    case Operator::Subtract:
      return "-";
    case Operator::Multiply:
      return "*";
    case Operator::Divide:
      return "/";
    case Operator::Power:
      return "**";
    default:
      return "?";
  }
}

void note_failure(Operator op, const Value& a, const Value& b, Evaluation& evaluation, std::uint32_t offset) {
  const std::string operands =
      std::string(kind_name(a)) + " " + std::string(symbol_of(op)) + " " + std::string(kind_name(b));
  evaluation.note(offset, operands + " has no result");
}

}  // namespace

Value arithmetic(Operator op, const Value& a, const Value& b, Evaluation& evaluation, std::uint32_t offset) {
  Value result;
  if (const Decimal* x = a.number(), *y = b.number(); x != nullptr && y != nullptr) {
    if (const std::optional<Decimal> number = numeric(op, *x, *y)) return *number;
  } else {
    result = other_kinds(op, a, b, evaluation);
  }
  if (result.is_null()) note_failure(op, a, b, evaluation, offset);
  return result;
}

Value negated(const Value& value, Evaluation& evaluation, std::uint32_t offset) {
  if (const Decimal* d = value.number()) return d->negate();
  if (const DaysDuration* d = value.get<DaysDuration>()) return negate(*d);
  if (const MonthsDuration* d = value.get<MonthsDuration>()) return MonthsDuration{-d->months};
  evaluation.note(offset, "-" + std::string(kind_name(value)) + " has no result");
  return {};
}

}  // namespace bihuan::feel
