// The program's own work: each once, whoever does it, in slices, in order, and a failure costs nobody else anything.
#include "adapters/host/due_work.h"

#include <algorithm>
#include <deque>
#include <thread>

#include "tests/adapters/host/fixture.h"

namespace bihuan::host::test {
namespace {

const std::string timed =
    bpmn("timed",
         "<bpmn:startEvent id=\"s\"/><bpmn:intermediateCatchEvent id=\"T\"><bpmn:timerEventDefinition>"
         "<bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>"
         "</bpmn:intermediateCatchEvent><bpmn:endEvent id=\"e\"/>" +
             flow("f1", "s", "T") + flow("f2", "T", "e"));

constexpr std::int64_t hour = 3600 * us_per_second;

class DueWorkTest : public HostTest {
 protected:
  /// A node of which the test sees what it asks, and answers when it likes.
  struct Asker {
    Asker(store::Store& store, Instant& now, const std::string& name, int at_once = 400)
        : catalogue(store),
          work(
              {.node = name, .at_once = at_once}, store, catalogue, &system::zones(), [&now] { return now; },
              [this](Request request) { asked.push_back(std::move(request)); }, timers) {}
    std::vector<InstanceId> instances() const {
      std::vector<InstanceId> ids;
      for (const Request& request : asked) ids.push_back(std::get<Tell>(request.what).instance);
      return ids;
    }
    void answer_next(std::optional<FailureCode> failure = std::nullopt) {
      Ran ran;
      if (failure) ran.failure = Failure{*failure, "", "so the test wants it", {}};
      asked.front().answer(asked.front().render(ran));
      asked.pop_front();
    }
    std::atomic<std::uint64_t> timers{0};
    Catalogue catalogue;
    std::deque<Request> asked;
    DueWork work;
  };

