// Decides the numeric functions (DMN 1.5, 10.3.4.5, table 77).
#include <array>

#include "engine/feel/built_in.h"
#include "engine/feel/temporal.h"

namespace bihuan::feel {
namespace {

/// Rounds the first argument to the scale of the second, 0 when it is left out.
Value rounded(BuiltInCall& call, Rounding mode) {
  const Decimal* n = call.number(0);
  if (n == nullptr) return call.null("not a number");
  if (call.count() > 1 && call.number(1) == nullptr) return call.null("the scale must be a number");
  const auto cut = call.count() > 1 ? call.number(1)->round(0, Rounding::Down) : Decimal();
  const auto scale = cut ? cut->to_int64() : std::nullopt;
  if (!scale) return call.null("the scale is out of range");
  return call.number_or_null(n->round(*scale, mode));
}

Value decimal(BuiltInCall& call) {
  return rounded(call, Rounding::HalfEven);
}
Value floor(BuiltInCall& call) {
  return rounded(call, Rounding::Floor);
}
Value ceiling(BuiltInCall& call) {
  return rounded(call, Rounding::Ceiling);
}
Value round_up(BuiltInCall& call) {
  return rounded(call, Rounding::Up);
}
Value round_down(BuiltInCall& call) {
  return rounded(call, Rounding::Down);
}
Value round_half_up(BuiltInCall& call) {
  return rounded(call, Rounding::HalfUp);
}
Value round_half_down(BuiltInCall& call) {
  return rounded(call, Rounding::HalfDown);
}

Value absolute(BuiltInCall& call) {
  const Value& n = call.single(0);
  if (const Decimal* number = n.number()) return number->abs();
  if (const DaysDuration* d = n.get<DaysDuration>()) return *d < DaysDuration{} ? negate(*d) : *d;
  if (const MonthsDuration* d = n.get<MonthsDuration>()) return MonthsDuration{d->months < 0 ? -d->months : d->months};
  return call.null("not a number");
}

Value modulo(BuiltInCall& call) {
  const Decimal* dividend = call.number(0);
  const Decimal* divisor = call.number(1);
  if (dividend == nullptr || divisor == nullptr) return call.null("needs two numbers");
  return call.number_or_null(dividend->modulo(*divisor));
}

Value square_root(BuiltInCall& call) {
  const Decimal* n = call.number(0);
  return n != nullptr ? call.number_or_null(n->square_root()) : call.null("not a number");
}

Value logarithm(BuiltInCall& call) {
  const Decimal* n = call.number(0);
  return n != nullptr ? call.number_or_null(n->logarithm()) : call.null("not a number");
}

Value exponential(BuiltInCall& call) {
  const Decimal* n = call.number(0);
  return n != nullptr ? call.number_or_null(n->exponential()) : call.null("not a number");
}

std::optional<bool> is_odd(const Decimal* n) {
  if (n == nullptr || !n->is_integer()) return std::nullopt;
  const auto rest = n->modulo(Decimal(2));
  return rest && !rest->is_zero();
}

Value odd(BuiltInCall& call) {
  const auto answer = is_odd(call.number(0));
  return answer ? Value(*answer) : call.null("not a whole number");
}

Value even(BuiltInCall& call) {
  const auto answer = is_odd(call.number(0));
  return answer ? Value(!*answer) : call.null("not a whole number");
}

constexpr std::array<BuiltIn, 14> functions = {{
    {"decimal", "n:number,scale:number", "number", decimal},
    {"floor", "n:number,scale?:number", "number", floor},
    {"ceiling", "n:number,scale?:number", "number", ceiling},
    {"round up", "n:number,scale:number", "number", round_up},
    {"round down", "n:number,scale:number", "number", round_down},
    {"round half up", "n:number,scale:number", "number", round_half_up},
    {"round half down", "n:number,scale:number", "number", round_half_down},
    {"abs", "n:number/duration", "same", absolute},
    {"modulo", "dividend:number,divisor:number", "number", modulo},
    {"sqrt", "number:number", "number", square_root},
    {"log", "number:number", "number", logarithm},
    {"exp", "number:number", "number", exponential},
    {"odd", "number:number", "boolean", odd},
    {"even", "number:number", "boolean", even},
}};

}  // namespace

std::span<const BuiltIn> numeric_functions() {
  return functions;
}

}  // namespace bihuan::feel
