// Rules of an instance's weight: the sum of its records as they are now, whatever came and went before.
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "adapters/host/live.h"

namespace bihuan::host {
namespace {

TEST(RecordSizes, AddUpToWhatIsThere) {
  RecordSizes sizes;
  sizes.set_header(10);
  sizes.set(ScopeId{1}, 100);
  sizes.set(ScopeId{7}, 50);
  EXPECT_EQ(sizes.sum(), 160u);
  sizes.set(ScopeId{1}, 30);
  EXPECT_EQ(sizes.sum(), 90u);
  sizes.set(ScopeId{7}, 0);
  sizes.set(ScopeId{8}, 0);
  EXPECT_EQ(sizes.sum(), 40u);
  sizes.set(ScopeId{7}, 5);
  EXPECT_EQ(sizes.sum(), 45u);
}

TEST(RecordSizes, AreRightAfterManyHaveComeAndGone) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937 random(seed);
  RecordSizes sizes;
  std::map<std::uint64_t, std::size_t> known;
  std::uint64_t next = 1;
  for (int i = 0; i < 5000; ++i) {
    const bool makes = known.empty() || random() % 5 < 2;
    const std::uint64_t id = makes ? next++ : std::next(known.begin(), random() % known.size())->first;
    const std::size_t bytes = makes || random() % 2 ? 1 + random() % 500 : 0;
    sizes.set(ScopeId{id}, bytes);
    known[id] = bytes;
    if (bytes == 0) known.erase(id);
    std::size_t sum = 0;
    for (const auto& [key, size] : known) sum += size;
    ASSERT_EQ(sizes.sum(), sum) << "after " << i;
  }
}

}  // namespace
}  // namespace bihuan::host
