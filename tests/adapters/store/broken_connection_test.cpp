// PostgreSQL connections that break: before, during and after a commit.
#include <gmock/gmock.h>

#include <charconv>

#include "tests/adapters/store/cutting_proxy.h"
#include "tests/adapters/store/stores.h"

namespace bihuan::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* marker = "@127.0.0.1:";

class BrokenConnection : public testing::Test {
 protected:
  void SetUp() override {
    if (server_url().find(marker) == std::string::npos) {
      GTEST_SKIP() << "BIHUAN_TEST_POSTGRESQL names no server on 127.0.0.1: run under tests/with_postgresql";
    }
    home = std::make_unique<Home>("postgresql");
    const std::size_t at = home->url().find(marker) + std::string(marker).size();
    const std::size_t end = home->url().find('/', at);
    int port = 0;
    std::from_chars(home->url().data() + at, home->url().data() + end, port);
    proxy = std::make_unique<CuttingProxy>(port);
    auto opened =
        open_postgresql(home->url().substr(0, at) + std::to_string(proxy->port()) + home->url().substr(end), 2);
    ASSERT_TRUE(opened);
    store = std::move(*opened);
    // The connection prepares its statements now, so that each later commit is a single exchange.
    ASSERT_TRUE(store->commit(new_case(first)).none());
  }

  std::unique_ptr<Home> home;
  std::unique_ptr<CuttingProxy> proxy;
  std::unique_ptr<Store> store;
};

TEST_F(BrokenConnection, ACommitThatWasDurableButNotAnsweredIsFoundNotRepeated) {
  proxy->cut_next(Cut::AfterTheServerAnswers);
  EXPECT_TRUE(store->commit(new_case(second)).none());
  EXPECT_EQ(proxy->cuts(), 1);
  EXPECT_EQ(store->journal(second, 1, 10).size(), 1u);
  EXPECT_THAT(store->commit(new_case(second)).overtaken, ElementsAre(second));
}

TEST_F(BrokenConnection, ACommitThatNeverArrivedIsWrittenOnce) {
  proxy->cut_next(Cut::BeforeTheServerHears);
  EXPECT_TRUE(store->commit(new_case(second)).none());
  EXPECT_EQ(proxy->cuts(), 1);
  EXPECT_EQ(store->journal(second, 1, 10).size(), 1u);
}

TEST_F(BrokenConnection, AnAnswerOrAMessageAloneIsRecognisedToo) {
  Batch answer, message;
  answer.answers = {{"k0", "print", 200, "body", {1}}};
  message.messages = {message_row("m0", {1})};
  ASSERT_TRUE(store->commit(answer).none());
  ASSERT_TRUE(store->commit(message).none());
  answer.answers[0].key = "k1";
  proxy->cut_next(Cut::AfterTheServerAnswers);
  EXPECT_TRUE(store->commit(answer).none());
  message.messages[0].id = "m1";
  ASSERT_TRUE(store->commit(new_case(second)).none());
  proxy->cut_next(Cut::AfterTheServerAnswers);
  EXPECT_TRUE(store->commit(message).none());
  EXPECT_EQ(proxy->cuts(), 2);
  EXPECT_THAT(store->commit(answer).answered, ElementsAre("k1"));
  EXPECT_THAT(store->commit(message).messages_known, ElementsAre("m1"));
}

TEST_F(BrokenConnection, ADeploymentIsNotTakenTwice) {
  Deployment deployment;
  deployment.row.name = "street";
  deployment.definitions = {{.kind = "form", .key = "f"}};
  ASSERT_EQ(store->deploy(deployment).definitions[0].version, 1);
  proxy->cut_next(Cut::AfterTheServerAnswers, 2);  // after its numbers and the latest version: the deployment itself
  const Deployment stored = store->deploy(deployment);
  EXPECT_EQ(proxy->cuts(), 1);
  EXPECT_EQ(stored.definitions[0].version, 2);
  const auto definitions = store->definitions();
  ASSERT_EQ(definitions.size(), 2u);
  EXPECT_TRUE(definitions[0].id == stored.definitions[0].id || definitions[1].id == stored.definitions[0].id);
}

TEST_F(BrokenConnection, ReadsGoOnOverANewConnection) {
  proxy->cut_next(Cut::AfterTheServerAnswers);
  EXPECT_EQ(store->load({first}).size(), 1u);
  proxy->cut_next(Cut::BeforeTheServerHears);
  EXPECT_EQ(store->tasks({}, {}).rows.size(), 1u);
  EXPECT_EQ(proxy->cuts(), 2);
}

TEST_F(BrokenConnection, ConnectionsThatTheServerEndsAreReplaced) {
  run_on_server(server_url(),
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND "
                "backend_type = 'client backend'");
  EXPECT_TRUE(store->commit(new_case(second)).none());
  EXPECT_EQ(store->load({first, second}).size(), 2u);
}

TEST_F(BrokenConnection, AServerThatSaysNothingIsUnavailableUntilItSpeaksAgain) {
  proxy->be_silent(true);
  EXPECT_THROW(store->commit(new_case(second)), Unavailable);
  EXPECT_FALSE(store->healthy());
  proxy->be_silent(false);
  EXPECT_TRUE(store->healthy());
  store->commit(new_case(second));  // the first try may have arrived in the end
  EXPECT_EQ(store->journal(second, 1, 10).size(), 1u);
}

TEST_F(BrokenConnection, WithoutAServerTheStoreIsUnavailableAndSaysNothingOfTheData) {
  proxy.reset();
  EXPECT_FALSE(store->healthy());
  try {
    store->commit(new_case(second));
    FAIL() << "a commit without a server";
  } catch (const Unavailable& unavailable) {
    EXPECT_THAT(unavailable.what(), testing::Not(testing::HasSubstr("HZ")));
    EXPECT_THAT(unavailable.what(), testing::Not(testing::HasSubstr("INSERT")));
  }
}

}  // namespace
}  // namespace bihuan::store
