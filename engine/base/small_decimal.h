// Decides sums, products and order of decimals of few digits with the machine's own arithmetic. Where both coefficients
// fit into 64 bits and the result is exact, it has the same encoding that Intel's functions give, at a fraction of
// their time; everything else is no answer here. Encoding (IEEE 754-2008, 3.5.2, binary): sign, 14 bits of exponent,
// 113 bits of coefficient. Only decimal.cpp includes it.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>

#include "engine/base/decimal.h"

namespace bihuan::small_decimal {

constexpr int exponent_shift = 49;
constexpr std::uint64_t sign_bit = 0x8000000000000000ull;
constexpr int largest_biased_exponent = 0x2fff;
using Wide = unsigned __int128;

struct Small {
  std::uint64_t coefficient;
  int exponent;  ///< biased
  bool negative;
};

/// nullopt for more than 64 bits of coefficient; encodings with the other form of exponent have those.
inline std::optional<Small> small(const Decimal& d) {
  const std::uint64_t upper = d.high() & ~sign_bit;
  const int exponent = static_cast<int>(upper >> exponent_shift);
  if ((upper & ((std::uint64_t{1} << exponent_shift) - 1)) != 0 || exponent > largest_biased_exponent)
    return std::nullopt;
  return Small{d.low(), exponent, (d.high() & sign_bit) != 0};
}

constexpr std::array<std::uint64_t, 20> powers_of_ten = [] {
  std::array<std::uint64_t, 20> powers{};
  std::uint64_t power = 1;
  for (std::uint64_t& one : powers) {
    one = power;
    power *= 10;
  }
  return powers;
}();

/// Both coefficients at the smaller exponent; nullopt when that takes too many digits.
struct Aligned {
  Wide a, b;
  int exponent;
};
inline std::optional<Aligned> aligned(const Small& a, const Small& b) {
  const int distance = a.exponent - b.exponent;
  if (distance >= static_cast<int>(powers_of_ten.size()) || -distance >= static_cast<int>(powers_of_ten.size()))
    return std::nullopt;
  if (distance >= 0)
    return Aligned{Wide{a.coefficient} * powers_of_ten[static_cast<std::size_t>(distance)], b.coefficient, b.exponent};
  return Aligned{a.coefficient, Wide{b.coefficient} * powers_of_ten[static_cast<std::size_t>(-distance)], a.exponent};
}

/// nullopt when the coefficient might have more than 34 digits.
inline std::optional<Decimal> encoded(Wide coefficient, int exponent, bool negative) {
  constexpr int surely_34_digits = 112;
  if ((coefficient >> surely_34_digits) != 0) return std::nullopt;
  const auto upper = static_cast<std::uint64_t>(coefficient >> 64);
  return Decimal::from_bits(static_cast<std::uint64_t>(coefficient),
                            (negative ? sign_bit : 0) | std::uint64_t(exponent) << exponent_shift | upper);
}

/// The sum, or the difference when `subtract`. A result of zero is left to Intel's functions for its sign.
inline std::optional<Decimal> sum(const Decimal& x, const Decimal& y, bool subtract) {
  const auto a = small(x);
  const auto b = small(y);
  if (!a || !b) return std::nullopt;
  const auto both = aligned(*a, *b);
  if (!both) return std::nullopt;
  const bool b_negative = b->negative != subtract;
  if (a->negative == b_negative) return encoded(both->a + both->b, both->exponent, a->negative);
  if (both->a == both->b) return std::nullopt;
  const bool a_larger = both->a > both->b;
  return encoded(a_larger ? both->a - both->b : both->b - both->a, both->exponent, a_larger ? a->negative : b_negative);
}

inline std::optional<Decimal> product(const Decimal& x, const Decimal& y) {
  constexpr int bias = 6176;
  const auto a = small(x);
  const auto b = small(y);
  if (!a || !b) return std::nullopt;
  const int exponent = a->exponent + b->exponent - bias;
  if (exponent < 0 || exponent > largest_biased_exponent - 1) return std::nullopt;
  return encoded(Wide{a->coefficient} * b->coefficient, exponent, a->negative != b->negative);
}

/// Zeros beside another exponent are no answer: they have many encodings.
inline std::optional<std::strong_ordering> order(const Decimal& x, const Decimal& y) {
  constexpr std::uint64_t coefficient_mask = (std::uint64_t{1} << exponent_shift) - 1;
  // One sign, one exponent, 64 bits: the usual case of whole numbers.
  if (x.high() == y.high() && (x.high() & coefficient_mask) == 0 &&
      (x.high() & ~sign_bit) >> exponent_shift <= largest_biased_exponent)
    return (x.high() & sign_bit) != 0 ? y.low() <=> x.low() : x.low() <=> y.low();
  const auto a = small(x);
  const auto b = small(y);
  if (!a || !b || a->coefficient == 0 || b->coefficient == 0) return std::nullopt;
  if (a->negative != b->negative) return a->negative ? std::strong_ordering::less : std::strong_ordering::greater;
  const auto both = aligned(*a, *b);
  if (!both) return std::nullopt;
  return a->negative ? both->b <=> both->a : both->a <=> both->b;
}

}  // namespace bihuan::small_decimal
