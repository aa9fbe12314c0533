// Sessions of pages: how they begin, what they need to change something, and all the ways in which they end.
#include "api/security/sessions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/security/secret.h"
#include "tests/api/node.h"
#include "tests/api/samples.h"

namespace bihuan::api::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* password = "four wide rivers";

/// A node on which p-a has a password.
class Desk {
 public:
  explicit Desk(std::function<void(ApplicationSettings&)> change = {}) : node("memory:", true, std::move(change)) {
    store().save_account({.person = "p-a", .password_hash = security::hash_password(password), .login = "jia"});
  }
  store::Store& store() { return node.application().store(); }

  Answered sign_in(const std::string& name = "p-a", std::vector<std::string> headers = {}) {
    return node.ask({.method = "POST",
                     .path = "/api/v1/session",
                     .body = R"({"person": ")" + name + R"(", "password": ")" + password + R"(", "cookie": true})",
                     .as = "-",
                     .headers = std::move(headers)});
  }
  /// As a page: the cookie, and with whatever changes something the token.
  Answered page(const std::string& method, const std::string& path, const Answered& session,
                const std::string& body = {}) {
    std::vector<std::string> headers = {"Cookie: other=1; " + cookie(session)};
    if (method != "GET") headers.push_back("X-CSRF-Token: " + session.at("csrf"));
    return with(method, path, std::move(headers), body);
  }
  Answered with(const std::string& method, const std::string& path, std::vector<std::string> headers,
                const std::string& body = {}) {
    return node.ask(
        {.method = method, .path = "/api/v1" + path, .body = body, .as = "-", .headers = std::move(headers)});
  }
  static std::string cookie(const Answered& session) {
    const std::string line = session.header("set-cookie");
    return line.substr(0, line.find(';'));
  }

  Node node;
};

TEST(Session, APageGetsACookieThatNoScriptReadsAndNoToken) {
  Desk desk;
  const Answered session = desk.sign_in();
  ASSERT_EQ(session.status, 201) << session.text;
  EXPECT_EQ(session.at("token"), "");
  EXPECT_EQ(session.at("name"), "甲");
  EXPECT_EQ(session.at("csrf").size(), 64u);
  const std::string cookie = session.header("set-cookie");
  EXPECT_THAT(cookie, HasSubstr("bihuan-session=bh_"));
  for (const char* part : {"HttpOnly", "SameSite=Lax", "Path=/"}) EXPECT_THAT(cookie, HasSubstr(part));
  EXPECT_THAT(cookie, Not(HasSubstr("Secure"))) << "it came in the clear from 127.0.0.1";
  const auto rows = desk.store().sessions("p-a");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_THAT(cookie, Not(HasSubstr(rows[0].hash))) << "only its hash is stored";
  const Answered me = desk.page("GET", "/session", session);
  EXPECT_EQ(me.at("person"), "p-a");
  EXPECT_EQ(me.at("csrf"), session.at("csrf"));
  EXPECT_EQ(me.at("roles/0/name"), "经办人");
  EXPECT_EQ(me.at("roles/0/unitName"), "示例街道");
}

TEST(Session, TheCookieIsSecureBehindHttpsAndOnLocalhost) {
  Desk desk([](ApplicationSettings& settings) { settings.http.trusted_proxies = {"127.0.0.1"}; });
  EXPECT_THAT(desk.sign_in("p-a", {"X-Forwarded-Proto: https"}).header("set-cookie"), HasSubstr("; Secure"));
  EXPECT_THAT(desk.sign_in("p-a", {"Host: localhost:8080"}).header("set-cookie"), HasSubstr("; Secure"));
}

TEST(Session, OneSignsInWithTheLoginToo) {
  Desk desk;
  EXPECT_EQ(desk.sign_in("jia").at("person"), "p-a");
  EXPECT_EQ(desk.node.ask({.method = "GET", .path = "/api/v1/sign-in", .as = "-"}).at("password"), "true");
}

