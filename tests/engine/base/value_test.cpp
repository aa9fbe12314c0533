// Value: structural equality and look-up of entries.
#include "engine/base/value.h"

#include <gtest/gtest.h>

namespace bihuan {
namespace {

TEST(Value, EqualsByStructureWhateverTheOrderOfEntries) {
  const Value a(ContextEntries{{"x", 1}, {"y", List{1, "a"}}});
  const Value b(ContextEntries{{"y", List{Decimal::parse("1.0").value(), "a"}}, {"x", 1}});
  EXPECT_EQ(a, b);
  EXPECT_FALSE(a == Value(ContextEntries{{"x", 1}}));
  EXPECT_FALSE(a == Value(ContextEntries{{"x", 1}, {"z", List{1, "a"}}}));
}

TEST(Value, KindsNeverEqualEachOther) {
  EXPECT_FALSE(Value("1") == Value(1));
  EXPECT_FALSE(Value(false) == Value());
  EXPECT_FALSE(Value(List{}) == Value(ContextEntries{}));
  EXPECT_EQ(Value(), Value());
}

TEST(Value, FindsAnEntryOnlyInAContext) {
  const Value context(ContextEntries{{"金额", 5}});
  ASSERT_NE(context.entry("金额"), nullptr);
  EXPECT_EQ(*context.entry("金额"), Value(5));
  EXPECT_EQ(context.entry("x"), nullptr);
  EXPECT_EQ(Value(5).entry("金额"), nullptr);
}

}  // namespace
}  // namespace bihuan
