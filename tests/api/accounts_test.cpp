// Accounts of staff: one-time passwords, logins, disabling; tokens of one's own; which passwords are taken.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/security/password_rules.h"
#include "api/security/secret.h"
#include "tests/api/node.h"
#include "tests/api/samples.h"

namespace bihuan::api::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Answered sign_in(const Node& node, const std::string& name, const std::string& password) {
  return node.ask({.method = "POST",
                   .path = "/api/v1/session",
                   .body = R"({"person": ")" + name + R"(", "password": ")" + password + "\"}",
                   .as = "-"});
}

TEST(PasswordRules, TakeWhatIsLongAndNotAmongTheFirstToBeTried) {
  const std::vector<std::string> names = {"zhangwei", "张伟"};
  const auto taken = [&](const std::string& password) {
    return security::password_faults(password, names, "/new").empty();
  };
  EXPECT_TRUE(taken("four wide rivers"));
  EXPECT_TRUE(taken("一二三四五六七八九十"));
  EXPECT_FALSE(taken("t12345678")) << "nine characters";
  EXPECT_FALSE(taken("1234567890"));
  EXPECT_FALSE(taken("Password123")) << "in whatever case";
  EXPECT_FALSE(taken("aaaaaaaaaaaa"));
  EXPECT_FALSE(taken("abcabcabcabc"));
  EXPECT_FALSE(taken("34567890123"));
  EXPECT_FALSE(taken("zyxwvutsrqpo"));
  EXPECT_FALSE(taken("zhangwei123"));
  EXPECT_TRUE(taken("zhangwei walks uphill"));
  EXPECT_FALSE(taken(std::string(1025, 'x') + "y"));
}

TEST(Accounts, AOneTimePasswordIsShownOnceAndMustBeChanged) {
  const Node node("memory:", true);
  const Answered given = node.post("/api/v1/accounts/p-a/one-time-password");
  ASSERT_EQ(given.status, 201) << given.text;
  EXPECT_EQ(given.at("password").size(), 20u);
  const Answered session = sign_in(node, "p-a", given.at("password"));
  ASSERT_EQ(session.status, 201);
  EXPECT_EQ(session.at("mustChangePassword"), "true");
  const auto mine = [&](const std::string& method, const std::string& path, const std::string& body = {}) {
    return node.ask({.method = method, .path = "/api/v1" + path, .body = body, .token = session.at("token")});
  };
  EXPECT_EQ(mine("GET", "/tasks").at("code"), "password-change-required");
  EXPECT_EQ(
      mine("PUT", "/account/password", R"({"current": ")" + given.at("password") + R"(", "new": "four wide rivers"})")
          .status,
      204);
  EXPECT_EQ(mine("GET", "/tasks").status, 200);
  EXPECT_EQ(sign_in(node, "p-a", given.at("password")).status, 401);
  EXPECT_EQ(node.post("/api/v1/accounts/p-nobody/one-time-password").status, 404);
  EXPECT_EQ(node.post("/api/v1/accounts/p-b/one-time-password", "{}", "p-a").status, 403);
}

TEST(Accounts, AOneTimePasswordRunsOutAfterAWeek) {
  Node node("memory:", true);
  const std::string password = node.post("/api/v1/accounts/p-a/one-time-password").at("password");
  node.pass(8LL * 24 * 3600 * us_per_second);
  const Answered late = sign_in(node, "p-a", password);
  EXPECT_EQ(late.status, 401);
  EXPECT_EQ(late.at("code"), "sign-in-refused");
}

TEST(Accounts, WhoIsDisabledIsOutAtOnceAndComesBackWhenEnabled) {
  const Node node;
  const std::string password = node.post("/api/v1/accounts/p-a/one-time-password").at("password");
  const std::string token = sign_in(node, "p-a", password).at("token");
  const std::string lasting = node.post("/api/v1/tokens", R"({"person": "p-a", "name": "phone"})").at("token");
  const auto me = [&](const std::string& with) {
    return node.ask({.method = "GET", .path = "/api/v1/session", .token = with}).status;
  };
  EXPECT_EQ(me(token), 200);
  EXPECT_EQ(node.post("/api/v1/accounts/p-a/disable", R"({"reason": "调离"})").status, 204);
  EXPECT_EQ(me(token), 401);
  EXPECT_EQ(me(lasting), 401);
  const Answered refused = sign_in(node, "p-a", password);
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(refused.at("detail"), "用户名或密码不正确") << "the same answer as for whoever does not exist";
  EXPECT_EQ(node.get("/api/v1/accounts?text=p-a").at("items/0/state"), "disabled");
  EXPECT_EQ(node.post("/api/v1/accounts/p-a/enable").status, 204);
  EXPECT_EQ(me(token), 401) << "the session stays ended";
  EXPECT_EQ(me(lasting), 200);
  EXPECT_EQ(sign_in(node, "p-a", password).status, 201);
  EXPECT_EQ(node.post("/api/v1/accounts/admin/disable").at("code"), "own-roles");
}

