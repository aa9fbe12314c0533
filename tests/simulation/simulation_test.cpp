// Rules that hold for three nodes on one store whatever fails, for every seed (world.h, proof.h). By hand:
// BIHUAN_SEEDS=20000 for the long form, BIHUAN_SEED=17 BIHUAN_SEEDS=1 for one seed alone.
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <cstdio>

#include "tests/reference/lane.h"
#include "tests/simulation/proof.h"

namespace bihuan::simulation {
namespace {

constexpr int commands = 1000;
constexpr unsigned again_each = 10;  ///< every tenth seed runs twice

/// Branches that a simulation must not miss: each is reached many times in fifty seeds.
constexpr const char* rare_things[] = {"a batch ran again after a conflict",
                                       "the rest of a flight flew on",
                                       "several flights in the air",
                                       "a flight landed before an older one",
                                       "a request waited for a flight",
                                       "a commit failed",
                                       "a commit was durable although it said no",
                                       "a commit that was given up landed",
                                       "a look at what is due was cut off",
                                       "a node died with flights in the air",
                                       "a node restarted",
                                       "a node paused",
                                       "another node worked between two operations",
                                       "a packet dropped",
                                       "a packet doubled",
                                       "a worker never answered",
                                       "a worker's lease lapsed",
                                       "an answer was repeated",
                                       "answer 409",
                                       "event TaskClaimed",
                                       "event TimerFired",
                                       "event SubscriptionTriggered",
                                       "event CallCompleted",
                                       "event IterationCompleted",
                                       "event JobFailed",
                                       "event ErrorThrown",
                                       "event IncidentResolved",
                                       "event InstanceSuspended",
                                       "event SignalSent",
                                       "event MessageSent"};

struct Ended {
  std::string hash;
  std::vector<std::string> faults;
};

Ended run(std::uint64_t seed, Reached& reached) {
  World world(seed, reached);
  world.play(commands);
  world.calm();
  count(world, reached);
  return {end_hash(world), faults_of(world)};
}

void print(const Reached& reached) {
  for (const auto& [what, times] : reached) std::printf("%10zu  %s\n", times, what.c_str());
}

class Simulation : public testing::Test {
 protected:
  /// What the nodes say of their troubles is no news here.
  void SetUp() override { spdlog::set_level(spdlog::level::off); }
  void TearDown() override { spdlog::set_level(spdlog::level::info); }
};

}  // namespace

TEST_F(Simulation, WhateverFailsNothingIsLostDoneTwiceOrStuck) {
  const unsigned first = reference::lane::number("BIHUAN_SEED", 1),
                 seeds = reference::lane::number("BIHUAN_SEEDS", 500);
  Reached reached;
  for (unsigned seed = first; seed < first + seeds; ++seed) {
    const Ended once = run(seed, reached);
    for (const std::string& fault : once.faults) ADD_FAILURE() << "seed " << seed << ": " << fault;
    if (!once.faults.empty()) {
      std::printf("again: BIHUAN_SEED=%u BIHUAN_SEEDS=1 build/release/test_simulation\n", seed);
      break;
    }
    if (seed % again_each != 0) continue;
    Reached not_counted;
    ASSERT_EQ(run(seed, not_counted).hash, once.hash) << "seed " << seed << " ended otherwise the second time";
  }
  print(reached);
  if (seeds < 50 || HasFailure()) return;
  for (const char* rare : rare_things) EXPECT_GT(reached[rare], 0u) << rare;
}

}  // namespace bihuan::simulation
