// The record of what concerns security: what goes into it, who reads it, and that it cannot be changed unseen.
#include "api/security/security_journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <thread>

#include "adapters/host/audit.h"
#include "adapters/host/chain.h"
#include "api/security/secret.h"
#include "tests/api/node.h"
#include "tests/api/samples.h"

namespace bihuan::api::testing {
namespace {

using security::Noted;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<std::string> kinds_in(store::Store& store) {
  std::vector<std::string> kinds;
  for (const store::JournalRow& row : store.journal(store::security_journal, 1, 1000)) kinds.push_back(row.command);
  return kinds;
}

TEST(SecurityJournal, IsAChainThatVerifies) {
  const auto store = store::open_memory([] { return Instant{5}; });
  {
    security::SecurityJournal journal(*store, [] { return Instant{7}; });
    for (int i = 0; i < 300; ++i) journal.note({.kind = Noted::SignedIn, .actor = "p-" + std::to_string(i)});
    journal.note_durably({.kind = Noted::Exported, .actor = "p-a", .subject = "acts", .detail = "隐患 \"1\""});
    EXPECT_EQ(store->record_head().seq, 301u) << "durable, with all that was noted before";
  }
  host::VerifyReport report;
  host::verify_security_journal(*store, report);
  EXPECT_THAT(report.findings, IsEmpty());
  EXPECT_EQ(report.entries, 301u);
  const auto last = security::recorded_entry(store->journal(store::security_journal, 301, 1).at(0));
  EXPECT_EQ(last.detail, "隐患 \"1\"");
  EXPECT_EQ(last.kind, "exported");
  EXPECT_EQ(last.at, Instant{7});
}

TEST(SecurityJournal, TwoNodesWriteOneChain) {
  const auto store = store::open_memory([] { return Instant{5}; });
  {
    security::SecurityJournal one(*store, [] { return Instant{7}; }), two(*store, [] { return Instant{7}; });
    std::thread other([&] {
      for (int i = 0; i < 50; ++i) two.note_durably({.kind = Noted::SignedIn, .actor = "same"});
    });
    for (int i = 0; i < 50; ++i) one.note_durably({.kind = Noted::SignedIn, .actor = "same"});
    other.join();
  }
  EXPECT_EQ(store->record_head().seq, 100u) << "none is taken for the other's";
  host::VerifyReport report;
  host::verify_security_journal(*store, report);
  EXPECT_THAT(report.findings, IsEmpty());
}

TEST(SecurityJournal, AChangedEntryIsFound) {
  const auto honest = store::open_memory([] { return Instant{5}; });
  security::SecurityJournal(*honest, [] {
    return Instant{7};
  }).note_durably({.kind = Noted::RolesGranted, .actor = "a"});
  std::vector<store::JournalRow> rows = honest->journal(store::security_journal, 1, 10);
  rows[0].actor = "b";
  const auto forged = store::open_memory([] { return Instant{5}; });
  ASSERT_TRUE(forged->append_record(rows));
  host::VerifyReport report;
  host::verify_security_journal(*forged, report);
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_EQ(report.findings[0].seq, 1u);
}

TEST(SecurityJournal, AnEntryThatDoesNotFollowIsFound) {
  const auto store = store::open_memory([] { return Instant{5}; });
  store::JournalRow row{.instance = store::security_journal, .seq = 1, .at = {7}, .actor = "a"};
  row.hash = host::chain_hash(row);
  store::JournalRow other = row;
  other.seq = 2;
  other.previous.fill(9);
  other.hash = host::chain_hash(other);
  ASSERT_TRUE(store->append_record({row, other}));
  host::VerifyReport report;
  host::verify_security_journal(*store, report);
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_EQ(report.findings[0].seq, 2u);
}

/// p-c is the audit administrator.
constexpr std::string_view with_audit = R"({
  "units": [{"id": "u-1", "name": "示例街道", "kind": "street"}],
  "people": [{"id": "p-a", "name": "甲", "unit": "u-1"}, {"id": "p-c", "name": "丙", "unit": "u-1"}],
  "roles": [{"person": "p-a", "role": "handler", "unit": "u-1"},
            {"person": "p-c", "role": "audit-administrator", "unit": "u-1"}], "supervision": []})";

class Watched {
 public:
  Watched() : node("memory:", true) {
    store::TokenRow row{.hash = security::sha256_hex("bh_audit"), .person = "p-c", .name = "t", .scope = "all"};
    node.application().store().save_token(row);
    const Answered put = node.ask({.method = "PUT", .path = "/api/v1/org", .body = std::string(with_audit)});
    EXPECT_EQ(put.status, 204) << put.text;
  }
  Answered audit(const std::string& path) {
    return node.ask({.method = "GET", .path = "/api/v1/security-journal" + path, .token = "bh_audit"});
  }
  Answered sign_in(const std::string& name, const std::string& password) {
    return node.ask({.method = "POST",
                     .path = "/api/v1/session",
                     .body = R"({"person": ")" + name + R"(", "password": ")" + password + "\"}",
                     .as = "-"});
  }
  Node node;
};

