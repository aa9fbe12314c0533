// What is due, in every store: timers by share and place, the program's own jobs, lapsed leases, wanted messages.
#include <gmock/gmock.h>

#include <algorithm>

#include "tests/adapters/store/stores.h"

namespace bihuan::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::int64_t minute = 60'000'000;

class Due : public EachStore {
 protected:
  void keep(const Batch& batch) { ASSERT_TRUE(store->commit(batch).none()); }
  static std::vector<std::uint64_t> works(const std::vector<JobRow>& rows) {
    std::vector<std::uint64_t> numbers;
    for (const JobRow& row : rows) numbers.push_back(row.work.n);
    return numbers;
  }
  static JobRow external(InstanceId id, std::uint64_t work, Instant due, const std::string& topic) {
    JobRow row = job_row(id, work, due);
    row.kind = JobKind::External;
    row.topic = topic;
    return row;
  }
  static Shares only(InstanceId id) { return Shares().set(share_of(id)); }
};
INSTANTIATE_TEST_SUITE_P(, Due, testing::ValuesIn(kinds), [](const auto& info) { return info.param; });

TEST_P(Due, TimersComeEarliestFirstAndTheNextIsTold) {
  const Instant at = now();
  Batch batch;
  batch.jobs = {job_row(first, 1, at + (-10)), job_row(second, 2, at + (-30)), job_row(third, 3, at + (-20)),
                job_row(third, 4, at + 60 * minute), job_row(third, 5, at + 50 * minute)};
  keep(batch);
  const DueJobs due = store->due_jobs({.limit = 10});
  EXPECT_THAT(works(due.timers), ElementsAre(2, 3, 1));
  EXPECT_EQ(due.timers[0].element, "remind");
  EXPECT_EQ(due.next, at + 50 * minute);
  EXPECT_GE(due.now, at);
  EXPECT_THAT(works(store->due_jobs({.limit = 2}).timers), ElementsAre(2, 3));
}

TEST_P(Due, ASliceGoesOnBehindThePlaceOfTheLast) {
  const Instant at = now() + (-minute);
  Batch batch;
  for (std::uint64_t n = 1; n <= 40; ++n) batch.jobs.push_back(job_row(InstanceId{n * 7}, n, at + std::int64_t(n / 8)));
  keep(batch);
  DueRequest request{.limit = 7};
  std::vector<JobRow> all;
  for (auto rows = store->due_jobs(request).timers; !rows.empty(); rows = store->due_jobs(request).timers) {
    all.insert(all.end(), rows.begin(), rows.end());
    request.after = place_of_job(rows.back());
  }
  EXPECT_EQ(all.size(), 40u);
  EXPECT_TRUE(std::ranges::is_sorted(all, {}, [](const JobRow& row) { return place_of_job(row).key(); }));
}

TEST_P(Due, OnlyJobsOfTheSharesAskedForAreFound) {
  const Instant at = now() + (-minute);
  Batch batch;
  batch.jobs = {job_row(first, 1, at), job_row(second, 2, at), external(first, 3, at, "own"),
                external(second, 4, at, "own"), job_row(second, 5, now() + minute)};
  keep(batch);
  DueJobs due = store->due_jobs({.shares = only(first), .limit = 10, .topic = "own"});
  EXPECT_THAT(works(due.timers), ElementsAre(1));
  EXPECT_THAT(works(due.own), ElementsAre(3));
  EXPECT_FALSE(due.next);
  due = store->due_jobs({.shares = only(first) | only(second), .limit = 10, .topic = "own"});
  EXPECT_THAT(works(due.timers), ElementsAre(1, 2));
  EXPECT_TRUE(due.next);
  EXPECT_THAT(store->due_jobs({.shares = {}, .limit = 10}).timers, IsEmpty());
}

TEST_P(Due, SuspendedAndDeferredTimersAreNotDueButOneWithoutRetriesIs) {
  const Instant at = now() + (-minute);
  Batch batch;
  batch.jobs = {job_row(first, 1, at), job_row(first, 2, at), job_row(first, 3, at)};
  batch.jobs[0].suspended = true;
  batch.jobs[1].retries = 0;
  keep(batch);
  store->defer_job(first, WorkId{3}, 10 * minute);
  EXPECT_THAT(works(store->due_jobs({.limit = 10}).timers), ElementsAre(2));
  store->defer_job(first, WorkId{3}, -1);
  EXPECT_THAT(works(store->due_jobs({.limit = 10}).timers), ElementsAre(2, 3)) << "its time has passed";
  store->defer_job(first, WorkId{3}, 10 * minute);
  batch.jobs[2].retries = 9;
  keep(batch);
  EXPECT_THAT(works(store->due_jobs({.limit = 10}).timers), ElementsAre(2, 3)) << "a commit takes it back";
}

