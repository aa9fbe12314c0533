// Signing in through an identity provider: what comes of it, and every lie that must not.
#include "api/security/oidc.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/codec/json.h"
#include "api/security/id_token.h"
#include "api/security/secret.h"
#include "tests/api/node.h"
#include "tests/api/provider.h"
#include "tests/api/samples.h"

namespace bihuan::api::testing {
namespace {

using ::testing::HasSubstr;

constexpr Instant noon{1'790'557'200'000'000};

/// A node that signs in through a provider; p-a is bound to "subject-a", "yi" is p-b's login there.
class District {
 public:
  explicit District(bool rsa = true) : provider([] { return noon; }, rsa), node("memory:", true, settings()) {
    store::Store& store = node.application().store();
    store.save_account({.person = "p-a", .subject = provider.issuer() + " subject-a"});
    store.save_account({.person = "p-b", .login = "yi"});
  }
  std::function<void(ApplicationSettings&)> settings() {
    return [this](ApplicationSettings& settings) {
      settings.oidc = security::OidcSettings{provider.issuer(), "bihuan", "a secret", "浙里办"};
    };
  }
  Answered browser(const std::string& path, const std::string& cookie = {}) {
    std::vector<std::string> headers;
    if (!cookie.empty()) headers.push_back("Cookie: " + cookie);
    return node.ask({.method = "GET", .path = path, .as = "-", .headers = std::move(headers)});
  }
  struct Visit {
    Answered begun, finished;
    std::string cookie, back;
  };
  static std::string cookie_in(const Answered& answered) {
    const std::string line = answered.header("set-cookie");
    return line.substr(0, line.find(';'));
  }
  Visit visit(const std::string& subject, const std::string& username = "", const std::string& wanted = "/tasks/1-2") {
    Visit visit{.begun = browser("/oidc/login?return=" + wanted), .finished = {}, .cookie = {}, .back = {}};
    EXPECT_EQ(visit.begun.status, 302) << visit.begun.text;
    visit.cookie = cookie_in(visit.begun);
    visit.back = "/oidc/callback?" + provider.approve(visit.begun.header("location"), subject, username);
    visit.finished = browser(visit.back, visit.cookie);
    return visit;
  }
  std::string outcome(const std::string& subject, const std::string& username = "") {
    return visit(subject, username).finished.header("location");
  }

  Provider provider;
  Node node;
};

constexpr const char* refused = "/sign-in?error=sign-in-refused";

TEST(Oidc, WhoTheProviderKnowsIsSignedInAndComesBackToTheirPage) {
  for (const bool rsa : {true, false}) {
    District district(rsa);
    EXPECT_EQ(district.browser("/api/v1/sign-in").at("oidc/title"), "浙里办");
    const auto visit = district.visit("subject-a");
    EXPECT_THAT(visit.begun.header("location"), HasSubstr("code_challenge_method=S256"));
    EXPECT_EQ(visit.finished.status, 302);
    EXPECT_EQ(visit.finished.header("location"), "/tasks/1-2");
    const auto sessions = district.node.application().store().sessions("p-a");
    ASSERT_EQ(sessions.size(), 1u);
    EXPECT_THAT(district.node.application().store().account("p-a")->signed_in, ::testing::Optional(noon));
  }
}

TEST(Oidc, ALoginIsBoundToTheFirstSubjectThatComesWithIt) {
  District district;
  EXPECT_EQ(district.outcome("subject-b", "yi"), "/tasks/1-2");
  EXPECT_EQ(district.node.application().store().account("p-b")->subject, district.provider.issuer() + " subject-b");
  EXPECT_EQ(district.outcome("subject-x", "yi"), "/sign-in?error=no-account") << "another who calls themselves so";
  EXPECT_EQ(district.outcome("subject-b", "renamed"), "/tasks/1-2");
}

TEST(Oidc, NobodyGetsAnAccountBySigningIn) {
  District district;
  EXPECT_EQ(district.outcome("subject-x", "admin"), "/sign-in?error=no-account");
  EXPECT_EQ(district.outcome("subject-x", "p-c"), "/sign-in?error=no-account");
  EXPECT_EQ(district.node.application().store().accounts().size(), 3u);
}

TEST(Oidc, WhoIsDisabledStaysOut) {
  District district;
  EXPECT_EQ(district.node.post("/api/v1/accounts/p-a/disable").status, 204);
  EXPECT_EQ(district.outcome("subject-a"), "/sign-in?error=no-account");
  EXPECT_TRUE(district.node.application().store().sessions("p-a").empty());
}

TEST(Oidc, AStateWorksOnceAndInTheBrowserThatBeganAlone) {
  District district;
  const auto visit = district.visit("subject-a");
  EXPECT_EQ(district.browser(visit.back, visit.cookie).header("location"), "/sign-in?error=sign-in-expired");
  const Answered begun = district.browser("/oidc/login?return=/");
  const std::string back = "/oidc/callback?" + district.provider.approve(begun.header("location"), "subject-a", "");
  EXPECT_EQ(district.browser(back).header("location"), "/sign-in?error=sign-in-expired") << "no cookie";
  EXPECT_EQ(district.browser(back, visit.cookie).header("location"), "/sign-in?error=sign-in-expired") << "another's";
  EXPECT_EQ(district.browser(back, District::cookie_in(begun)).header("location"), "/");
  EXPECT_EQ(district.browser("/oidc/callback?code=x&state=guess", visit.cookie).header("location"),
            "/sign-in?error=sign-in-expired");
}

TEST(Oidc, ASignInThatTakesTenMinutesBeginsAnew) {
  District district;
  const Answered begun = district.browser("/oidc/login?return=/");
  const std::string back = "/oidc/callback?" + district.provider.approve(begun.header("location"), "subject-a", "");
  district.node.pass(601 * us_per_second);
  EXPECT_EQ(district.browser(back, District::cookie_in(begun)).header("location"), "/sign-in?error=sign-in-expired");
}

TEST(Oidc, NoLieOfATokenSignsAnybodyIn) {
  District district;
  const auto lied = [&](auto lie) {
    district.provider.lies = {};
    lie(district.provider.lies);
    return district.outcome("subject-a");
  };
  EXPECT_EQ(lied([](Lies& l) { l.nonce = "another"; }), refused);
  EXPECT_EQ(lied([](Lies& l) { l.audience = "somebody-else"; }), refused);
  EXPECT_EQ(lied([](Lies& l) { l.issuer = "https://evil.example"; }), refused);
  EXPECT_EQ(lied([](Lies& l) { l.lives_s = -3600; }), refused);
  EXPECT_EQ(lied([](Lies& l) { l.other_key = true; }), refused);
  EXPECT_EQ(lied([](Lies& l) { l.algorithm = "none"; }), refused);
  EXPECT_EQ(lied([](Lies& l) { l.algorithm = "HS256"; }), refused);
  EXPECT_EQ(lied([](Lies& l) { l.algorithm = "ES256"; }), refused) << "of an RSA key";
  EXPECT_EQ(lied([](Lies& l) { l.kid = "unknown"; }), refused);
  EXPECT_EQ(lied([](Lies& l) { l.token_fails = true; }), "/sign-in?error=provider-unavailable");
  EXPECT_TRUE(district.node.application().store().sessions("p-a").empty());
  EXPECT_EQ(lied([](Lies&) {}), "/tasks/1-2");
}

TEST(Oidc, ANewKeyOfTheProviderIsFetchedOnceAMinuteAtMost) {
  District district;
  EXPECT_EQ(district.outcome("subject-a"), "/tasks/1-2");
  EXPECT_EQ(district.outcome("subject-a"), "/tasks/1-2");
  EXPECT_EQ(district.provider.key_reads(), 1);
  district.provider.turn_keys("k2");
  EXPECT_EQ(district.outcome("subject-a"), refused) << "asked a moment ago";
  district.node.pass(61 * us_per_second);
  EXPECT_EQ(district.outcome("subject-a"), "/tasks/1-2");
  EXPECT_EQ(district.provider.key_reads(), 2);
}

TEST(Oidc, TheWayBackStaysOnThisServer) {
  District district;
  for (const char* elsewhere :
       {"https://evil.example/", "//evil.example/", "/%5Cevil.example", "javascript:alert(1)", ""}) {
    EXPECT_EQ(district.visit("subject-a", "", elsewhere).finished.header("location"), "/") << elsewhere;
  }
}

TEST(Oidc, AProviderThatIsAwayIsToldToThePage) {
  const Node node("memory:", true, [](ApplicationSettings& settings) {
    settings.oidc = security::OidcSettings{"http://127.0.0.1:1", "bihuan", "", "x"};
  });
  const Answered begun = node.ask({.method = "GET", .path = "/oidc/login?return=/", .as = "-"});
  EXPECT_EQ(begun.header("location"), "/sign-in?error=provider-unavailable");
  const Node without;
  EXPECT_EQ(without.ask({.method = "GET", .path = "/oidc/login?return=/", .as = "-"}).status, 404);
}

TEST(Oidc, ItsSignInsAreInTheSecurityJournal) {
  District district;
  district.outcome("subject-a");
  district.provider.lies.nonce = "another";
  district.outcome("subject-a");
  district.node.application().stop(std::chrono::milliseconds(0));
  std::vector<std::string> kinds;
  for (const auto& row : district.node.application().store().journal(store::security_journal, 1, 100)) {
    kinds.push_back(row.command);
  }
  EXPECT_THAT(kinds, ::testing::IsSupersetOf({"signed-in", "sign-in-refused"}));
}

TEST(Oidc, OnlyHttpsOrThisMachineIsAnIssuer) {
  const auto wrong = [](const char* issuer) { return security::wrong_with({issuer, "id", "", ""}).has_value(); };
  EXPECT_FALSE(wrong("https://idp.example"));
  EXPECT_FALSE(wrong("http://localhost:8080/realms/x"));
  EXPECT_TRUE(wrong("http://idp.example"));
  EXPECT_TRUE(wrong("http://localhost.evil.example"));
  EXPECT_TRUE(security::wrong_with({"https://idp.example", "", "", ""}).has_value());
}

// The token alone, without a browser.

std::string claims(const std::string& more) {
  return R"({"iss":"https://idp","sub":"s","nonce":"n","iat":1000,"exp":2000)" + more + "}";
}

class IdToken : public ::testing::TestWithParam<bool> {
 protected:
  std::string result(const std::string& token) {
    const Value keys = *codec::parse_json("{\"keys\":[" + key.jwk("k") + "]}");
    const auto read = security::verify_id_token(token, keys, {"https://idp", "me", "n", {1500 * us_per_second}});
    return read ? read->subject : read.error().words;
  }
  SigningKey key{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(, IdToken, ::testing::Bool(), [](const auto& info) { return info.param ? "rsa" : "ec"; });

TEST_P(IdToken, IsReadWhenAllOfItIsRight) {
  EXPECT_EQ(result(key.token(claims(R"(,"aud":"me")"), "k")), "s");
  EXPECT_EQ(result(key.token(claims(R"(,"aud":["me"])"), "k")), "s");
  EXPECT_EQ(result(key.token(claims(R"(,"aud":["me","you"],"azp":"me")"), "k")), "s");
  EXPECT_EQ(result(key.token(claims(R"(,"aud":["me","you"])"), "k")),
            "Expected a token for this client, but it is for another");
}

TEST_P(IdToken, AnyChangedSignIsFound) {
  const std::string token = key.token(claims(R"(,"aud":"me")"), "k");
  int accepted = 0;
  for (std::size_t i = 0; i < token.size(); i += 7) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    accepted += result(changed) == "s" && changed != token;
  }
  EXPECT_EQ(accepted, 0);
}

TEST_P(IdToken, NeitherNonsenseNorATokenWithoutASignatureIsOne) {
  for (const std::string& token :
       {std::string(), std::string("a.b"), std::string("a.b.c"), std::string("..."), std::string(40'000, 'a'),
        key.token(claims(R"(,"aud":"me")"), "k", "none"), key.token("[]", "k"), key.token("{}", "k")}) {
    EXPECT_NE(result(token), "s") << token.substr(0, 50);
  }
}

}  // namespace
}  // namespace bihuan::api::testing
