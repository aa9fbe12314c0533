// Decides how Decimal maps onto Intel's decimal128 functions, and which of their answers count as "no number".
// It does not know FEEL; text is digits only.
#include "engine/base/decimal.h"

#include <bid_conf.h>
#include <bid_functions.h>

#include <array>
#include <bit>
#include <cstring>

#include "engine/base/small_decimal.h"

namespace bihuan {
namespace {

BID_UINT128 raw(const Decimal& d) {
  BID_UINT128 x;
  x.w[0] = d.low();
  x.w[1] = d.high();
  return x;
}

Decimal cooked(const BID_UINT128& x) {
  return Decimal::from_bits(x.w[0], x.w[1]);
}

std::optional<Decimal> finite(const BID_UINT128& x) {
  constexpr std::uint64_t special = 0x7800000000000000ull;  // infinities and NaN have these four bits set
  if ((x.w[1] & special) == special) return std::nullopt;
  return cooked(x);
}

bool digit(char c) {
  return c >= '0' && c <= '9';
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && digit(text[at])) ++at;
  return at;
}

/// Sign, digits with an optional point, optional exponent; at least one digit on one side of the point.
bool is_number_text(std::string_view text) {
  std::size_t at = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  const std::size_t whole = skip_digits(text, at);
  std::size_t digits = whole - at;
  at = whole;
  if (at < text.size() && text[at] == '.') {
    const std::size_t end = skip_digits(text, at + 1);
    if (end == at + 1) return false;
    digits += end - at - 1;
    at = end;
  }
  if (digits == 0) return false;
  if (at == text.size()) return true;
  if (text[at] != 'e' && text[at] != 'E') return false;
  ++at;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  return at < text.size() && skip_digits(text, at) == text.size();
}

constexpr std::size_t max_number_text = 8192;  // more than the longest plain decimal128, 6,146 digits

struct Parts {
  bool negative = false;
  std::string digits;  ///< without leading zeros; "0" for zero
  int exponent = 0;
};

Parts parts(const Decimal& d) {
  std::array<char, 64> buffer{};
  unsigned flags = 0;
  bid128_to_string(buffer.data(), raw(d), &flags);
  std::string_view s(buffer.data());
  const std::size_t e = s.find('E');
  Parts p;
  p.negative = s[0] == '-';
  p.digits = std::string(s.substr(1, e - 1));
  p.exponent = std::atoi(s.data() + e + 1);
  const std::size_t first = p.digits.find_first_not_of('0');
  p.digits = first == std::string::npos ? "0" : p.digits.substr(first);
  return p;
}

void drop_trailing_zeros(Parts& p) {
  while (p.digits.size() > 1 && p.digits.back() == '0' && p.exponent < 0) {
    p.digits.pop_back();
    ++p.exponent;
  }
  if (p.digits == "0") p = Parts{false, "0", 0};
}

unsigned mode_of(Rounding mode) {
  switch (mode) {
    case Rounding::HalfEven:
      return BID_ROUNDING_TO_NEAREST;
    case Rounding::HalfUp:
      return BID_ROUNDING_TIES_AWAY;
    case Rounding::Floor:
      return BID_ROUNDING_DOWN;
    case Rounding::Ceiling:
      return BID_ROUNDING_UP;
    case Rounding::HalfDown:
    case Rounding::Up:
    case Rounding::Down:
      return BID_ROUNDING_TO_ZERO;
  }
  return BID_ROUNDING_TO_NEAREST;
}

/// IEEE has no "away from zero" and no "half towards zero": the truth of both follows from what truncation leaves over.
bool needs_one_more(const Decimal& whole, const Decimal& cut, const Decimal& unit, Rounding mode) {
  const std::optional<Decimal> left = whole.abs().subtract(cut.abs());
  if (!left || left->is_zero()) return false;
  if (mode == Rounding::Up) return true;
  const std::optional<Decimal> twice = left->add(*left);
  return mode == Rounding::HalfDown && twice && *twice > unit;
}

Decimal power_of_ten(int exponent) {
  BID_UINT128 one = raw(Decimal(1));
  unsigned flags = 0;
  return cooked(bid128_scalbn(one, exponent, BID_ROUNDING_TO_NEAREST, &flags));
}

/// Exact as long as the result fits, which bid128_pow does not promise.
std::optional<Decimal> integer_power(Decimal base, std::int64_t exponent) {
  Decimal result(1);
  for (std::uint64_t left = static_cast<std::uint64_t>(exponent); left != 0; left >>= 1) {
    if (left & 1) {
      const std::optional<Decimal> next = result.multiply(base);
      if (!next) return std::nullopt;
      result = *next;
    }
    if (left > 1) {
      const std::optional<Decimal> square = base.multiply(base);
      if (!square) return std::nullopt;
      base = *square;
    }
  }
  return result;
}

}  // namespace

Decimal::Decimal(std::int64_t value) {
  const bool negative = value < 0;
  low_ = negative ? std::uint64_t{0} - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  if (negative) high_ |= 0x8000000000000000ull;
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
  if (text.size() > max_number_text || !is_number_text(text)) return std::nullopt;
  std::string copy(text);
  unsigned flags = 0;
  return finite(bid128_from_string(copy.data(), BID_ROUNDING_TO_NEAREST, &flags));
}