TEST_P(Due, OnlyTimersAreDeferredALockOfAnotherJobIsItsWorkers) {
  Batch batch;
  batch.jobs = {external(first, 1, now() + (-minute), "pay"), external(first, 2, now() + (-minute), "own")};
  keep(batch);
  LeaseRequest one{
      .kind = JobKind::External, .owner = "worker", .lease_us = minute, .instance = first, .work = WorkId{1}};
  const auto leased = store->lease_jobs(one);
  ASSERT_EQ(leased.size(), 1u);
  for (std::uint64_t work : {1, 2}) store->defer_job(first, WorkId{work}, 10 * minute);
  EXPECT_EQ(store->job(first, WorkId{1})->lock_until, leased.front().lock_until);
  EXPECT_THAT(works(store->due_jobs({.limit = 10, .topic = "own"}).own), ElementsAre(2));
}

TEST_P(Due, OwnJobsAreThoseOfTheTopicWithRetriesAndWithoutALease) {
  const Instant at = now() + (-minute);
  Batch batch;
  batch.jobs = {external(first, 1, at, "own"), external(first, 2, at, "other"), external(first, 3, at, "own"),
                external(first, 4, now() + minute, "own"), external(first, 5, at, "own")};
  batch.jobs[2].retries = 0;
  keep(batch);
  LeaseRequest one{.kind = JobKind::External, .owner = "worker", .instance = first, .work = WorkId{5}};
  ASSERT_EQ(store->lease_jobs(one).size(), 1u);
  EXPECT_THAT(works(store->due_jobs({.limit = 10, .topic = "own"}).own), ElementsAre(1));
}

TEST_P(Due, ALeaseThatRanOutIsFoundUntilItsFailureIsWritten) {
  Batch batch;
  batch.jobs = {external(first, 1, now() + (-minute), "pay"), external(second, 2, now() + (-minute), "pay")};
  keep(batch);
  LeaseRequest request{.kind = JobKind::External, .owner = "worker", .lease_us = 0, .instance = first};
  request.work = WorkId{1};
  ASSERT_EQ(store->lease_jobs(request).size(), 1u);
  const auto lapsed = store->due_jobs({.limit = 10}).lapsed;
  ASSERT_THAT(works(lapsed), ElementsAre(1));
  EXPECT_EQ(lapsed[0].lock_owner, "worker");
  EXPECT_THAT(store->due_jobs({.shares = only(second), .limit = 10}).lapsed, IsEmpty());
  batch.jobs[0].retries = 2;
  keep(batch);
  EXPECT_THAT(store->due_jobs({.limit = 10}).lapsed, IsEmpty());
}

TEST_P(Due, ASweepFindsKeptMessagesThatSomebodyWaitsFor) {
  const Instant at = now();
  Batch batch;
  for (int n = 1; n <= 6; ++n) batch.messages.push_back(message_row("m" + std::to_string(n), at + n));
  batch.messages[1].key = "B-1";
  batch.messages[2].taken = true;
  batch.messages[4].key = "nobody";
  batch.messages[5].expires = at + (-1);
  batch.subscriptions = {{first, WorkId{1}, state::SubscriptionKind::Message, "paid", "HZ-1", "catch", ""},
                         {second, WorkId{2}, state::SubscriptionKind::Message, "paid", "", "catch", "B-1"},
                         {third, WorkId{3}, state::SubscriptionKind::Signal, "paid", "nobody", "catch", ""}};
  keep(batch);
  std::vector<std::string> wanted;
  std::optional<MessagePlace> place = MessagePlace{};
  while (place) {
    const MessageSweep sweep = store->wanted_messages(*place, 2);
    for (const MessageRow& row : sweep.wanted) wanted.push_back(row.id);
    place = sweep.next;
  }
  EXPECT_THAT(wanted, ElementsAre("m1", "m2", "m4"));
  EXPECT_THAT(store->wanted_messages({at + 2, "m2"}, 10).wanted.size(), 1u);
}

}  // namespace
}  // namespace bihuan::store
