// What waits, in every store: subscriptions, kept messages, jobs and their leases.
#include <gmock/gmock.h>

#include <algorithm>
#include <set>
#include <thread>

#include "tests/adapters/store/stores.h"

namespace bihuan::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::int64_t minute = 60'000'000;

class Work : public EachStore {
 protected:
  void keep(const Batch& batch) { ASSERT_TRUE(store->commit(batch).none()); }
  static std::vector<std::uint64_t> works(const std::vector<JobRow>& rows) {
    std::vector<std::uint64_t> numbers;
    for (const JobRow& row : rows) numbers.push_back(row.work.n);
    return numbers;
  }
  static LeaseRequest by(const std::string& owner) {
    LeaseRequest request;
    request.owner = owner;
    return request;
  }
};
INSTANTIATE_TEST_SUITE_P(, Work, testing::ValuesIn(kinds), [](const auto& info) { return info.param; });

SubscriptionRow subscription(InstanceId id, std::uint64_t work, const std::string& name, const std::string& key,
                             const std::string& business_key) {
  return {id, WorkId{work}, state::SubscriptionKind::Message, name, key, "catch", business_key};
}

TEST_P(Work, AMessageFindsSubscriptionsByKeyOrElseByBusinessKey) {
  Batch batch;
  batch.subscriptions = {subscription(first, 1, "paid", "K", "B1"), subscription(first, 2, "paid", "", "K"),
                         subscription(second, 3, "paid", "K2", "K"), subscription(second, 4, "other", "K", "K")};
  keep(batch);
  const auto rows = store->message_subscriptions("paid", "K");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].work, WorkId{1});
  EXPECT_EQ(rows[1].work, WorkId{2});
  EXPECT_EQ(rows[1].element, "catch");
  EXPECT_THAT(store->message_subscriptions("paid", "none"), IsEmpty());
  EXPECT_EQ(store->subscriptions_of(second).size(), 2u);
}

TEST_P(Work, ASubscriptionThatIsGoneIsNotFound) {
  Batch batch;
  batch.subscriptions = {subscription(first, 1, "paid", "K", "")};
  keep(batch);
  Batch next;
  next.subscriptions = {subscription(first, 1, "paid", "K2", "")};
  keep(next);
  EXPECT_THAT(store->message_subscriptions("paid", "K"), IsEmpty());
  EXPECT_EQ(store->message_subscriptions("paid", "K2").size(), 1u);
  Batch gone;
  gone.subscriptions_gone = {{first, WorkId{1}}};
  keep(gone);
  EXPECT_THAT(store->subscriptions_of(first), IsEmpty());
}

TEST_P(Work, ASignalFindsAllThatListen) {
  Batch batch;
  batch.subscriptions = {subscription(first, 1, "alarm", "", ""), subscription(second, 2, "alarm", "", "")};
  batch.subscriptions[1].kind = state::SubscriptionKind::Signal;
  keep(batch);
  const auto rows = store->signal_subscriptions("alarm");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].instance, second);
}

TEST_P(Work, KeptMessagesWaitUntilTheyAreTakenOrExpire) {
  const Instant at = now();
  Batch batch;
  batch.messages = {message_row("late", at + 2), message_row("early", at + 1), message_row("old", at + 0),
                    message_row("done", at + 0)};
  batch.messages[2].expires = at + (-1);
  batch.messages[3].taken = true;
  keep(batch);
  const auto rows = store->messages_waiting("paid", "HZ-1");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].id, "early");
  EXPECT_EQ(rows[1].id, "late");
  EXPECT_EQ(rows[0].variables, "v");
  EXPECT_THAT(store->messages_waiting("paid", "HZ-2"), IsEmpty());
  store->forget_messages(at);
  Batch again;
  again.messages = {message_row("old", at)};
  EXPECT_TRUE(store->commit(again).none());
  again.messages = {message_row("done", at)};
  EXPECT_THAT(store->commit(again).messages_known, ElementsAre("done"));
}

TEST_P(Work, DueJobsAreLeasedEarliestFirst) {
  const Instant at = now();
  Batch batch;
  batch.jobs = {job_row(first, 1, at + (-10)), job_row(second, 2, at + (-30)), job_row(third, 3, at + (-20)),
                job_row(third, 4, at + 60 * minute)};
  keep(batch);
  LeaseRequest request = by("node-1");
  request.limit = 2;
  const auto rows = store->lease_jobs(request);
  EXPECT_THAT(works(rows), ElementsAre(2, 3));
  EXPECT_EQ(rows[0].lock_owner, "node-1");
  EXPECT_EQ(rows[0].element, "remind");
  ASSERT_TRUE(rows[0].lock_until);
  EXPECT_GT(*rows[0].lock_until, at);
  EXPECT_THAT(works(store->lease_jobs(by("node-2"))), ElementsAre(1));
  EXPECT_THAT(store->lease_jobs(by("node-2")), IsEmpty());
}