std::string Decimal::text() const {
  Parts p = parts(*this);
  drop_trailing_zeros(p);
  std::string out = p.negative ? "-" : "";
  if (p.exponent >= 0)
    return out + p.digits + std::string(p.digits == "0" ? 0 : static_cast<std::size_t>(p.exponent), '0');
  const std::size_t after = static_cast<std::size_t>(-p.exponent);
  if (p.digits.size() <= after) return out + "0." + std::string(after - p.digits.size(), '0') + p.digits;
  return out + p.digits.substr(0, p.digits.size() - after) + "." + p.digits.substr(p.digits.size() - after);
}

std::optional<std::int64_t> Decimal::to_int64() const {
  unsigned flags = 0;
  const std::int64_t value = bid128_to_int64_xint(raw(*this), &flags);
  if (flags & (BID_INVALID_EXCEPTION | BID_INEXACT_EXCEPTION)) return std::nullopt;
  return value;
}

double Decimal::to_double() const {
  unsigned flags = 0;
  return bid128_to_binary64(raw(*this), BID_ROUNDING_TO_NEAREST, &flags);
}

std::optional<Decimal> Decimal::add(Decimal other) const {
  if (const auto exact = small_decimal::sum(*this, other, false)) return exact;
  unsigned flags = 0;
  return finite(bid128_add(raw(*this), raw(other), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::subtract(Decimal other) const {
  if (const auto exact = small_decimal::sum(*this, other, true)) return exact;
  unsigned flags = 0;
  return finite(bid128_sub(raw(*this), raw(other), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::multiply(Decimal other) const {
  if (const auto exact = small_decimal::product(*this, other)) return exact;
  unsigned flags = 0;
  return finite(bid128_mul(raw(*this), raw(other), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::divide(Decimal other) const {
  unsigned flags = 0;
  return finite(bid128_div(raw(*this), raw(other), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::power(Decimal exponent) const {
  const std::optional<std::int64_t> whole = exponent.to_int64();
  constexpr std::int64_t exactly = 20'000;  // beyond it only numbers near one stay finite
  if (whole && *whole >= 0 && *whole <= exactly) return integer_power(*this, *whole);
  if (whole && *whole < 0 && *whole >= -exactly) {
    const std::optional<Decimal> inverse = integer_power(*this, -*whole);
    if (inverse) return Decimal(1).divide(*inverse);
  }
  unsigned flags = 0;
  return finite(bid128_pow(raw(*this), raw(exponent), BID_ROUNDING_TO_NEAREST, &flags));
}

Decimal Decimal::negate() const {
  if (is_zero()) return *this;
  return from_bits(low_, high_ ^ 0x8000000000000000ull);
}

bool Decimal::is_integer() const {
  unsigned flags = 0;
  const BID_UINT128 x = raw(*this);
  return bid128_quiet_equal(bid128_round_integral_zero(x, &flags), x, &flags) != 0;
}

bool Decimal::is_zero() const {
  return bid128_isZero(raw(*this)) != 0;
}

bool Decimal::is_negative() const {
  return (high_ >> 63) != 0 && !is_zero();
}

Decimal Decimal::abs() const {
  return from_bits(low_, high_ & 0x7fffffffffffffffull);
}

std::optional<Decimal> Decimal::round(std::int64_t scale, Rounding mode) const {
  if (scale < -6111 || scale > 6176) return std::nullopt;
  const Decimal unit = power_of_ten(static_cast<int>(-scale));
  unsigned flags = 0;
  const BID_UINT128 cut = bid128_quantize(raw(*this), raw(unit), mode_of(mode), &flags);
  const std::optional<Decimal> result = finite(cut);
  if (!result) return *this;  // more than 34 digits at this scale: there is nothing to round away
  if (mode != Rounding::Up && mode != Rounding::HalfDown) return result;
  if (!needs_one_more(*this, *result, unit, mode)) return result;
  return is_negative() ? result->subtract(unit) : result->add(unit);
}

std::optional<Decimal> Decimal::square_root() const {
  unsigned flags = 0;
  return finite(bid128_sqrt(raw(*this), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::exponential() const {
  unsigned flags = 0;
  return finite(bid128_exp(raw(*this), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::logarithm() const {
  unsigned flags = 0;
  return finite(bid128_log(raw(*this), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::modulo(Decimal divisor) const {
  if (divisor.is_zero()) return std::nullopt;
  unsigned flags = 0;
  // fmod is exact where division would round; its sign is the dividend's, so one divisor is added when signs differ.
  const std::optional<Decimal> rest = finite(bid128_fmod(raw(*this), raw(divisor), &flags));
  if (!rest || rest->is_zero() || rest->is_negative() == divisor.is_negative()) return rest;
  return rest->add(divisor);
}

bool Decimal::operator==(const Decimal& other) const {
  if (low_ == other.low_ && high_ == other.high_) return true;
  if (const auto order = small_decimal::order(*this, other)) return *order == 0;
  unsigned flags = 0;
  return bid128_quiet_equal(raw(*this), raw(other), &flags) != 0;
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const {
  if (const auto order = small_decimal::order(*this, other)) return *order;
  unsigned flags = 0;
  if (bid128_quiet_less(raw(*this), raw(other), &flags)) return std::strong_ordering::less;
  return *this == other ? std::strong_ordering::equal : std::strong_ordering::greater;
}

}  // namespace bihuan
