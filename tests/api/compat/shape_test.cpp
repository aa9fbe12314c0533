// Moments and ids.
#include "api/compat/shape.h"

#include <gtest/gtest.h>

#include "api/compat/lives.h"

namespace bihuan::compat {
namespace {

TEST(Shape, AMomentHasMillisecondsAndAnOffsetWithoutColon) {
  EXPECT_EQ(moment_text({1'790'557'200'123'456}), "2026-09-28T09:00:00.123+0800");
  EXPECT_EQ(parse_moment("2026-09-28T09:00:00.123+0800"), (Instant{1'790'557'200'123'000}));
  EXPECT_EQ(parse_moment("2026-09-28T01:00:00Z"), (Instant{1'790'557'200'000'000}));
  EXPECT_EQ(parse_moment("2026-09-28T09:00:00+08:00"), (Instant{1'790'557'200'000'000}));
  EXPECT_EQ(parse_moment("2026-09-28T09:00:00"), std::nullopt);
  EXPECT_EQ(parse_moment("yesterday"), std::nullopt);
}

TEST(Shape, APlaceIsAnInstanceOrANumberInsideOne) {
  EXPECT_EQ(parse_place("42")->instance.n, 42u);
  EXPECT_EQ(parse_place("42")->number, 0u);
  EXPECT_EQ(parse_place("42-7")->number, 7u);
  EXPECT_EQ(parse_place("approve#multiInstanceBody:42-7")->number, 7u);
  EXPECT_FALSE(parse_place("none"));
  EXPECT_FALSE(parse_place("42-x"));
}

}  // namespace
}  // namespace bihuan::compat
