// Bells: what rings, who hears it, and what becomes of a connection that is lost.
#include "adapters/store/bell.h"

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "tests/adapters/store/stores.h"

namespace bihuan::store {
namespace {

/// Collects what it hears.
class Ear {
 public:
  explicit Ear(Bell& bell)
      : listening_(bell.listen([this](Topics topics, Origin) {
          const std::lock_guard lock(mutex_);
          heard_ |= topics;
          changed_.notify_all();
        })) {}
  /// Waits until all of these have been heard, and forgets them. The bound is only for a test that fails.
  bool hears(Topics topics) {
    std::unique_lock lock(mutex_);
    const bool all = changed_.wait_for(lock, std::chrono::seconds(30), [&] { return (heard_ & topics) == topics; });
    heard_ = no_topics;
    return all;
  }
  Topics heard() {
    const std::lock_guard lock(mutex_);
    return std::exchange(heard_, no_topics);
  }
  void stop() { listening_.reset(); }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  Topics heard_ = no_topics;
  std::unique_ptr<Bell::Listening> listening_;
};

TEST(Bell, TheListenersOfThisProcessHaveHeardOnReturn) {
  Bell bell;
  Ear one(bell), other(bell);
  bell.ring(Topic::Jobs | Topic::Cases);
  EXPECT_EQ(one.heard(), Topic::Jobs | Topic::Cases);
  EXPECT_EQ(other.heard(), Topic::Jobs | Topic::Cases);
  one.stop();
  bell.ring(bit(Topic::People));
  EXPECT_EQ(one.heard(), no_topics);
  EXPECT_EQ(other.heard(), bit(Topic::People));
}

TEST(Bell, ABatchIsAboutWhatItWrites) {
  EXPECT_EQ(topics_of({}), no_topics);
  Batch batch = new_case(first);
  EXPECT_EQ(topics_of(batch), Topic::Cases | Topic::Tasks);
  batch.jobs = {job_row(first, 2, batch.journal[0].at + 60'000'000)};
  EXPECT_FALSE(has(topics_of(batch), Topic::Jobs)) << "who looks each second finds it in time";
  batch.jobs[0].due = batch.journal[0].at;
  EXPECT_TRUE(has(topics_of(batch), Topic::Jobs));
  Batch message;
  message.messages = {message_row("m", {1})};
  EXPECT_EQ(topics_of(message), bit(Topic::Messages));
}

class Rings : public EachStore {};
INSTANTIATE_TEST_SUITE_P(, Rings, testing::ValuesIn(kinds), [](const auto& info) { return info.param; });

TEST_P(Rings, AStoreRingsForWhatItHasWrittenAndOnlyThen) {
  Ear ear(store->bell());
  if (store->kind() == "postgresql") {
    EXPECT_TRUE(ear.hears(all_topics)) << "at its first connection";
  }
  ASSERT_TRUE(store->commit(new_case(first)).none());
  EXPECT_EQ(ear.heard(), Topic::Cases | Topic::Tasks);
  EXPECT_FALSE(store->commit(new_case(first)).none());
  EXPECT_EQ(ear.heard(), no_topics) << "a commit that was refused is none";
  store->save_session({.hash = "h", .person = "li.na"});
  EXPECT_EQ(ear.heard(), bit(Topic::People));
  store->end_session("h");
  EXPECT_EQ(ear.heard(), bit(Topic::People));
  store->save_permissions("{}");
  EXPECT_EQ(ear.heard(), bit(Topic::People));
  store->deploy({});
  EXPECT_EQ(ear.heard(), bit(Topic::Deployments));
  EXPECT_TRUE(store->load({first}).size() == 1 && ear.heard() == no_topics) << "reading is not rung for";
}

class PostgresqlBells : public testing::Test {
 protected:
  void SetUp() override {
    if (server_url().empty()) GTEST_SKIP() << "BIHUAN_TEST_POSTGRESQL is not set: run under tests/with_postgresql";
  }
};

TEST_F(PostgresqlBells, OtherNodesOfTheStoreHear) {
  const Home home("postgresql"), elsewhere("postgresql");
  const auto one = home.open(), other = home.open(), stranger = elsewhere.open();
  Ear here(one->bell()), there(other->bell()), far(stranger->bell());
  ASSERT_TRUE(here.hears(all_topics) && there.hears(all_topics) && far.hears(all_topics));
  ASSERT_TRUE(one->commit(new_case(first)).none());
  EXPECT_TRUE(there.hears(Topic::Cases | Topic::Tasks));
  other->end_session("none");
  stranger->save_permissions("{}");
  EXPECT_TRUE(here.hears(bit(Topic::People)));
  EXPECT_EQ(far.heard(), bit(Topic::People)) << "its own alone: it uses another schema of the database";
}

TEST_F(PostgresqlBells, AConnectionThatIsLostIsMadeAgainAndEverythingIsRungOnce) {
  const Home home("postgresql");
  const auto one = home.open(), other = home.open();
  Ear here(one->bell()), there(other->bell());
  ASSERT_TRUE(here.hears(all_topics) && there.hears(all_topics));
  run_on_server(server_url(),
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query ILIKE '%listen%' AND pid <> "
                "pg_backend_pid()");
  EXPECT_TRUE(here.hears(all_topics));
  EXPECT_TRUE(there.hears(all_topics));
  ASSERT_TRUE(one->commit(new_case(first)).none());
  EXPECT_TRUE(there.hears(Topic::Cases | Topic::Tasks));
}

}  // namespace
}  // namespace bihuan::store