  void keep_timer(std::uint64_t instance, Instant due) {
    store::Batch batch;
    batch.jobs = {{.instance = InstanceId{instance}, .work = WorkId{1}, .element = "T", .due = due}};
    ASSERT_TRUE(store->commit(batch).none());
  }
};

TEST_F(DueWorkTest, WhatIsAskedForAndNotAnsweredIsNotAskedForAgain) {
  keep_timer(5, now);
  Asker asker(*store, now, "a");
  EXPECT_TRUE(asker.work.fire());
  EXPECT_FALSE(asker.work.fire());
  now = now + hour;
  EXPECT_FALSE(asker.work.fire());
  EXPECT_EQ(asker.asked.size(), 1u);
  asker.answer_next();
  EXPECT_TRUE(asker.work.fire()) << "nothing was written, so it is due as before";
}

TEST_F(DueWorkTest, TimersAreAskedForEarliestFirstAndNoMoreAtOnceThanAllowed) {
  for (std::uint64_t n = 1; n <= 9; ++n) keep_timer(n, now + -std::int64_t(n));
  Asker asker(*store, now, "a", 4);
  EXPECT_TRUE(asker.work.fire());
  EXPECT_EQ(asker.instances(), (std::vector{InstanceId{9}, InstanceId{8}, InstanceId{7}, InstanceId{6}}));
  EXPECT_FALSE(asker.work.fire());
  asker.answer_next(FailureCode::WrongState);
  asker.answer_next(FailureCode::WrongState);
  EXPECT_TRUE(asker.work.fire());
  EXPECT_EQ(asker.instances().back(), InstanceId{4}) << "those that failed stand in nobody's way";
  EXPECT_EQ(asker.asked.size(), 4u);
}

TEST_F(DueWorkTest, ATimerThatFailsComesBackLaterEachTime) {
  keep_timer(5, now);
  Asker asker(*store, now, "a");
  for (std::int64_t pause : {5, 10, 20, 40}) {
    EXPECT_TRUE(asker.work.fire());
    asker.answer_next(FailureCode::WrongState);
    EXPECT_FALSE(asker.work.fire());
    now = now + (pause * us_per_second - 1);
    EXPECT_FALSE(asker.work.fire()) << pause;
    now = now + 1;
  }
  for (int n = 0; n < 20; ++n) {
    now = now + 600 * us_per_second;
    ASSERT_TRUE(asker.work.fire()) << "never longer than ten minutes";
    asker.answer_next(FailureCode::Broken);
    EXPECT_FALSE(asker.work.fire());
  }
}

TEST_F(DueWorkTest, ALapsedLeaseWhoseFailureIsRefusedIsLookedAtLaterAndItsLockIsLeftAlone) {
  store::Batch batch;
  batch.jobs = {{.instance = InstanceId{5},
                 .work = WorkId{1},
                 .kind = store::JobKind::External,
                 .element = "J",
                 .topic = "pay",
                 .due = now}};
  ASSERT_TRUE(store->commit(batch).none());
  const store::LeaseRequest lease{.kind = store::JobKind::External, .topics = {"pay"}, .owner = "w", .lease_us = 1};
  ASSERT_EQ(store->lease_jobs(lease).size(), 1u);
  now = now + 1;
  const auto lapsed = store->job(InstanceId{5}, WorkId{1});
  Asker asker(*store, now, "a");
  EXPECT_TRUE(asker.work.fire());
  asker.answer_next(FailureCode::WrongState);
  EXPECT_FALSE(asker.work.fire());
  now = now + (5 * us_per_second - 1);
  EXPECT_FALSE(asker.work.fire());
  EXPECT_EQ(store->job(InstanceId{5}, WorkId{1})->lock_until, lapsed->lock_until) << "or it would lapse once more";
  now = now + 1;
  EXPECT_TRUE(asker.work.fire());
}

TEST_F(DueWorkTest, AStoreThatIsAwayIsNoFailureOfTheTimer) {
  keep_timer(5, now);
  Asker asker(*store, now, "a");
  EXPECT_TRUE(asker.work.fire());
  asker.answer_next(FailureCode::Unavailable);
  EXPECT_FALSE(asker.work.fire()) << "a moment of rest";
  now = now + us_per_second;
  EXPECT_TRUE(asker.work.fire());
}

TEST_F(DueWorkTest, TwoNodesDivideTheTimersAndEachIsAskedForByOne) {
  Asker a(*store, now, "a"), b(*store, now, "b");
  for (Asker* asker : {&a, &b, &a, &b}) {
    asker->work.fire();
    now = now + us_per_second;
  }
  for (std::uint64_t n = 1; n <= 512; ++n) keep_timer(n, now);
  EXPECT_TRUE(a.work.fire());
  EXPECT_TRUE(b.work.fire());
  EXPECT_EQ(a.asked.size(), 256u);
  EXPECT_EQ(b.asked.size(), 256u);
  EXPECT_EQ(a.work.nodes(), 2);
}

TEST_F(DueWorkTest, AKilledNodesTimersAreTakenWithinFiveSeconds) {
  Asker a(*store, now, "a");
  EXPECT_FALSE(a.work.fire());  // it holds every share, and is heard of no more
  keep_timer(5, now);
  Asker b(*store, now, "b");
  int seconds = 0;
  for (; seconds < 60 && !b.work.fire(); ++seconds) now = now + us_per_second;
  EXPECT_GT(seconds, 0) << "its lease holds as long as it lasts";
  EXPECT_LE(seconds, 5);
}

TEST_F(DueWorkTest, ANodeThatWasPausedPastItsLeaseAsksForNothingThatIsAnothers) {
  Asker a(*store, now, "a"), b(*store, now, "b");
  a.work.fire();
  now = now + 10 * us_per_second;
  b.work.fire();
  keep_timer(5, now);
  EXPECT_FALSE(a.work.fire());
  EXPECT_TRUE(b.work.fire());
}

TEST_F(DueWorkTest, ANodeThatStopsLeavesItsSharesToTheOthersAtOnce) {
  Asker a(*store, now, "a");
  a.work.fire();
  store->leave_shares("a");
  keep_timer(5, now);
  Asker b(*store, now, "b");
  EXPECT_TRUE(b.work.fire());
}

TEST_F(DueWorkTest, AStartTimerIsMovedOnOnlyWhenItsStartIsAnswered) {
  deploy(bpmn("hourly",
              "<bpmn:startEvent id=\"s\"><bpmn:timerEventDefinition><bpmn:timeCycle>R/PT1H</bpmn:timeCycle>"
              "</bpmn:timerEventDefinition></bpmn:startEvent><bpmn:endEvent id=\"e\"/>" +
                  flow("f1", "s", "e"),
              "", ""));
  now = now + hour;
  Asker asker(*store, now, "a");
  EXPECT_TRUE(asker.work.fire());
  EXPECT_FALSE(asker.work.fire());
  ASSERT_EQ(asker.asked.size(), 1u);
  EXPECT_TRUE(asker.asked.front().once) << "the start and the count of it are one fact";
  EXPECT_EQ(store->starts().at(0).fired, 0);
  asker.answer_next();
  EXPECT_FALSE(asker.work.fire());
  EXPECT_EQ(store->starts().at(0).fired, 1);
  now = now + hour;
  EXPECT_TRUE(asker.work.fire());
}

TEST_F(DueWorkTest, AMessageThatMissedItsReceiverIsOfferedAgainHoweverManyNobodyWants) {
  store::Batch batch;
  for (int n = 0; n < 1'500; ++n) {
    const std::string id = "m" + std::to_string(n);
    batch.messages.push_back({.id = id, .name = "order", .key = id, .created = now + n, .expires = now + 24 * hour});
    batch.messages.back().variables = codec::encode_variables({});
  }
  ASSERT_TRUE(store->commit(batch).none());
  store::Batch late;
  late.subscriptions = {{InstanceId{3}, WorkId{1}, state::SubscriptionKind::Message, "order", "m1400", "c", ""}};
  ASSERT_TRUE(store->commit(late).none());
  Asker asker(*store, now, "a");
  for (int look = 0; look < 10 && asker.asked.empty(); ++look) {
    asker.work.fire();
    now = now + 10 * us_per_second;
  }
  ASSERT_FALSE(asker.asked.empty());
  EXPECT_EQ(std::get<Deliver>(asker.asked.front().what).message.id, "m1400");
}

TEST_F(DueWorkTest, ATimerThatWasDueLongAgoWhenItIsWrittenGoesAtOnce) {
  Asker asker(*store, now, "a");
  asker.work.start();
  while (asker.work.shares() == 0) std::this_thread::yield();
  store::Batch batch;
  batch.jobs = {{.instance = InstanceId{5}, .work = WorkId{1}, .element = "T", .due = now + -hour}};
  while (asker.asked.empty()) asker.work.note(batch), std::this_thread::yield();
  EXPECT_EQ(asker.instances(), std::vector{InstanceId{5}});
  batch.jobs.front().work = WorkId{2};
  batch.jobs.front().due = now + hour;
  asker.work.note(batch);
  EXPECT_EQ(asker.asked.size(), 1u) << "not due yet";
  asker.work.stop();
}

TEST_F(DueWorkTest, ByThemselvesTwoNodesFireEachTimerOnce) {
  // Threads of their own and a clock that the test moves: waited for, never timed.
  deploy(timed);
  std::vector<InstanceId> started;
  for (int n = 0; n < 50; ++n) started.push_back(start("timed").instance);
  now = now + 2 * hour;
  auto other = make_node("node-2");
  node->host.start();
  other->host.start();
  const auto all_done = [&] {
    return std::ranges::all_of(started, [&](InstanceId id) { return status(id) == state::Status::Completed; });
  };
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!all_done() && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  node->host.stop();
  other->host.stop();
  EXPECT_TRUE(all_done());
  for (InstanceId id : started) EXPECT_EQ(store->journal(id, 1, 10).size(), 2u);
}

}  // namespace
}  // namespace bihuan::host::test