TEST_P(Work, DueJobsAreLeasedInTheOrderAskedFor) {
  const Instant at = now();
  Batch batch;
  batch.jobs = {job_row(first, 1, at + (-10)), job_row(second, 2, at + (-30)), job_row(third, 3, at + (-20))};
  batch.jobs[0].priority = 90;
  keep(batch);
  LeaseRequest request = by("node-1");
  request.limit = 2;
  request.order = LeaseOrder::Priority;
  EXPECT_THAT(works(store->lease_jobs(request)), ElementsAre(1, 2));
  store->release_lease(first, WorkId{1}, "node-1");
  request.order = LeaseOrder::Newest;
  EXPECT_THAT(works(store->lease_jobs(request)), ElementsAre(3, 1));
}

TEST_P(Work, OneJobAloneIsLeased) {
  const Instant at = now();
  Batch batch;
  batch.jobs = {job_row(first, 1, at + (-10)), job_row(second, 2, at + (-30))};
  keep(batch);
  LeaseRequest request = by("node-1");
  request.instance = first;
  request.work = WorkId{1};
  EXPECT_THAT(works(store->lease_jobs(request)), ElementsAre(1));
  EXPECT_THAT(store->lease_jobs(request), IsEmpty());
}

TEST_P(Work, AnExternalJobWhoseLeaseRanOutIsFoundAndFreeOnlyWhenWrittenAgain) {
  JobRow job = job_row(first, 1, now() + (-10));
  job.kind = JobKind::External;
  job.topic = "pay";
  job.retries = 3;
  Batch batch;
  batch.jobs = {job};
  keep(batch);
  LeaseRequest request = by("worker");
  request.kind = JobKind::External;
  request.lease_us = 0;
  ASSERT_EQ(store->lease_jobs(request).size(), 1u);
  EXPECT_THAT(store->lease_jobs(request), IsEmpty());
  const JobQuery expired{.kind = JobKind::External, .expired = true};
  ASSERT_EQ(store->jobs(expired, {}).rows.size(), 1u);
  EXPECT_EQ(store->jobs(expired, {}).rows[0].lock_owner, "worker");
  batch.jobs[0].retries = 2;
  EXPECT_TRUE(store->commit(batch).none());
  EXPECT_THAT(store->jobs(expired, {}).rows, IsEmpty());
  EXPECT_EQ(store->lease_jobs(request).size(), 1u);
}

TEST_P(Work, AnExpiredLeaseOfATimerCountsAsNone) {
  Batch batch;
  batch.jobs = {job_row(first, 1, now() + (-10))};
  keep(batch);
  LeaseRequest request = by("node-1");
  request.lease_us = 0;
  ASSERT_EQ(store->lease_jobs(request).size(), 1u);
  EXPECT_FALSE(store->extend_lease(first, WorkId{1}, "node-1", minute));
  EXPECT_EQ(store->lease_jobs(by("node-2")).size(), 1u);
  EXPECT_FALSE(store->extend_lease(first, WorkId{1}, "node-1", minute));
  EXPECT_TRUE(store->extend_lease(first, WorkId{1}, "node-2", 10 * minute));
  EXPECT_GE(*store->job(first, WorkId{1})->lock_until, now() + 9 * minute);
}

TEST_P(Work, OnlyTheOwnerReleasesALease) {
  Batch batch;
  batch.jobs = {job_row(first, 1, now() + (-10))};
  keep(batch);
  ASSERT_EQ(store->lease_jobs(by("node-1")).size(), 1u);
  store->release_lease(first, WorkId{1}, "node-2");
  EXPECT_THAT(store->lease_jobs(by("node-2")), IsEmpty());
  store->release_lease(first, WorkId{1}, "node-1");
  EXPECT_EQ(store->lease_jobs(by("node-2")).size(), 1u);
}

