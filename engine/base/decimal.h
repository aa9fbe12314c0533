// Decides how numbers are held: IEEE 754-2008 decimal128, 34 digits, half-even, as DMN 1.5 section 10.3.2.3.1 asks.
// It does not parse FEEL; only number text. All arithmetic is Intel's library, hidden behind decimal.cpp.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bihuan {

/// Directions of rounding, named as DMN's functions are.
enum class Rounding { HalfEven, HalfUp, HalfDown, Up, Down, Floor, Ceiling };

/// A 34-digit decimal. Finite always: operations whose result is infinite or not a number answer nullopt.
class Decimal {
 public:
  constexpr Decimal() = default;
  /// Exact for every integer.
  explicit Decimal(std::int64_t value);
  /// Parses digits, sign, point, exponent ("-12.50", "1e3"). Nothing else is accepted, nor what overflows.
  static std::optional<Decimal> parse(std::string_view text);
  /// The raw encoding, as the codec stores it. Requires that it came from low()/high().
  static constexpr Decimal from_bits(std::uint64_t low, std::uint64_t high) {
    Decimal d;
    d.low_ = low;
    d.high_ = high;
    return d;
  }
  constexpr std::uint64_t low() const { return low_; }
  constexpr std::uint64_t high() const { return high_; }

  /// Plain text without exponent and without trailing zeros after the point ("1.5", "1000", "-0.01").
  std::string text() const;
  /// The integer part if the number is an integer that fits; else nullopt.
  std::optional<std::int64_t> to_int64() const;
  double to_double() const;

  std::optional<Decimal> add(Decimal other) const;
  std::optional<Decimal> subtract(Decimal other) const;
  std::optional<Decimal> multiply(Decimal other) const;
  std::optional<Decimal> divide(Decimal other) const;  ///< nullopt for a divisor of zero
  std::optional<Decimal> power(Decimal exponent) const;
  Decimal negate() const;
  bool is_integer() const;
  bool is_zero() const;
  bool is_negative() const;  ///< less than zero; false for every zero
  Decimal abs() const;
  /// Keeps `scale` digits after the point; a negative scale rounds before the point. A scale that needs more than 34
  /// digits answers the number itself. nullopt for a scale outside -6111..6176 (DMN 1.5, table 77).
  std::optional<Decimal> round(std::int64_t scale, Rounding mode) const;
  std::optional<Decimal> square_root() const;  ///< nullopt for negative numbers
  std::optional<Decimal> exponential() const;
  std::optional<Decimal> logarithm() const;  ///< natural; nullopt for numbers that are not positive
  /// this - divisor * floor(this / divisor), so the sign is the divisor's (DMN 1.5, modulo). nullopt for zero.
  std::optional<Decimal> modulo(Decimal divisor) const;

  /// Numeric, not bitwise: 1.0 equals 1.
  bool operator==(const Decimal& other) const;
  std::strong_ordering operator<=>(const Decimal& other) const;

 private:
  std::uint64_t low_ = 0;
  std::uint64_t high_ = 0x3040000000000000ull;  // +0E0
};

}  // namespace bihuan