TEST(Session, WhatChangesSomethingNeedsThePagesToken) {
  Desk desk;
  const Answered session = desk.sign_in();
  const std::string cookie = "Cookie: " + Desk::cookie(session), right = "X-CSRF-Token: " + session.at("csrf");
  const auto post = [&](std::vector<std::string> headers) {
    return desk.with("POST", "/notifications/read-all", std::move(headers), "{}").status;
  };
  EXPECT_EQ(post({cookie, right}), 204);
  EXPECT_EQ(post({cookie}), 403);
  EXPECT_EQ(post({cookie, "X-CSRF-Token: " + std::string(64, 'a')}), 403);
  EXPECT_EQ(post({cookie, right, "Sec-Fetch-Site: cross-site"}), 403);
  EXPECT_EQ(post({cookie, right, "Sec-Fetch-Site: same-site"}), 403);
  EXPECT_EQ(post({cookie, right, "Sec-Fetch-Site: same-origin"}), 204);
  EXPECT_EQ(post({cookie, right, "Origin: https://elsewhere.example"}), 403);
  const Answered refused = desk.with("POST", "/notifications/read-all", {cookie}, "{}");
  EXPECT_EQ(refused.at("code"), "foreign-request");
  EXPECT_EQ(desk.with("GET", "/notifications", {cookie}).status, 200) << "reading needs no token";
}

TEST(Session, AnotherSiteCannotSignSomebodyIn) {
  Desk desk;
  EXPECT_EQ(desk.sign_in("p-a", {"Sec-Fetch-Site: cross-site"}).at("code"), "foreign-request");
  EXPECT_EQ(desk.sign_in("p-a", {"Origin: null"}).status, 403);
}

TEST(Session, EndsWhenNobodyUsesItForHalfAnHour) {
  Desk desk;
  const Answered session = desk.sign_in();
  constexpr std::int64_t minute = 60 * us_per_second;
  for (int i = 0; i < 3; ++i) {
    desk.node.pass(29 * minute);
    EXPECT_EQ(desk.page("GET", "/session", session).status, 200) << i;
  }
  desk.node.pass(31 * minute);
  const Answered late = desk.page("GET", "/session", session);
  EXPECT_EQ(late.status, 401);
  EXPECT_EQ(late.at("code"), "session-expired");
  EXPECT_EQ(desk.with("GET", "/session", {}).at("code"), "not-signed-in");
}

TEST(Session, EndsAfterTwelveHoursHoweverMuchItIsUsed) {
  Desk desk;
  const Answered session = desk.sign_in();
  for (int i = 0; i < 35; ++i) {
    desk.node.pass(20 * 60 * us_per_second);
    ASSERT_EQ(desk.page("GET", "/session", session).status, 200) << i;
  }
  desk.node.pass(20 * 60 * us_per_second);
  EXPECT_EQ(desk.page("GET", "/session", session).at("code"), "session-expired");
}

TEST(Session, ItsTimesAreSettings) {
  Desk desk([](ApplicationSettings& settings) { settings.sessions.idle_us = 10 * us_per_second; });
  const Answered session = desk.sign_in();
  desk.node.pass(11 * us_per_second);
  EXPECT_EQ(desk.page("GET", "/session", session).status, 401);
}

TEST(Session, IsNotWrittenMoreThanOnceAMinute) {
  Desk desk;
  const Answered session = desk.sign_in();
  const Instant begun = desk.store().sessions("p-a")[0].seen;
  desk.node.pass(59 * us_per_second);
  desk.page("GET", "/session", session);
  EXPECT_EQ(desk.store().sessions("p-a")[0].seen, begun);
  desk.node.pass(us_per_second);
  desk.page("GET", "/session", session);
  EXPECT_EQ(desk.store().sessions("p-a")[0].seen, begun + 60 * us_per_second);
}

TEST(Session, SigningOutEndsItAndTakesTheCookieAway) {
  Desk desk;
  const Answered session = desk.sign_in();
  const Answered out = desk.page("DELETE", "/session", session);
  EXPECT_EQ(out.status, 204);
  EXPECT_THAT(out.header("set-cookie"), HasSubstr("Max-Age=0"));
  EXPECT_EQ(desk.page("GET", "/session", session).status, 401);
}