TEST(Accounts, WhomTheOrganisationDisablesIsOutToo) {
  const Node node;
  const std::string password = node.post("/api/v1/accounts/p-a/one-time-password").at("password");
  const std::string token = sign_in(node, "p-a", password).at("token");
  EXPECT_EQ(node.ask({.method = "PATCH", .path = "/api/v1/org/people/p-a", .body = R"({"disabled": true})"}).status,
            204);
  EXPECT_EQ(node.ask({.method = "GET", .path = "/api/v1/session", .token = token}).status, 401);
  EXPECT_EQ(sign_in(node, "p-a", password).at("code"), "sign-in-refused");
}

TEST(Accounts, AreListedWithTheirState) {
  const Node node("memory:", true);
  const std::string password = node.post("/api/v1/accounts/p-b/one-time-password").at("password");
  for (int i = 0; i < 3; ++i) sign_in(node, "p-a", "wrong");
  sign_in(node, "p-b", password);
  const Answered listed = node.get("/api/v1/accounts");
  std::vector<std::string> states;
  for (std::size_t i = 0; i < listed.size("items"); ++i) {
    const std::string at = "items/" + std::to_string(i);
    states.push_back(listed.at(at + "/person") + " " + listed.at(at + "/state"));
  }
  EXPECT_THAT(states, ElementsAre("admin new", "p-a locked", "p-b active", "p-c new", "p-d new"));
  EXPECT_EQ(listed.at("items/1/unitName"), "示例街道");
  const Answered page = node.get("/api/v1/accounts?limit=2");
  EXPECT_EQ(page.size("items"), 2u);
  EXPECT_EQ(node.get("/api/v1/accounts?limit=2&cursor=" + page.at("nextCursor")).at("items/0/person"), "p-b");
}

TEST(Accounts, ALoginBelongsToOnePerson) {
  const Node node;
  const auto set = [&](const std::string& person, const std::string& login) {
    return node.ask({.method = "PUT", .path = "/api/v1/accounts/" + person, .body = R"({"login": ")" + login + "\"}"});
  };
  EXPECT_EQ(set("p-a", "jia").status, 204);
  EXPECT_EQ(set("p-b", "jia").status, 412);
  EXPECT_THAT(set("p-b", "p-a").pointers(), ElementsAre("/login"));
  EXPECT_EQ(set("p-a", "").status, 204);
  EXPECT_EQ(set("p-b", "jia").status, 204);
  EXPECT_EQ(sign_in(node, "jia", "").status, 401) << "an account without a password has none that fits";
}

TEST(Accounts, SigningInTellsNobodyWhoExists) {
  const Node node("memory:", true);
  const Answered known = sign_in(node, "admin", "wrong"), unknown = sign_in(node, "nobody", "wrong");
  EXPECT_EQ(known.status, unknown.status);
  EXPECT_EQ(known.text, unknown.text);
  EXPECT_EQ(known.at("code"), "sign-in-refused");
}

TEST(Tokens, OfOnesOwnNeedAnEndWithinAYearAndSayWhatTheyMayDo) {
  const Node node("memory:", true);
  const std::string mine = node.post("/api/v1/tokens", R"({"person": "p-a"})").at("token");
  const auto ask = [&](const std::string& method, const std::string& path, const std::string& body = {}) {
    return node.ask({.method = method, .path = "/api/v1/account/tokens" + path, .body = body, .token = mine});
  };
  EXPECT_THAT(ask("POST", "", R"({"name": "x", "scope": ["read"]})").pointers(), ElementsAre("/expires"));
  EXPECT_THAT(
      ask("POST", "", R"({"name": "x", "scope": ["worker"], "expires": "2028-01-01T00:00:00+08:00"})").pointers(),
      ElementsAre("/expires", "/scope"));
  EXPECT_THAT(ask("POST", "", R"({"name": "", "scope": [], "expires": "2026-10-01T00:00:00+08:00"})").pointers(),
              ElementsAre("/name", "/scope"));
  const Answered made =
      ask("POST", "", R"({"name": "表格", "scope": ["read"], "expires": "2026-12-01T00:00:00+08:00"})");
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(node.ask({.method = "GET", .path = "/api/v1/instances", .token = made.at("token")}).status, 200);
  EXPECT_EQ(
      node.ask(
              {.method = "POST", .path = "/api/v1/instances", .body = R"({"process": "x"})", .token = made.at("token")})
          .status,
      403)
      << "it may only read";
  const Answered listed = ask("GET", "");
  EXPECT_EQ(listed.size("items"), 2u);
  EXPECT_NE(listed.text.find("lastUsed"), std::string::npos);
  const std::string work =
      ask("POST", "", R"({"name": "w", "scope": ["work"], "expires": "2026-12-01T00:00:00+08:00"})").at("token");
  EXPECT_EQ(node.ask({.method = "POST",
                      .path = "/api/v1/account/tokens",
                      .body = R"({"name": "more", "scope": ["work"], "expires": "2027-08-01T00:00:00+08:00"})",
                      .token = work})
                .status,
            403)
      << "a token for less makes none";
  EXPECT_EQ(ask("DELETE", "/" + made.at("id")).status, 204);
  EXPECT_EQ(node.ask({.method = "GET", .path = "/api/v1/instances", .token = made.at("token")}).status, 401);
  const std::string of_admin = node.get("/api/v1/tokens?person=admin").at("items/0/id");
  EXPECT_EQ(ask("DELETE", "/" + of_admin).status, 404) << "not one's own";
}

}  // namespace
}  // namespace bihuan::api::testing
