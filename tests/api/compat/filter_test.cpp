// Patterns and conditions of lists.
#include "api/compat/filter.h"

#include <gtest/gtest.h>

namespace bihuan::compat {
namespace {

TEST(Filter, PercentStandsForAnyText) {
  EXPECT_TRUE(like("订单-17", "订单%"));
  EXPECT_TRUE(like("a-b-c", "%b%"));
  EXPECT_TRUE(like("aab", "%ab"));
  EXPECT_TRUE(like("", "%"));
  EXPECT_FALSE(like("abc", "b%"));
  EXPECT_FALSE(like("abc", "ab"));
  EXPECT_FALSE(like("abc", "a_c"));
}

bool holds(const char* test, const Value& wanted, const std::optional<Value>& actual) {
  return Condition{"x", test, wanted}.holds(actual ? &*actual : nullptr);
}

TEST(Filter, AConditionComparesWhatIsThere) {
  EXPECT_TRUE(holds("eq", Value(5), Value(5)));
  EXPECT_TRUE(holds("neq", Value(5), Value("5")));
  EXPECT_TRUE(holds("gteq", Value(5), Value(5)));
  EXPECT_FALSE(holds("gt", Value(5), Value(5)));
  EXPECT_TRUE(holds("lt", Value("b"), Value("a")));
  EXPECT_TRUE(holds("like", Value("a%"), Value("abc")));
  EXPECT_FALSE(holds("notLike", Value("a%"), Value("abc")));
}

TEST(Filter, WhatIsNotThereOrNotComparableFitsNoCondition) {
  EXPECT_FALSE(holds("eq", Value(5), std::nullopt));
  EXPECT_FALSE(holds("neq", Value(5), std::nullopt));
  EXPECT_FALSE(holds("gt", Value(5), Value("6")));
  EXPECT_FALSE(holds("like", Value("5"), Value(5)));
}

}  // namespace
}  // namespace bihuan::compat