TEST(SecurityJournal, HoldsWhoSignedInWhoWasRefusedAndWhatWasChanged) {
  Watched watched;
  const std::string password = watched.node.post("/api/v1/accounts/p-a/one-time-password").at("password");
  for (int i = 0; i < 3; ++i) watched.sign_in("p-a", "wrong");
  watched.node.pass(3600LL * us_per_second);
  const std::string token = watched.sign_in("p-a", password).at("token");
  watched.sign_in("my secret password", "in the wrong field");
  watched.node.ask({.method = "PUT",
                    .path = "/api/v1/account/password",
                    .body = R"({"current": ")" + password + R"(", "new": "four wide rivers"})",
                    .token = token});
  watched.node.ask({.method = "DELETE", .path = "/api/v1/session", .token = token});
  watched.node.post("/api/v1/accounts/p-a/disable", R"({"reason": "调离"})");
  watched.node.post("/api/v1/accounts/p-a/enable");
  const std::string made = watched.node.post("/api/v1/tokens", R"({"person": "p-a", "name": "phone"})").at("id");
  watched.node.ask({.method = "DELETE", .path = "/api/v1/tokens/" + made});
  const Answered listed = watched.audit("?limit=100");
  ASSERT_EQ(listed.status, 200) << listed.text;
  std::map<std::string, std::string> last;
  for (std::size_t i = listed.size("items"); i-- > 0;) {
    const std::string at = "items/" + std::to_string(i);
    last[listed.at(at + "/kind")] = listed.at(at + "/actor") + ">" + listed.at(at + "/subject");
  }
  EXPECT_EQ(last["signed-in"], "p-a>p-a");
  EXPECT_EQ(last["sign-in-locked"], ">p-a");
  EXPECT_EQ(last["sign-in-refused"], ">") << "an unknown name may be a password: it is not recorded";
  EXPECT_EQ(last["password-reset"], "admin>p-a");
  EXPECT_EQ(last["password-changed"], "p-a>p-a");
  EXPECT_EQ(last["signed-out"], "p-a>p-a");
  EXPECT_EQ(last["account-disabled"], "admin>p-a");
  EXPECT_EQ(last["account-enabled"], "admin>p-a");
  EXPECT_EQ(last["token-made"], "admin>p-a");
  EXPECT_EQ(last["token-revoked"], "admin>p-a");
  EXPECT_THAT(listed.text, HasSubstr("停用账号"));
  EXPECT_THAT(listed.text, HasSubstr("调离"));
  for (const std::string& secret : {password, std::string("four wide rivers"), std::string("my secret password")}) {
    EXPECT_THAT(listed.text, Not(HasSubstr(secret)));
  }
}

TEST(SecurityJournal, IsReadByTheAuditAdministratorAlone) {
  Watched watched;
  for (const char* path : {"", "/verify", "/export"}) {
    EXPECT_EQ(watched.audit(path).status, 200) << path;
    const std::string whole = "/api/v1/security-journal" + std::string(path);
    EXPECT_EQ(watched.node.get(whole, "p-a").status, 403) << path;
  }
  EXPECT_EQ(watched.node.ask({.method = "GET", .path = "/api/v1/security-journal", .as = "-"}).status, 401);
  const Answered verified = watched.audit("/verify");
  EXPECT_EQ(verified.at("ok"), "true") << verified.text;
}

TEST(SecurityJournal, ReadingAndExportingItAreEntriesThemselves) {
  Watched watched;
  const Answered file = watched.audit("/export");
  EXPECT_TRUE(file.text.starts_with("PK"));
  watched.audit("?kind=signed-in");
  watched.audit("/verify");
  const auto kinds = kinds_in(watched.node.application().store());
  EXPECT_THAT(kinds, Contains("exported"));
  const Answered listed = watched.audit("?kind=exported&actor=p-c");
  ASSERT_EQ(listed.size("items"), 1u) << listed.text;
  EXPECT_EQ(listed.at("items/0/actorName"), "丙");
  EXPECT_EQ(listed.at("items/0/address"), "127.0.0.1");
}

TEST(SecurityJournal, IsPagedAndFilteredByTime) {
  Watched watched;
  for (int i = 0; i < 5; ++i) {
    watched.sign_in("nobody", "x");
    watched.node.pass(3600LL * us_per_second);
  }
  const Answered page = watched.audit("?kind=sign-in-refused&limit=2");
  ASSERT_EQ(page.size("items"), 2u) << page.text;
  const Answered next = watched.audit("?kind=sign-in-refused&limit=2&cursor=" + page.at("nextCursor"));
  ASSERT_EQ(next.size("items"), 2u);
  EXPECT_NE(next.at("items/0/seq"), page.at("items/1/seq"));
  const Answered late = watched.audit("?kind=sign-in-refused&from=2026-09-28T12:30:00%2B08:00");
  EXPECT_EQ(late.size("items"), 1u) << late.text;
  EXPECT_EQ(watched.audit("?from=yesterday").status, 400);
}

}  // namespace
}  // namespace bihuan::api::testing
