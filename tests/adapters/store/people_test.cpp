// Accounts, sessions, tokens, attempts and what people keep, in every store.
#include <gmock/gmock.h>

#include <thread>

#include "tests/adapters/store/stores.h"

namespace bihuan::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class People : public EachStore {};
INSTANTIATE_TEST_SUITE_P(, People, testing::ValuesIn(kinds), [](const auto& info) { return info.param; });

TEST_P(People, AnAccountIsReplacedByWhoHasReadIt) {
  EXPECT_FALSE(store->any_account());
  EXPECT_TRUE(store->save_account({.person = "admin", .password_hash = "hash"}));
  EXPECT_TRUE(store->any_account());
  EXPECT_FALSE(store->save_account({.person = "admin", .password_hash = "other"})) << "it is there already";
  AccountRow mine = store->account("admin").value(), theirs = mine;
  EXPECT_EQ(mine.revision, 1);
  mine.disabled = true;
  mine.changed = Instant{7};
  theirs.password_hash = "stale";
  EXPECT_TRUE(store->save_account(mine));
  EXPECT_FALSE(store->save_account(theirs)) << "it would enable the account again";
  EXPECT_TRUE(store->account("admin")->disabled);
  EXPECT_EQ(store->account("admin")->changed, Instant{7});
  EXPECT_EQ(store->account("admin")->password_hash, "hash");
  EXPECT_FALSE(store->account("nobody"));
  EXPECT_FALSE(store->save_account({.person = "nobody", .revision = 3}));
}

TEST_P(People, ALoginAndASubjectAreTakenOnce) {
  EXPECT_TRUE(store->save_account({.person = "a", .login = "li", .subject = "https://idp 1"}));
  EXPECT_TRUE(store->save_account({.person = "b"}));
  EXPECT_TRUE(store->save_account({.person = "c"})) << "no login is no login of somebody else";
  EXPECT_FALSE(store->save_account({.person = "d", .login = "li"}));
  AccountRow b = store->account("b").value();
  b.subject = "https://idp 1";
  EXPECT_FALSE(store->save_account(b));
  b.subject = "https://idp 2";
  EXPECT_TRUE(store->save_account(b));
  EXPECT_EQ(store->account_with_login("li")->person, "a");
  EXPECT_EQ(store->account_with_subject("https://idp 2")->person, "b");
  EXPECT_FALSE(store->account_with_login(""));
  EXPECT_FALSE(store->account_with_subject(""));
  std::vector<std::string> all;
  for (const AccountRow& row : store->accounts()) all.push_back(row.person);
  EXPECT_THAT(all, ElementsAre("a", "b", "c"));
}

TEST_P(People, SigningInDoesNotTouchWhatAnAdministratorWrites) {
  store->save_account({.person = "a"});
  const AccountRow read = store->account("a").value();
  store->note_sign_in("a", Instant{5});
  AccountRow changed = read;
  changed.disabled = true;
  EXPECT_TRUE(store->save_account(changed));
  EXPECT_EQ(store->account("a")->signed_in, Instant{5});
}

SessionRow session_of(const std::string& hash, const std::string& person, std::int64_t created) {
  return {.hash = hash,
          .id = "id-" + hash,
          .person = person,
          .created = {created},
          .seen = {created},
          .expires = {created + 100},
          .agent = "浏览器",
          .address = "10.0.0.1"};
}

TEST_P(People, ASessionLivesUntilItIsEnded) {
  store->save_session(session_of("h1", "li.na", 20));
  store->save_session(session_of("h2", "li.na", 10));
  store->save_session(session_of("h3", "zhao", 30));
  store->touch_session("h1", Instant{25});
  reopen();
  if (survives_restart()) {
    EXPECT_EQ(store->session("h1")->seen, Instant{25});
    EXPECT_EQ(store->session("h1")->agent, "浏览器");
  }
  const auto hashes = [&](const std::string& person) {
    std::vector<std::string> found;
    for (const SessionRow& row : store->sessions(person)) found.push_back(row.hash);
    return found;
  };
  if (!survives_restart()) return;
  EXPECT_THAT(hashes("li.na"), ElementsAre("h2", "h1"));
  EXPECT_THAT(hashes(""), ElementsAre("h2", "h1", "h3"));
  store->end_sessions("li.na", "h1");
  EXPECT_THAT(hashes(""), ElementsAre("h1", "h3"));
  EXPECT_TRUE(store->end_session("h1"));
  EXPECT_FALSE(store->end_session("h1"));
  EXPECT_FALSE(store->session("h1"));
}

TEST_P(People, SessionsThatAreOverAreForgotten) {
  store->save_session(session_of("expired", "a", 10));
  store->save_session(session_of("idle", "a", 50));
  store->save_session(session_of("live", "a", 60));
  store->forget_sessions(Instant{120}, Instant{55});
  EXPECT_FALSE(store->session("expired"));
  EXPECT_FALSE(store->session("idle"));
  EXPECT_TRUE(store->session("live"));
}