TEST(Session, SigningInAgainEndsTheOldOne) {
  Desk desk;
  const Answered first = desk.sign_in();
  const Answered second = desk.sign_in("p-a", {"Cookie: " + Desk::cookie(first)});
  EXPECT_EQ(desk.page("GET", "/session", first).status, 401);
  EXPECT_EQ(desk.page("GET", "/session", second).status, 200);
}

TEST(Session, ANewPasswordEndsAllOthers) {
  Desk desk;
  const Answered here = desk.sign_in(), there = desk.sign_in();
  const Answered weak = desk.page("PUT", "/account/password", here,
                                  R"({"current": ")" + std::string(password) + R"(", "new": "1234567890"})");
  EXPECT_EQ(weak.status, 422);
  EXPECT_EQ(weak.at("code"), "password-weak");
  EXPECT_THAT(weak.pointers(), ::testing::ElementsAre("/new"));
  EXPECT_EQ(desk.page("GET", "/session", there).status, 200);
  const Answered changed = desk.page("PUT", "/account/password", here,
                                     R"({"current": ")" + std::string(password) + R"(", "new": "quite another one"})");
  EXPECT_EQ(changed.status, 204) << changed.text;
  EXPECT_EQ(desk.page("GET", "/session", here).status, 200);
  EXPECT_EQ(desk.page("GET", "/session", there).status, 401);
}

TEST(Session, OneSeesAndEndsOnesOwnAndNobodyElses) {
  Desk desk;
  desk.store().save_account({.person = "p-b", .password_hash = security::hash_password(password)});
  const Answered mine = desk.sign_in(), also_mine = desk.sign_in(), theirs = desk.sign_in("p-b");
  const Answered listed = desk.page("GET", "/account/sessions", mine);
  EXPECT_EQ(listed.size("items"), 2u) << listed.text;
  EXPECT_EQ(listed.at("items/0/address"), "127.0.0.1");
  const std::string theirs_id = desk.store().sessions("p-b")[0].id;
  EXPECT_EQ(desk.page("DELETE", "/account/sessions/" + theirs_id, mine).status, 404);
  for (const store::SessionRow& row : desk.store().sessions("p-a")) {
    if (row.hash == security::sha256_hex(Desk::cookie(also_mine).substr(std::string("bihuan-session=").size()))) {
      EXPECT_EQ(desk.page("DELETE", "/account/sessions/" + row.id, mine).status, 204);
    }
  }
  EXPECT_EQ(desk.page("GET", "/session", also_mine).status, 401);
  EXPECT_EQ(desk.page("GET", "/session", theirs).status, 200);
  EXPECT_EQ(desk.node.get("/api/v1/sessions").size("items"), 2u);
  EXPECT_EQ(desk.node.ask({.method = "DELETE", .path = "/api/v1/sessions/" + theirs_id}).status, 204);
  EXPECT_EQ(desk.page("GET", "/session", theirs).status, 401);
}

TEST(Session, ATokenInTheHeaderCountsBeforeTheCookieAndNeedsNoPagesToken) {
  Desk desk;
  const Answered session = desk.sign_in();
  const Answered answered = desk.node.ask({.method = "POST",
                                           .path = "/api/v1/notifications/read-all",
                                           .body = "{}",
                                           .headers = {"Cookie: " + Desk::cookie(session)}});
  EXPECT_EQ(answered.status, 204);
}

TEST(Session, AForgedOrEmptyCookieIsNobodys) {
  Desk desk;
  EXPECT_EQ(desk.with("GET", "/session", {"Cookie: bihuan-session=bh_guess"}).at("code"), "session-expired");
  EXPECT_EQ(desk.with("GET", "/session", {"Cookie: bihuan-session="}).at("code"), "not-signed-in");
  EXPECT_EQ(desk.with("GET", "/session", {"Cookie: xbihuan-session=a; ;;="}).at("code"), "not-signed-in");
}

}  // namespace
}  // namespace bihuan::api::testing
