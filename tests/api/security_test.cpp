// Who gets in, as whom, and how guessing is slowed down.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/security/throttle.h"
#include "tests/api/node.h"
#include "tests/api/samples.h"

namespace bihuan::api::testing {
namespace {

using ::testing::ElementsAre;

TEST(Security, WithoutATokenOnlyOperationsAnswer) {
  const Node node;
  const Answered refused = node.ask({.method = "GET", .path = "/api/v1/tasks", .as = "-"});
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(refused.header("www-authenticate"), "Bearer realm=\"bihuan\"");
  const Answered wrong = node.ask({.method = "GET", .path = "/api/v1/tasks", .token = "bh_guess"});
  EXPECT_EQ(wrong.status, 401);
}

TEST(Security, TheFirstStartMakesAnAdministratorWhoMustChangeTheOneTimePassword) {
  Application application({.store = "memory:", .http = {.port = 0, .threads = 1}});
  const auto started = application.start();
  ASSERT_TRUE(started && started->one_time_password);
  const auto ask = [&](Asked asked) { return ask_port(started->port, asked); };
  const auto sign_in = [&](const std::string& password) {
    return ask({.method = "POST",
                .path = "/api/v1/session",
                .body = R"({"person": "admin", "password": ")" + password + "\"}",
                .as = "-"});
  };
  const Answered session = sign_in(*started->one_time_password);
  ASSERT_EQ(session.status, 201) << session.text;
  EXPECT_EQ(session.at("mustChangePassword"), "true");
  const std::string token = session.at("token");
  const Answered early = ask({.method = "GET", .path = "/api/v1/tasks", .token = token});
  EXPECT_EQ(early.status, 403);
  EXPECT_EQ(early.at("code"), "password-change-required");
  const auto change = [&](const std::string& current, const std::string& next) {
    return ask({.method = "PUT",
                .path = "/api/v1/account/password",
                .body = R"({"current": ")" + current + R"(", "new": ")" + next + "\"}",
                .token = token});
  };
  EXPECT_THAT(change("wrong", "short").pointers(), ElementsAre("/current", "/new"));
  EXPECT_EQ(change(*started->one_time_password, "a much better one").status, 204);
  EXPECT_EQ(ask({.method = "GET", .path = "/api/v1/tasks", .token = token}).status, 200);
  EXPECT_EQ(sign_in(*started->one_time_password).status, 401);
  EXPECT_EQ(ask({.method = "DELETE", .path = "/api/v1/session", .token = token}).status, 204);
  EXPECT_EQ(ask({.method = "GET", .path = "/api/v1/tasks", .token = token}).status, 401);
}

TEST(Security, GuessingIsSlowedDownForKnownAndUnknownPeopleAlike) {
  const Node node("memory:", true);
  for (const char* person : {"nobody", "admin"}) {
    const std::string body = R"({"person": ")" + std::string(person) + R"(", "password": "guess"})";
    const auto guess = [&] { return node.ask({.method = "POST", .path = "/api/v1/session", .body = body, .as = "-"}); };
    for (int i = 0; i < 3; ++i) {
      const Answered wrong = guess();
      EXPECT_EQ(wrong.status, 401);
      EXPECT_EQ(wrong.at("detail"), "用户名或密码不正确");
    }
    const Answered slow = guess();
    EXPECT_EQ(slow.status, 429) << person;
    EXPECT_EQ(slow.header("retry-after"), "1");
  }
}

TEST(Throttle, WaitsTwiceAsLongWithEachFailureUpToAQuarterOfAnHour) {
  Instant now{0};
  const auto store = store::open_memory([&] { return now; });
  security::Throttle throttle(*store);
  std::int64_t before = 0;
  for (int i = 0; i < 30; ++i) {
    const security::Attempt attempt{"x", "10.0.0." + std::to_string(i)};
    EXPECT_EQ(throttle.failed(attempt, now), i == 2) << "the third failure locks";
    const std::int64_t wait = throttle.wait_us(attempt, now);
    EXPECT_GE(wait, before);
    EXPECT_LE(wait, 15 * 60 * us_per_second);
    before = wait;
    now.us += wait;
    EXPECT_EQ(throttle.wait_us(attempt, now), 0) << "never for good";
  }
  EXPECT_EQ(before, 15 * 60 * us_per_second);
  throttle.succeeded({"x", "10.0.0.1"});
  throttle.failed({"x", "10.0.0.1"}, now);
  EXPECT_EQ(throttle.wait_us({"x", "10.0.0.1"}, now), 0);
}