TEST_P(People, ATokenWorksUntilItIsRevoked) {
  store->save_token({"h1", "li.na", "phone", "all", {2}, std::nullopt, "t1"});
  store->save_token({"h2", "li.na", "worker", "worker", {1}, Instant{9}, "t2"});
  const auto tokens = store->tokens("li.na");
  ASSERT_EQ(tokens.size(), 2u);
  EXPECT_EQ(tokens[0].hash, "h2");
  EXPECT_EQ(tokens[0].expires, Instant{9});
  EXPECT_EQ(tokens[1].id, "t1");
  EXPECT_FALSE(tokens[1].used);
  store->touch_token("h1", Instant{4});
  EXPECT_EQ(store->token("h1")->used, Instant{4});
  EXPECT_EQ(store->token("h1")->name, "phone");
  EXPECT_EQ(store->tokens("").size(), 2u);
  EXPECT_TRUE(store->revoke_token("h1"));
  EXPECT_FALSE(store->revoke_token("h1"));
  EXPECT_FALSE(store->token("h1"));
}

TEST_P(People, FailuresAreCountedUntilTheyAreForgotten) {
  EXPECT_FALSE(store->failures("a"));
  EXPECT_EQ(store->count_failure("a", Instant{10}, Instant{0}).failures, 1);
  EXPECT_EQ(store->count_failure("a", Instant{20}, Instant{10}).failures, 2);
  EXPECT_EQ(store->failures("a")->last, Instant{20});
  EXPECT_EQ(store->count_failure("a", Instant{90}, Instant{21}).failures, 1) << "the last is long ago";
  store->count_failure("b", Instant{5}, Instant{0});
  store->forget_failures_before(Instant{50});
  EXPECT_FALSE(store->failures("b"));
  EXPECT_TRUE(store->failures("a"));
  store->forget_failures("a");
  EXPECT_FALSE(store->failures("a"));
}

TEST_P(People, NoFailureIsLostBetweenTwoNodes) {
  constexpr int each = 10;
  std::unique_ptr<Store> other = store->kind() == "postgresql" ? place->open() : nullptr;
  std::vector<std::thread> threads;
  for (int t = 0; t < 2; ++t) {
    threads.emplace_back([&, t] {
      Store& mine = other && t ? *other : *store;
      for (int i = 0; i < each; ++i) mine.count_failure("a", Instant{i}, Instant{0});
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(store->failures("a")->failures, 2 * each);
}

TEST_P(People, ADocumentIsReplacedAndRemoved) {
  store->save_document({"li.na", "draft", "b", R"({"隐患":1})", {1}});
  store->save_document({"li.na", "draft", "a", "[]", {2}});
  store->save_document({"li.na", "filter", "a", "{}", {3}});
  store->save_document({"zhao", "draft", "a", "{}", {4}});
  store->save_document({"li.na", "draft", "a", "[1]", {5}});
  const auto drafts = store->documents("li.na", "draft");
  ASSERT_EQ(drafts.size(), 2u);
  EXPECT_EQ(drafts[0].body, "[1]");
  EXPECT_EQ(drafts[0].updated, Instant{5});
  EXPECT_EQ(store->document("li.na", "draft", "b")->body, R"({"隐患":1})");
  EXPECT_FALSE(store->document("li.na", "draft", "c"));
  EXPECT_TRUE(store->remove_document("li.na", "draft", "a"));
  EXPECT_FALSE(store->remove_document("li.na", "draft", "a"));
  EXPECT_TRUE(store->document("zhao", "draft", "a"));
}

TEST_P(People, ANotificationIsReadByItsReceiverAlone) {
  Batch batch;
  for (const char* id : {"n1", "n2", "n3"}) batch.notifications.push_back({id, "li.na", "催办", first, {1}});
  batch.notifications[2].to = "zhao";
  ASSERT_TRUE(store->commit(batch).none());
  EXPECT_FALSE(store->mark_read("zhao", "n1"));
  EXPECT_TRUE(store->mark_read("li.na", "n1"));
  EXPECT_TRUE(store->mark_read("li.na", "n1")) << "again is as good";
  EXPECT_EQ(store->task_counts("li.na", {}, {}).unread, 1);
  store->mark_all_read("li.na");
  EXPECT_EQ(store->task_counts("li.na", {}, {}).unread, 0);
  EXPECT_EQ(store->task_counts("zhao", {}, {}).unread, 1);
}

TEST_P(People, AnAttachmentKeepsItsBytes) {
  const std::string bytes(100'000, '\0');
  store->save_attachment({"a1", "现场.jpg", "image/jpeg", "sha", "li.na", 100'000, first, {5}}, bytes);
  store->save_attachment({"a0", "later.jpg", "image/jpeg", "sha", "li.na", 1, first, {6}}, "x");
  store->save_attachment({"a2", "loose.jpg", "image/jpeg", "sha", "li.na", 1, {}, {6}}, "x");
  reopen();
  if (!survives_restart()) return;
  EXPECT_EQ(store->attachment("a1")->file_name, "现场.jpg");
  EXPECT_EQ(store->attachment("a1")->instance, first);
  EXPECT_EQ(store->attachment_bytes("a1"), bytes);
  EXPECT_FALSE(store->attachment("a9"));
  EXPECT_FALSE(store->attachment_bytes("a9"));
  ASSERT_EQ(store->attachments(first).size(), 2u);
  EXPECT_EQ(store->attachments(first)[0].id, "a1");
  EXPECT_THAT(store->attachments({}), IsEmpty());
}

}  // namespace
}  // namespace bihuan::store
