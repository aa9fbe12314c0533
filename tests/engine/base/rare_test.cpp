// Rules of a value that is seldom there: it behaves as std::optional does.
#include "engine/base/rare.h"

#include <gtest/gtest.h>

#include <string>
#include <type_traits>

namespace bihuan {
namespace {

using Text = Rare<std::string>;

TEST(Rare, IsEmptyUntilSomethingIsPutIn) {
  Text text;
  EXPECT_FALSE(text);
  EXPECT_FALSE(text.has_value());
  text = std::string("here");
  ASSERT_TRUE(text);
  EXPECT_EQ(*text, "here");
  text = std::nullopt;
  EXPECT_FALSE(text);
}

TEST(Rare, ACopyIsItsOwnValue) {
  Text first = std::string("one");
  Text second = first;
  second->append(" more");
  EXPECT_EQ(*first, "one");
  EXPECT_EQ(*second, "one more");
  second = first;
  EXPECT_EQ(*second, "one");
  EXPECT_EQ(*first, "one");
}

TEST(Rare, AssigningItToItselfKeepsIt) {
  Text text = std::string("stays");
  Text& same = text;
  text = same;
  ASSERT_TRUE(text);
  EXPECT_EQ(*text, "stays");
}

TEST(Rare, MovingLeavesNothingBehind) {
  Text first = std::string("goes");
  const Text second = std::move(first);
  EXPECT_FALSE(first);  // NOLINT: what a moved one holds is the point
  EXPECT_EQ(*second, "goes");
}

TEST(Rare, OfAConstOneTheValueIsConst) {
  static_assert(std::is_same_v<decltype(*std::declval<const Text&>()), const std::string&>);
  static_assert(std::is_same_v<decltype(std::declval<const Text&>().operator->()), const std::string*>);
  static_assert(sizeof(Text) == sizeof(void*));
}

}  // namespace
}  // namespace bihuan
