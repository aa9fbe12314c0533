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
  security::Throttle throttle;
  Instant now{0};
  std::int64_t before = 0;
  for (int i = 0; i < 30; ++i) {
    throttle.failed("x", now);
    const std::int64_t wait = throttle.wait_us("x", now);
    EXPECT_GE(wait, before);
    EXPECT_LE(wait, 15 * 60 * us_per_second);
    before = wait;
    now.us += wait;
    EXPECT_EQ(throttle.wait_us("x", now), 0);
  }
  EXPECT_EQ(before, 15 * 60 * us_per_second);
  throttle.succeeded("x");
  throttle.failed("x", now);
  EXPECT_EQ(throttle.wait_us("x", now), 0);
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
