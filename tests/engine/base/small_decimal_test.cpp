// Sums, products and order of small decimals have the very bits that Intel's functions give, and are Decimal's answers.
#include "engine/base/small_decimal.h"

#include <bid_conf.h>
#include <bid_functions.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace bihuan::small_decimal {
namespace {

BID_UINT128 raw(const Decimal& d) {
  BID_UINT128 x;
  x.w[0] = d.low();
  x.w[1] = d.high();
  return x;
}

bool same_bits(const Decimal& a, const BID_UINT128& b) {
  return a.low() == b.w[0] && a.high() == b.w[1];
}

/// Numbers of few digits and of many, near one another and far apart, zeros of both signs and of every scale.
Decimal some_decimal() {
  const auto digits = *rc::gen::inRange(0, 64);
  std::uint64_t coefficient = *rc::gen::arbitrary<std::uint64_t>() >> digits;
  if (*rc::gen::inRange(0, 8) == 0) coefficient = 0;
  const auto reach = *rc::gen::element(2, 4, 25, 6000);
  const int exponent = 6176 + *rc::gen::inRange(-reach, reach);
  const std::uint64_t upper = *rc::gen::inRange(0, 10) == 0 ? *rc::gen::inRange(1, 100'000) : 0;
  const std::uint64_t sign = *rc::gen::arbitrary<bool>() ? 0x8000000000000000ull : 0;
  return Decimal::from_bits(coefficient, sign | static_cast<std::uint64_t>(exponent) << 49 | upper);
}

RC_GTEST_PROP(SmallDecimal, SumsProductsAndOrderAreIntelsBitForBit, ()) {
  const Decimal a = some_decimal();
  const Decimal b = some_decimal();
  unsigned flags = 0;
  if (const auto exact = sum(a, b, false))
    RC_ASSERT(same_bits(*exact, bid128_add(raw(a), raw(b), BID_ROUNDING_TO_NEAREST, &flags)));
  if (const auto exact = sum(a, b, true))
    RC_ASSERT(same_bits(*exact, bid128_sub(raw(a), raw(b), BID_ROUNDING_TO_NEAREST, &flags)));
  if (const auto exact = product(a, b))
    RC_ASSERT(same_bits(*exact, bid128_mul(raw(a), raw(b), BID_ROUNDING_TO_NEAREST, &flags)));
  if (const auto known = order(a, b)) {
    RC_ASSERT((*known < 0) == (bid128_quiet_less(raw(a), raw(b), &flags) != 0));
    RC_ASSERT((*known == 0) == (bid128_quiet_equal(raw(a), raw(b), &flags) != 0));
  }
  RC_ASSERT((a < b) == (bid128_quiet_less(raw(a), raw(b), &flags) != 0));
  RC_ASSERT((a == b) == (bid128_quiet_equal(raw(a), raw(b), &flags) != 0));
}

TEST(SmallDecimal, AnswersForNumbersOfEverydaySize) {
  const Decimal price = *Decimal::parse("1234.50");
  const Decimal count = Decimal(12);
  EXPECT_EQ(sum(price, count, false)->text(), "1246.5");
  EXPECT_EQ(sum(price, count, true)->text(), "1222.5");
  EXPECT_EQ(product(price, count)->text(), "14814");
  EXPECT_EQ(order(price, count), std::strong_ordering::greater);
}

TEST(SmallDecimal, LeavesTheRestToTheWholeAlgorithm) {
  const Decimal large = *Decimal::parse("9999999999999999999999999999999999");
  EXPECT_FALSE(sum(large, Decimal(1), false));
  EXPECT_FALSE(sum(Decimal(5), Decimal(5), true));
  EXPECT_FALSE(order(*Decimal::parse("0.00"), Decimal(1)));
  EXPECT_FALSE(sum(*Decimal::parse("1e30"), Decimal(1), false));
}

}  // namespace
}  // namespace bihuan::small_decimal