TEST(Throttle, OneAddressThatTriesManyNamesHasToWaitToo) {
  Instant now{0};
  const auto store = store::open_memory([&] { return now; });
  security::Throttle throttle(*store), other_node(*store);
  for (int i = 0; i < 30; ++i) throttle.failed({"name " + std::to_string(i), "10.0.0.1"}, now);
  EXPECT_GT(other_node.wait_us({"fresh", "10.0.0.1"}, now), 0);
  EXPECT_EQ(other_node.wait_us({"fresh", "10.0.0.2"}, now), 0);
  throttle.succeeded({"fresh", "10.0.0.1"});
  EXPECT_GT(throttle.wait_us({"other", "10.0.0.1"}, now), 0) << "one right password does not free the address";
}

TEST(Throttle, IsForgottenAfterADayAndSurvivesARestart) {
  Instant now{0};
  const auto store = store::open_memory([&] { return now; });
  for (int i = 0; i < 10; ++i) security::Throttle(*store).failed({"x", "a"}, now);
  EXPECT_GT(security::Throttle(*store).wait_us({"x", "a"}, now), 0);
  EXPECT_TRUE(security::Throttle(*store).locked_until("x", now));
  now.us += 25LL * 3600 * us_per_second;
  EXPECT_EQ(security::Throttle(*store).wait_us({"x", "a"}, now), 0);
  security::Throttle(*store).failed({"x", "a"}, now);
  EXPECT_EQ(security::Throttle(*store).wait_us({"x", "a"}, now), 0) << "counted from the beginning";
}

TEST(Security, TokensAreShownOnceAndEndWhenRevoked) {
  const Node node;
  const Answered made = node.post("/api/v1/tokens", R"({"person": "p-a", "name": "phone"})");
  ASSERT_EQ(made.status, 201) << made.text;
  const std::string token = made.at("token");
  const Answered me = node.ask({.method = "GET", .path = "/api/v1/session", .token = token});
  EXPECT_EQ(me.at("person"), "p-a");
  EXPECT_EQ(me.at("name"), "甲");
  const Answered listed = node.get("/api/v1/tokens?person=p-a");
  EXPECT_EQ(listed.at("items/0/name"), "phone");
  EXPECT_EQ(listed.at("items/0/token"), "");
  EXPECT_EQ(node.ask({.method = "GET", .path = "/api/v1/jobs", .token = token}).status, 403);
  EXPECT_EQ(node.ask({.method = "GET", .path = "/api/v1/tasks", .as = "p-b", .token = token}).status, 403);
  EXPECT_EQ(node.ask({.method = "DELETE", .path = "/api/v1/tokens/" + made.at("id")}).status, 204);
  EXPECT_EQ(node.ask({.method = "GET", .path = "/api/v1/session", .token = token}).status, 401);
  EXPECT_THAT(node.post("/api/v1/tokens", R"({"person": "p-x", "scope": "root", "expires": "2020-01-01T00:00:00Z"})")
                  .pointers(),
              ElementsAre("/expires", "/scope"));
  EXPECT_THAT(node.post("/api/v1/tokens", R"({"person": "p-x"})").pointers(), ElementsAre("/person"));
}

TEST(Security, AWorkersTokenIsForExternalTasksAlone) {
  const Node node;
  const std::string token = node.post("/api/v1/tokens", R"({"person": "bank", "scope": "worker"})").at("token");
  const Answered fetched = node.ask({.method = "POST",
                                     .path = "/api/v1/external-tasks/fetch-and-lock",
                                     .body = R"({"workerId": "w", "topics": ["x"]})",
                                     .token = token});
  EXPECT_EQ(fetched.status, 200);
  EXPECT_EQ(node.ask({.method = "GET", .path = "/api/v1/tasks", .token = token}).status, 403);
}

TEST(Security, OnlyTheAdministratorAdministers) {
  const Node node;
  EXPECT_EQ(node.get("/api/v1/jobs", "p-a").status, 403);
  EXPECT_EQ(node.get("/api/v1/incidents", "p-a").status, 403);
  EXPECT_EQ(node.post("/api/v1/signals", R"({"name": "x"})", "p-a").status, 403);
  EXPECT_EQ(node.get("/api/v1/tasks", "p-nobody").status, 400);
}

TEST(Organisation, IsReplacedAsAWholeOrNotAtAll) {
  const Node node;
  const Answered wrong = node.ask(
      {.method = "PUT",
       .path = "/api/v1/org",
       .body =
           R"({"units": [{"id": "u", "name": "x", "kind": "street", "parent": "none"}], "people": [], "roles": []})"});
  EXPECT_EQ(wrong.status, 422) << wrong.text;
  EXPECT_FALSE(wrong.pointers().empty());
  EXPECT_EQ(node.get("/api/v1/org", "p-a").at("units/0/id"), "u-1");
  EXPECT_EQ(node.get("/api/v1/notifications", "p-a").size("items"), 0u);
}

}  // namespace
}  // namespace bihuan::api::testing
