// Two nodes on one PostgreSQL: who signed in on one is known to the other, a key works once on both, and what happens
// on one wakes those who wait at the other. Skipped with a word when there is no PostgreSQL.
#include <curl/curl.h>
#include <gtest/gtest.h>

#include <future>

#include "tests/adapters/store/stores.h"
#include "tests/api/node.h"
#include "tests/api/samples.h"

namespace bihuan::api::testing {
namespace {

class TwoNodes : public ::testing::Test {
 protected:
  void SetUp() override {
    if (store::server_url().empty())
      GTEST_SKIP() << "BIHUAN_TEST_POSTGRESQL is not set: run under tests/with_postgresql";
    place_ = std::make_unique<store::Home>("postgresql");
    one_ = node("one");
    two_ = node("two");
    ASSERT_EQ(one_->deploy({{"approval.bpmn", approval()},
                            {"approval.form", approval_form()},
                            {"payment.bpmn", payment()},
                            {"waiting.bpmn", waiting()}})
                  .status,
              201);
  }

  std::unique_ptr<Node> node(const std::string& name) const {
    return std::make_unique<Node>(place_->url(), false, [&](ApplicationSettings& settings) { settings.node = name; });
  }
  Answered on(const Node& node, const std::string& token, const std::string& path) const {
    return node.ask({.method = "GET", .path = path, .token = token});
  }
  /// Asks until the answer is this one; false: not within a bound that is far beyond what it may take.
  static bool comes_to(const std::function<int()>& status, int wanted) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (std::chrono::steady_clock::now() < end) {
      if (status() == wanted) return true;
    }
    return false;
  }

  std::unique_ptr<store::Home> place_;
  std::unique_ptr<Node> one_, two_;
};

TEST_F(TwoNodes, ATokenMadeOnOneWorksOnTheOtherAndEndsOnBoth) {
  const Answered made = one_->post("/api/v1/tokens", R"({"person": "p-a", "name": "n", "scope": "all"})");
  ASSERT_EQ(made.status, 201) << made.text;
  const std::string token = made.at("token");
  EXPECT_EQ(on(*two_, token, "/api/v1/session").at("person"), "p-a");
  ASSERT_EQ(one_->ask({.method = "DELETE", .path = "/api/v1/session", .token = token}).status, 204);
  EXPECT_EQ(on(*one_, token, "/api/v1/session").status, 401) << "at once where it was ended";
  EXPECT_TRUE(comes_to([&] { return on(*two_, token, "/api/v1/session").status; }, 401));
}

TEST_F(TwoNodes, SomebodyWhoIsDisabledOnOneIsRefusedOnTheOther) {
  const std::string token =
      one_->post("/api/v1/tokens", R"({"person": "p-b", "name": "n", "scope": "all"})").at("token");
  ASSERT_EQ(on(*two_, token, "/api/v1/session").status, 200);
  ASSERT_EQ(one_->post("/api/v1/accounts/p-b/disable", R"({"reason": "test"})").status, 204);
  EXPECT_TRUE(comes_to([&] { return on(*two_, token, "/api/v1/session").status; }, 401));
}

TEST_F(TwoNodes, AKeyHasOneEffectOnBoth) {
  const std::string body = R"({"process": "waiting", "variables": {"number": "1"}})";
  std::vector<std::future<Answered>> asked;
  for (int i = 0; i < 8; ++i) {
    Node& node = i % 2 == 0 ? *one_ : *two_;
    asked.push_back(std::async(std::launch::async, [&node, &body] {
      return node.post("/api/v1/instances", body, {}, {"Idempotency-Key: both"});
    }));
  }
  std::set<std::string> ids;
  for (auto& one : asked) {
    const Answered answered = one.get();
    EXPECT_EQ(answered.status, 201) << answered.text;
    ids.insert(answered.at("id"));
  }
  EXPECT_EQ(ids.size(), 1u);
  EXPECT_EQ(two_->get("/api/v1/instances").size("items"), 1u);
}

TEST_F(TwoNodes, ATaskClaimedOnOneIsTakenOnTheOther) {
  const std::string instance = one_->start("approval");
  const std::string task = two_->task_of(instance);
  EXPECT_EQ(one_->post("/api/v1/tasks/" + task + "/claim", "{}", "p-a").status, 200);
  EXPECT_EQ(two_->post("/api/v1/tasks/" + task + "/claim", "{}", "p-b").status, 409);
  EXPECT_EQ(two_->get("/api/v1/tasks/" + task).at("assignee"), "p-a");
}

TEST_F(TwoNodes, ALongPollOnOneGetsTheWorkThatBeginsOnTheOther) {
  std::future<Answered> polled = std::async(std::launch::async, [&] {
    return two_->post("/api/v1/external-tasks/fetch-and-lock",
                      R"({"workerId": "w", "topics": ["pay"], "lockDurationMs": 60000, "waitMs": 25000})");
  });
  while (two_->get("/metrics").text.find("{what=\"polls-waiting\"} 1") == std::string::npos) continue;
  const std::string instance = one_->start("payment", R"({"account": "x"})");
  const Answered fetched = polled.get();
  EXPECT_EQ(fetched.at("items/0/instance"), instance) << fetched.text;
}

/// Reads a stream until its text contains `wanted`; `at_first` is called after the first event.
struct Ear {
  std::string text, wanted;
  std::function<void()> at_first;

  static std::size_t take(char* data, std::size_t, std::size_t size, void* to) {
    Ear& ear = *static_cast<Ear*>(to);
    ear.text.append(data, size);
    if (ear.at_first && ear.text.find("event: tasks") != std::string::npos) std::exchange(ear.at_first, nullptr)();
    return ear.text.find(ear.wanted) != std::string::npos ? 0 : size;
  }
};

void listen(const Node& node, const std::string& path, const std::string& as, Ear& ear) {
  CURL* curl = curl_easy_init();
  curl_slist* headers = curl_slist_append(nullptr, ("Authorization: Bearer " + node.token()).c_str());
  headers = curl_slist_append(headers, ("X-Act-As: " + as).c_str());
  const std::string url = "http://127.0.0.1:" + std::to_string(node.port()) + path;
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 60'000L);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, Ear::take);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &ear);
  curl_easy_perform(curl);
  curl_slist_free_all(headers);
  curl_easy_cleanup(curl);
}

TEST_F(TwoNodes, WhoLooksOnAtOneSeesWhatHappensOnTheOther) {
  Ear ear{.wanted = R"("offered":1)", .at_first = [&] { one_->start("approval"); }};
  listen(*two_, "/api/v1/events", "p-a", ear);
  EXPECT_NE(ear.text.find(ear.wanted), std::string::npos) << ear.text;
}

}  // namespace
}  // namespace bihuan::api::testing