TEST_P(Work, ALeaseOutlivesCommandsThatOnlyWriteTheRowAgain) {
  JobRow job = job_row(first, 1, now() + (-10));
  job.kind = JobKind::External;
  job.topic = "pay";
  Batch batch;
  batch.jobs = {job};
  keep(batch);
  LeaseRequest request = by("worker");
  request.kind = JobKind::External;
  ASSERT_EQ(store->lease_jobs(request).size(), 1u);
  batch.jobs[0].suspended = true;
  batch.jobs[0].payload = "{}";
  keep(batch);
  EXPECT_EQ(store->job(first, WorkId{1})->lock_owner, "worker");
  EXPECT_TRUE(store->job(first, WorkId{1})->suspended);
  EXPECT_TRUE(store->extend_lease(first, WorkId{1}, "worker", minute));
  batch.jobs[0].topic = "refund";
  keep(batch);
  EXPECT_FALSE(store->job(first, WorkId{1})->lock_until);
}

TEST_P(Work, ALostRetryReleasesTheLease) {
  Batch batch;
  batch.jobs = {job_row(first, 1, now() + (-10))};
  batch.jobs[0].lock_owner = "not written";
  keep(batch);
  EXPECT_EQ(store->job(first, WorkId{1})->lock_owner, "");
  ASSERT_EQ(store->lease_jobs(by("node-1")).size(), 1u);
  batch.jobs[0].retries = 2;
  keep(batch);
  const auto job = store->job(first, WorkId{1});
  EXPECT_EQ(job->retries, 2);
  EXPECT_FALSE(job->lock_until);
  EXPECT_EQ(store->lease_jobs(by("node-2")).size(), 1u);
}

TEST_P(Work, SuspendedAndExhaustedJobsAreNotLeased) {
  const Instant at = now() + (-10);
  Batch batch;
  batch.jobs = {job_row(first, 1, at), job_row(first, 2, at), job_row(first, 3, at), job_row(first, 4, at)};
  batch.jobs[0].suspended = true;
  batch.jobs[1].retries = 0;  // a timer fires all the same
  for (int i : {2, 3}) batch.jobs[static_cast<std::size_t>(i)].kind = JobKind::External;
  batch.jobs[2].retries = 0;
  keep(batch);
  EXPECT_THAT(works(store->lease_jobs(by("n"))), ElementsAre(2));
  LeaseRequest request = by("worker");
  request.kind = JobKind::External;
  EXPECT_THAT(works(store->lease_jobs(request)), ElementsAre(4));
}

TEST_P(Work, WorkersTakeTheTopicsTheyName) {
  const Instant at = now() + (-10);
  Batch batch;
  for (std::uint64_t n = 1; n <= 4; ++n) {
    batch.jobs.push_back(job_row(first, n, at));
    batch.jobs.back().kind = JobKind::External;
    batch.jobs.back().topic = n == 1 ? "mail" : n == 2 ? "短信" : "pay";
  }
  keep(batch);
  LeaseRequest request = by("worker");
  request.kind = JobKind::External;
  request.topics = {"mail", "短信"};
  EXPECT_THAT(works(store->lease_jobs(request)), ElementsAre(1, 2));
  request.topics = {};
  EXPECT_THAT(works(store->lease_jobs(request)), ElementsAre(3, 4));
}

TEST_P(Work, LeasesAreExclusiveBetweenThreadsAndNodes) {
  constexpr std::uint64_t count = 200;
  Batch batch;
  for (std::uint64_t n = 1; n <= count; ++n) batch.jobs.push_back(job_row(first, n, Instant{static_cast<long>(n)}));
  keep(batch);
  const bool two_nodes = store->kind() == "postgresql";
  std::unique_ptr<Store> other = two_nodes ? place->open() : nullptr;
  std::vector<std::vector<JobRow>> taken(4);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < taken.size(); ++t) {
    threads.emplace_back([&, t] {
      Store& mine = other && t % 2 ? *other : *store;
      LeaseRequest request = by("node-" + std::to_string(t));
      request.limit = 7;
      // Nothing left for this one, or nothing that another is not taking just now: then the others finish it.
      for (auto rows = mine.lease_jobs(request); !rows.empty(); rows = mine.lease_jobs(request)) {
        taken[t].insert(taken[t].end(), rows.begin(), rows.end());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<std::uint64_t> numbers;
  std::size_t total = 0;
  for (const auto& rows : taken) {
    total += rows.size();
    for (const JobRow& row : rows) numbers.insert(row.work.n);
  }
  EXPECT_EQ(total, count);
  EXPECT_EQ(numbers.size(), count);
}

}  // namespace
}  // namespace bihuan::store
