// Rules of the cache: bounded by what instances weigh, the longest unused first, and never one that is changed or
// flies.
#include <gtest/gtest.h>
#include <malloc.h>

#include "adapters/host/live.h"
#include "tests/adapters/host/fixture.h"

namespace bihuan::host::test {
namespace {

std::unique_ptr<Live> live_of(std::uint64_t id, std::size_t bytes) {
  auto live = std::make_unique<Live>();
  live->row.id = InstanceId{id};
  live->sizes.set(ScopeId{1}, bytes);
  return live;
}

TEST(Cache, DropsTheLongestUnusedWhenTheyWeighTooMuch) {
  Cache cache(1'000'000);
  for (std::uint64_t id = 1; id <= 3; ++id) cache.put(live_of(id, 100'000));
  ASSERT_NE(cache.find(InstanceId{1}), nullptr);
  cache.shrink();
  EXPECT_NE(cache.find(InstanceId{1}), nullptr) << "used last";
  EXPECT_EQ(cache.find(InstanceId{2}), nullptr);
  EXPECT_NE(cache.find(InstanceId{3}), nullptr);
  EXPECT_LE(cache.weight(), 1'000'000u);
}

TEST(Cache, CountsMemoryAndNotInstances) {
  Cache cache(1'000'000);
  for (std::uint64_t id = 1; id <= 100; ++id) cache.put(live_of(id, 10));
  cache.shrink();
  EXPECT_EQ(cache.size(), 100u);
  cache.put(live_of(101, 1'000'000));
  cache.shrink();
  EXPECT_EQ(cache.size(), 0u) << "the large one alone is over the limit, and all older ones went before it";
}

TEST(Cache, WeighsAnInstanceAgainWhenItsRecordsHaveChanged) {
  Cache cache(1'000'000);
  Live& live = cache.put(live_of(1, 10));
  const std::size_t before = cache.weight();
  live.sizes.set(ScopeId{2}, 1000);
  live.sizes.set(ScopeId{3}, 500);
  live.sizes.set(ScopeId{2}, 0);
  cache.weigh(InstanceId{1});
  EXPECT_GT(cache.weight(), before);
  live.sizes.set(ScopeId{3}, 0);
  cache.weigh(InstanceId{1});
  EXPECT_EQ(cache.weight(), before);
  cache.drop(InstanceId{1});
  EXPECT_EQ(cache.weight(), 0u);
}

TEST(Cache, NeverDropsWhatIsChangedOrOnItsWay) {
  Cache cache(0);
  Flight flight(1);
  cache.put(live_of(1, 10)).touched = true;
  cache.put(live_of(2, 10)).flight = &flight;
  cache.put(live_of(3, 10));
  cache.shrink();
  EXPECT_EQ(cache.size(), 2u);
  EXPECT_EQ(cache.find(InstanceId{3}), nullptr);
}

TEST_F(HostTest, ACacheThatHoldsNothingOnlyCostsReads) {
  deploy(bpmn("one", "<bpmn:startEvent id=\"s\"/>" + user_task("A") + "<bpmn:endEvent id=\"e\"/>" +
                         flow("f1", "s", "A") + flow("f2", "A", "e")));
  Catalogue catalogue(*store);
  Host small({.cache_bytes = 0}, *store, catalogue, nobody, &system::zones(), [this] { return now; });
  const InstanceId id = start("one").instance;
  for (const Command& command : {Command(command::ClaimTask{tasks().at(0).work, "p-1"}), complete(tasks().at(0))}) {
    Answer answer;
    small.ask(request(Tell{id, command}, answer));
    EXPECT_TRUE(small.turn());
    EXPECT_FALSE(answer.failure);
    EXPECT_EQ(small.counts().cached_bytes.load(), 0u);
  }
  EXPECT_EQ(status(id), state::Status::Completed);
}

/// What the weights of cache.cpp are taken from: printed, and held to be of the right size, not exact.
TEST_F(HostTest, AnInstanceWeighsAboutWhatItTakes) {
  deploy(bpmn("one", "<bpmn:startEvent id=\"s\"/>" + user_task("A") + "<bpmn:endEvent id=\"e\"/>" +
                         flow("f1", "s", "A") + flow("f2", "A", "e")));
  for (const std::size_t size : {0, 1'000, 10'000}) {
    state::Variables variables{{"key", Value("K-1")}};
    for (std::size_t i = 0; i < size / 50; ++i)
      variables.emplace_back("v" + std::to_string(i), Value(std::string(40, 'x')));
    const InstanceId id = start("one", variables).instance;
    const store::LoadedInstance stored = store->load({id}).at(0);
    const KnownProcess& process = *node->catalogue.now()->process(stored.row.definition);
    constexpr std::size_t many = 500;
    Cache cache(1u << 30);
    const std::size_t before = mallinfo2().uordblks;
    for (std::size_t i = 0; i < many; ++i) {
      store::LoadedInstance copy = stored;
      copy.row.id = InstanceId{1'000'000 + i};
      cache.put(revive(std::move(copy), process));
    }
    const std::size_t taken = mallinfo2().uordblks - before;
    if (taken == 0) GTEST_SKIP() << "another allocator is at work";
    std::printf("records of %zu bytes: %zu bytes each in memory, weighed as %zu\n",
                stored.scopes[0].second.size() + stored.row.header.size(), taken / many, cache.weight() / many);
    EXPECT_LT(taken / 3, cache.weight());
    EXPECT_LT(cache.weight() / 3, taken);
  }
}

}  // namespace
}  // namespace bihuan::host::test
