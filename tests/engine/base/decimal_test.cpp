// Decimal: 34 digits, half-even, no infinities; compared with whole-number arithmetic where that is exact.
#include "engine/base/decimal.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace bihuan {
namespace {

Decimal number(std::string_view text) {
  return Decimal::parse(text).value();
}

std::string text_of(__int128 value) {
  if (value == 0) return "0";
  const bool negative = value < 0;
  std::string digits;
  for (; value != 0; value /= 10)
    digits.insert(digits.begin(), static_cast<char>('0' + (negative ? -(value % 10) : value % 10)));
  return negative ? "-" + digits : digits;
}

TEST(Decimal, IsExactWhereBinaryFloatingPointIsNot) {
  EXPECT_EQ(number("0.1").add(number("0.2"))->text(), "0.3");
  EXPECT_EQ(number("1").divide(number("3"))->text(), "0.3333333333333333333333333333333333");
  EXPECT_EQ(number("9999999999999999999999999999999999").add(number("1"))->text(),
            "10000000000000000000000000000000000");
}

TEST(Decimal, WritesPlainTextWithoutTrailingZeros) {
  EXPECT_EQ(number("1.500").text(), "1.5");
  EXPECT_EQ(number("1e3").text(), "1000");
  EXPECT_EQ(number("-0.010").text(), "-0.01");
  EXPECT_EQ(number("-0").text(), "0");
  EXPECT_EQ(number("00012").text(), "12");
  EXPECT_EQ(number("1E-6").text(), "0.000001");
}

TEST(Decimal, RefusesWhatIsNoNumber) {
  for (const char* text :
       {"", "-", ".", "1.", "1e", "1e+", "0x1", "NaN", "Infinity", " 1", "1 ", "1,5", "--1", "1e99999"})
    EXPECT_FALSE(Decimal::parse(text)) << text;
}

TEST(Decimal, EqualsNumericallyAndNotByItsDigits) {
  EXPECT_EQ(number("1.0"), number("1"));
  EXPECT_EQ(number("-0"), number("0"));
  EXPECT_LT(number("-1"), number("0.5"));
}

TEST(Decimal, AnswersNothingInsteadOfInfinity) {
  EXPECT_FALSE(number("1").divide(number("0")));
  EXPECT_FALSE(number("1e6000").multiply(number("1e6000")));
  EXPECT_FALSE(number("-4").square_root());
  EXPECT_FALSE(number("0").logarithm());
  EXPECT_FALSE(number("5").modulo(number("0")));
}

TEST(Decimal, RoundsInEveryDirectionThatDmnNames) {
  const auto rounded = [](const char* n, std::int64_t scale, Rounding mode) {
    return number(n).round(scale, mode)->text();
  };
  EXPECT_EQ(rounded("2.5", 0, Rounding::HalfEven), "2");
  EXPECT_EQ(rounded("3.5", 0, Rounding::HalfEven), "4");
  EXPECT_EQ(rounded("-2.5", 0, Rounding::HalfUp), "-3");
  EXPECT_EQ(rounded("-2.5", 0, Rounding::HalfDown), "-2");
  EXPECT_EQ(rounded("2.51", 0, Rounding::HalfDown), "3");
  EXPECT_EQ(rounded("2.1", 0, Rounding::Up), "3");
  EXPECT_EQ(rounded("-2.1", 0, Rounding::Up), "-3");
  EXPECT_EQ(rounded("-2.9", 0, Rounding::Down), "-2");
  EXPECT_EQ(rounded("-2.1", 0, Rounding::Floor), "-3");
  EXPECT_EQ(rounded("-2.9", 0, Rounding::Ceiling), "-2");
  EXPECT_EQ(rounded("1234", -2, Rounding::HalfUp), "1200");
  EXPECT_FALSE(number("1").round(6177, Rounding::Up));
}

TEST(Decimal, ModuloTakesTheSignOfTheDivisor) {
  EXPECT_EQ(number("-12").modulo(number("5"))->text(), "3");
  EXPECT_EQ(number("12").modulo(number("-5"))->text(), "-3");
  EXPECT_EQ(number("10.1").modulo(number("4.5"))->text(), "1.1");
}

TEST(Decimal, IntegerPowersAreExact) {
  EXPECT_EQ(number("2").power(number("100"))->text(), "1267650600228229401496703205376");
  EXPECT_EQ(number("10").power(number("-3"))->text(), "0.001");
  EXPECT_FALSE(number("10").power(number("7000")));
}

TEST(Decimal, AgreesWithWholeNumbersOfUpToThirtyDigits) {
  EXPECT_TRUE(rc::check([](std::int64_t a, std::int64_t b) {
    const __int128 x = a;
    RC_ASSERT(Decimal(a).add(Decimal(b))->text() == text_of(x + b));
    RC_ASSERT(Decimal(a).subtract(Decimal(b))->text() == text_of(x - b));
    const std::int64_t c = b % 1'000'000'000'000;
    RC_ASSERT(Decimal(a % 1'000'000'000'000'000).multiply(Decimal(c))->text() ==
              text_of(x % 1'000'000'000'000'000 * c));
    RC_ASSERT((Decimal(a) < Decimal(b)) == (a < b));
    RC_ASSERT(Decimal(a).to_int64() == a);
  }));
}

TEST(Decimal, ReadsBackWhatItWrites) {
  EXPECT_TRUE(rc::check([](std::int64_t digits) {
    const auto scale = *rc::gen::inRange(-30, 30);
    const Decimal n = Decimal(digits).multiply(number("1e" + std::to_string(scale))).value();
    RC_ASSERT(Decimal::parse(n.text()) == n);
    RC_ASSERT(Decimal::from_bits(n.low(), n.high()) == n);
    RC_ASSERT(n.negate().negate() == n);
  }));
}

}  // namespace
}  // namespace bihuan
