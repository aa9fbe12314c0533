// The fair part of a node: pure, and as the stores keep it.
#include "adapters/store/shares.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/adapters/store/stores.h"

namespace bihuan::store {
namespace {

constexpr std::int64_t second_us = 1'000'000;

using Names = std::vector<std::string>;

/// The node does what it should: the owners afterwards.
void settle(const std::string& me, const Names& alive, ShareOwners& owners) {
  const ShareChange change = fair_change(me, alive, owners);
  for (std::size_t share = 0; share < share_count; ++share) {
    if (change.give_up.test(share)) owners[share].clear();
    if (change.take.test(share)) owners[share] = me;
  }
}

std::size_t count_of(const ShareOwners& owners, const std::string& node) {
  return static_cast<std::size_t>(std::ranges::count(owners, node));
}

TEST(Shares, OneNodeTakesAll) {
  EXPECT_TRUE(fair_change("a", {"a"}, {}).take.all());
}

TEST(Shares, ANewNodeGetsItsPartWhenTheOthersHaveGivenItUp) {
  ShareOwners owners;
  settle("a", {"a"}, owners);
  EXPECT_TRUE(fair_change("b", {"a", "b"}, owners).take.none()) << "what a living node holds is waited for";
  settle("a", {"a", "b"}, owners);
  settle("b", {"a", "b"}, owners);
  EXPECT_EQ(count_of(owners, "a"), 128u);
  EXPECT_EQ(count_of(owners, "b"), 128u);
}

TEST(Shares, WhatADeadNodeHeldIsTakenByThoseThatLive) {
  ShareOwners owners;
  for (const char* node : {"a", "b", "c"}) settle(node, {"a", "b", "c"}, owners);
  for (const char* node : {"a", "c"}) settle(node, {"a", "c"}, owners);
  for (const char* node : {"a", "c"}) settle(node, {"a", "c"}, owners);
  EXPECT_EQ(count_of(owners, "a"), 128u);
  EXPECT_EQ(count_of(owners, "c"), 128u);
}

TEST(Shares, HoweverNodesComeAndGoEveryShareComesToExactlyOneOfThem) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  ShareOwners owners;
  Names alive{"n0"};
  for (int n = 1; n <= 300; ++n) {
    if (alive.size() > 1 && random() % 2) alive.erase(alive.begin() + random() % alive.size());
    if (random() % 2) alive.push_back("n" + std::to_string(n));
    std::ranges::sort(alive);
    for (const std::string& node : alive) settle(node, alive, owners);
    for (const std::string& node : alive) settle(node, alive, owners);
    for (const std::string& node : alive) {
      const std::size_t held = count_of(owners, node);
      EXPECT_GE(held, share_count / alive.size());
      EXPECT_LE(held, share_count / alive.size() + 1);
      const ShareChange calm = fair_change(node, alive, owners);
      EXPECT_TRUE(calm.take.none() && calm.give_up.none());
    }
  }
}

TEST(Shares, MoreNodesThanSharesLeaveSomeWithoutWork) {
  Names alive;
  for (int n = 1000; n < 1300; ++n) alive.push_back(std::to_string(n));
  ShareOwners owners;
  for (const std::string& node : alive) settle(node, alive, owners);
  EXPECT_EQ(count_of(owners, ""), 0u);
}

/// Stores that several nodes may share.
class SharedStore : public EachStore {};
INSTANTIATE_TEST_SUITE_P(, SharedStore, testing::Values("memory", "postgresql"),
                         [](const auto& info) { return info.param; });

TEST_P(SharedStore, NodesThatRenewDivideTheShares) {
  EXPECT_TRUE(store->hold_shares("a", 60 * second_us).shares.all());
  EXPECT_TRUE(store->hold_shares("b", 60 * second_us).shares.none());
  const HeldShares a = store->hold_shares("a", 60 * second_us), b = store->hold_shares("b", 60 * second_us);
  EXPECT_EQ(a.nodes, 2);
  EXPECT_EQ(a.shares.count(), 128u);
  EXPECT_TRUE((a.shares ^ b.shares).all());
  EXPECT_EQ(store->hold_shares("a", 60 * second_us).shares, a.shares);
}

TEST_P(SharedStore, ANodeThatLeavesOrDoesNotRenewLosesItsShares) {
  store->hold_shares("a", 60 * second_us);
  store->leave_shares("a");
  EXPECT_TRUE(store->hold_shares("b", 0).shares.all()) << "left at once";
  const HeldShares c = store->hold_shares("c", 60 * second_us);
  EXPECT_TRUE(c.shares.all()) << "the lease of b is over";
  EXPECT_EQ(c.nodes, 1);
  EXPECT_TRUE(store->hold_shares("b", 60 * second_us).shares.none()) << "it was too late";
}

TEST(SqliteShares, TheOneProcessHoldsAllAndWritesNothing) {
  const Home home("sqlite");
  const auto store = home.open();
  EXPECT_TRUE(store->hold_shares("a", second_us).shares.all());
  EXPECT_TRUE(store->hold_shares("b", second_us).shares.all());
}

}  // namespace
}  // namespace bihuan::store
