// Decimal arithmetic against a model: exact integers of any size and half-even rounding to 34 digits, written out.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <boost/multiprecision/cpp_int.hpp>

#include "engine/base/decimal.h"

namespace bihuan {
namespace {

using Integer = boost::multiprecision::cpp_int;

constexpr int digits = 34;

Integer power_of_ten(unsigned exponent) {
  return boost::multiprecision::pow(Integer(10), exponent);
}

/// coefficient * 10^exponent, exactly.
struct Exact {
  Integer coefficient;
  int exponent = 0;
};

/// Half-even to 34 digits. `rest` is what an exact quotient had beyond the coefficient: 0 nothing, else something.
Exact rounded(Exact value, bool rest) {
  const bool negative = value.coefficient < 0;
  Integer size = abs(value.coefficient);
  while (size >= power_of_ten(digits)) {
    // All digits to drop at once, so that nothing is rounded twice.
    unsigned drop = 1;
    while (size / power_of_ten(drop) >= power_of_ten(digits)) ++drop;
    const Integer unit = power_of_ten(drop);
    const Integer quotient = size / unit;
    const Integer twice = 2 * (size % unit);
    const bool up = twice > unit || (twice == unit && (rest || quotient % 2 == 1));
    rest = false;
    size = quotient + (up ? 1 : 0);
    value.exponent += static_cast<int>(drop);
  }
  value.coefficient = negative ? Integer(-size) : size;
  return value;
}

Decimal decimal_of(const Exact& value) {
  return *Decimal::parse(value.coefficient.str() + "e" + std::to_string(value.exponent));
}

Exact sum(const Exact& a, const Exact& b) {
  const int exponent = std::min(a.exponent, b.exponent);
  return {a.coefficient * power_of_ten(static_cast<unsigned>(a.exponent - exponent)) +
              b.coefficient * power_of_ten(static_cast<unsigned>(b.exponent - exponent)),
          exponent};
}

/// Up to 34 digits, with an exponent that makes sums and products interesting.
rc::Gen<Exact> exact() {
  return rc::gen::map(
      rc::gen::tuple(rc::gen::arbitrary<std::uint64_t>(), rc::gen::arbitrary<std::uint64_t>(),
                     rc::gen::inRange(0, digits + 1), rc::gen::inRange(-40, 41), rc::gen::arbitrary<bool>()),
      [](const auto& parts) {
        const auto& [high, low, length, exponent, negative] = parts;
        const Integer wide = (Integer(high) << 64) + low;
        const Integer coefficient = wide % power_of_ten(static_cast<unsigned>(length));
        return Exact{negative ? Integer(-coefficient) : coefficient, exponent};
      });
}

std::string shown(const Exact& value) {
  return value.coefficient.str() + "e" + std::to_string(value.exponent);
}

RC_GTEST_PROP(DecimalModel, ASumIsTheExactOneRoundedOnce, ()) {
  const Exact a = *exact(), b = *exact();
  RC_LOG() << shown(a) << " + " << shown(b);
  RC_ASSERT(decimal_of(a).add(decimal_of(b)) == decimal_of(rounded(sum(a, b), false)));
}

RC_GTEST_PROP(DecimalModel, ADifferenceIsTheExactOneRoundedOnce, ()) {
  const Exact a = *exact(), b = *exact();
  RC_LOG() << shown(a) << " - " << shown(b);
  RC_ASSERT(decimal_of(a).subtract(decimal_of(b)) == decimal_of(rounded(sum(a, {-b.coefficient, b.exponent}), false)));
}

RC_GTEST_PROP(DecimalModel, AProductIsTheExactOneRoundedOnce, ()) {
  const Exact a = *exact(), b = *exact();
  RC_LOG() << shown(a) << " * " << shown(b);
  RC_ASSERT(decimal_of(a).multiply(decimal_of(b)) ==
            decimal_of(rounded({a.coefficient * b.coefficient, a.exponent + b.exponent}, false)));
}

RC_GTEST_PROP(DecimalModel, AQuotientIsTheExactOneRoundedOnce, ()) {
  const Exact a = *exact(), b = *exact();
  RC_LOG() << shown(a) << " / " << shown(b);
  if (b.coefficient == 0) {
    RC_ASSERT(!decimal_of(a).divide(decimal_of(b)));
    return;
  }
  // 80 digits more than needed, and whether something is left after them.
  const Integer scaled = a.coefficient * power_of_ten(80);
  const Exact quotient{scaled / b.coefficient, a.exponent - b.exponent - 80};
  RC_ASSERT(decimal_of(a).divide(decimal_of(b)) == decimal_of(rounded(quotient, scaled % b.coefficient != 0)));
}

RC_GTEST_PROP(DecimalModel, OrderIsThatOfTheExactNumbers, ()) {
  const Exact a = *exact(), b = *exact();
  const Integer difference = sum(a, {-b.coefficient, b.exponent}).coefficient;
  RC_ASSERT((decimal_of(a) < decimal_of(b)) == (difference < 0));
  RC_ASSERT((decimal_of(a) == decimal_of(b)) == (difference == 0));
}

RC_GTEST_PROP(DecimalModel, TextReadsBackAsTheNumber, ()) {
  const Decimal number = decimal_of(*exact());
  RC_ASSERT(Decimal::parse(number.text()) == number);
}

RC_GTEST_PROP(DecimalModel, ModuloHasTheSignOfTheDivisorAndCompletesTheFloor, (std::int32_t a, std::int32_t b)) {
  RC_PRE(b != 0);
  const std::int64_t wide_a = a, wide_b = b;
  const std::int64_t expected = ((wide_a % wide_b) + wide_b) % wide_b;
  RC_ASSERT(Decimal(wide_a).modulo(Decimal(wide_b)) == Decimal(expected));
}

}  // namespace
}  // namespace bihuan
