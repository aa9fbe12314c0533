// The commit path of every store: all of a batch or nothing, and who was in the way.
#include <gmock/gmock.h>

#include "adapters/store/id_block.h"
#include "tests/adapters/store/stores.h"

namespace bihuan::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Commit : public EachStore {};
INSTANTIATE_TEST_SUITE_P(, Commit, testing::ValuesIn(kinds), [](const auto& info) { return info.param; });

TEST_P(Commit, WritesInstanceScopesJournalAndTask) {
  ASSERT_TRUE(store->commit(new_case(first)).none());
  reopen();
  const auto loaded = store->load({first, second});
  ASSERT_EQ(loaded.size(), 1u);
  EXPECT_EQ(loaded[0].row.id, first);
  EXPECT_EQ(loaded[0].row.title, "隐患 11");
  EXPECT_EQ(loaded[0].row.version, 2);
  EXPECT_EQ(loaded[0].row.header, "header 0");
  EXPECT_FALSE(loaded[0].row.caller);
  EXPECT_FALSE(loaded[0].row.ended);
  EXPECT_THAT(loaded[0].scopes, ElementsAre(testing::Pair(ScopeId{1}, "scope 1 of revision 0")));
  const auto entries = store->journal(first, 1, 10);
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].events, "events of 1");
  EXPECT_EQ(entries[0].hash, journal_row(first, 1).hash);
  const auto task = store->task(first, WorkId{7});
  ASSERT_TRUE(task);
  EXPECT_THAT(task->candidates, ElementsAre("li.na", "wang.wei"));
  EXPECT_EQ(task->name, "现场检查");
  EXPECT_FALSE(store->task(first, WorkId{8}));
}

TEST_P(Commit, KeepsEveryFieldOfAnInstance) {
  Batch batch = new_case(first);
  InstanceRow& row = batch.instances[0].row;
  row.caller = state::Caller{second, WorkId{3}};
  row.root = second;
  row.status = state::Status::Suspended;
  row.ended = Instant{-5};
  row.header = std::string("\0\x1a\xff", 3);
  ASSERT_TRUE(store->commit(batch).none());
  const InstanceRow stored = store->load({first}).at(0).row;
  ASSERT_TRUE(stored.caller);
  EXPECT_EQ(stored.caller->instance, second);
  EXPECT_EQ(stored.caller->work, WorkId{3});
  EXPECT_EQ(stored.root, second);
  EXPECT_EQ(stored.status, state::Status::Suspended);
  EXPECT_EQ(stored.ended, Instant{-5});
  EXPECT_EQ(stored.header, row.header);
  EXPECT_EQ(stored.head, row.head);
}

TEST_P(Commit, KeepsTheDocumentsOfItsBatchOrNone) {
  const std::string bytes("\0\x1a\xff 值", 7);
  Batch batch = new_case(first);
  batch.documents = {{"", "data-store", "p/ledger", bytes, {1}}, {"", "data-store", "p/other", "b", {1}}};
  ASSERT_TRUE(store->commit(batch).none());
  reopen();
  EXPECT_EQ(store->document("", "data-store", "p/ledger")->body, bytes);
  Batch again = new_case(first);  // overtaken: the case exists
  again.documents = {{"", "data-store", "p/ledger", "lost", {2}}};
  EXPECT_FALSE(store->commit(again).none());
  EXPECT_EQ(store->document("", "data-store", "p/ledger")->body, bytes);
  Batch next = new_case(second);
  next.documents = {{"", "data-store", "p/ledger", "kept", {3}}};
  ASSERT_TRUE(store->commit(next).none());
  EXPECT_EQ(store->document("", "data-store", "p/ledger")->body, "kept");
  EXPECT_EQ(store->document("", "data-store", "p/other")->body, "b");
}

/// SQLite has two statements for an update: one for an instance that keeps its place in lists, one for all others.
TEST_P(Commit, KeepsEveryFieldOfAnUpdateWhetherOrNotItsPlaceInListsChanges) {
  ASSERT_TRUE(store->commit(new_case(first)).none());
  InstanceWrite write = instance_write(first, 1);
  write.row.title = "标题";
  write.row.version = 9;
  write.row.definition = DefinitionId{77};
  write.row.ended = Instant{5};
  ASSERT_TRUE(store->commit({.instances = {write}}).none());
  InstanceRow stored = store->load({first}).at(0).row;
  EXPECT_EQ(stored.title, "标题");
  EXPECT_EQ(stored.version, 9);
  EXPECT_EQ(stored.definition, DefinitionId{77});
  EXPECT_EQ(stored.ended, Instant{5});
  EXPECT_EQ(stored.head, write.row.head);
  EXPECT_EQ(stored.header, "header 1");

  write = instance_write(first, 2);
  write.row.status = state::Status::Completed;
  write.row.business_key = "HZ-other";
  write.row.started = {777};
  write.row.caller = state::Caller{second, WorkId{3}};
  ASSERT_TRUE(store->commit({.instances = {write}}).none());
  stored = store->load({first}).at(0).row;
  EXPECT_EQ(stored.status, state::Status::Completed);
  EXPECT_EQ(stored.business_key, "HZ-other");
  EXPECT_EQ(stored.started, Instant{777});
  ASSERT_TRUE(stored.caller);
  EXPECT_EQ(stored.caller->work, WorkId{3});
  EXPECT_FALSE(stored.ended);
  EXPECT_THAT(store->instances({.business_key = "HZ-11"}, {}).rows, IsEmpty());
  EXPECT_EQ(store->instances({.started_before = Instant{778}}, {}).rows.size(), 1u);

  EXPECT_THAT(store->commit({.instances = {write}}).overtaken, ElementsAre(first));
}

TEST_P(Commit, AnEmptyBatchIsNoConflict) {
  EXPECT_TRUE(store->commit({}).none());
}

TEST_P(Commit, AnOvertakenRevisionLeavesNothingWritten) {
  ASSERT_TRUE(store->commit(new_case(first)).none());
  ASSERT_TRUE(store->commit(new_case(second)).none());
  Batch batch = new_case(third);
  batch.instances.push_back(instance_write(first, 2));   // stored is 0: somebody else's 1 is expected
  batch.instances.push_back(instance_write(second, 1));  // fine
  batch.journal.push_back(journal_row(second, 2));
  batch.answers = {{"key", "print", 200, "body", {1}}};
  batch.messages = {message_row("m", now())};
  batch.notifications = {{"n", "li.na", "催办", first, {1}}};
  const Conflicts conflicts = store->commit(batch);
  EXPECT_THAT(conflicts.overtaken, ElementsAre(first));
  EXPECT_THAT(conflicts.answered, IsEmpty());
  EXPECT_THAT(conflicts.messages_known, IsEmpty());
  EXPECT_THAT(store->load({third}), IsEmpty());
  EXPECT_EQ(store->load({second}).at(0).row.revision, 0);
  EXPECT_EQ(store->journal(second, 1, 10).size(), 1u);
  EXPECT_FALSE(store->task(third, WorkId{7}));
  EXPECT_FALSE(store->answer("key"));
  EXPECT_THAT(store->messages_waiting("paid", "HZ-1"), IsEmpty());
  EXPECT_THAT(store->notifications("li.na", {}).rows, IsEmpty());
}

TEST_P(Commit, NamesEveryInstanceThatWasOvertaken) {
  ASSERT_TRUE(store->commit(new_case(first)).none());
  Batch batch;
  batch.instances = {instance_write(third, 4), instance_write(first, 0), instance_write(second, 0)};
  EXPECT_THAT(store->commit(batch).overtaken, testing::UnorderedElementsAre(first, third));
}

TEST_P(Commit, RevisionsFollowEachOther) {
  ASSERT_TRUE(store->commit(new_case(first)).none());
  for (std::int64_t revision = 1; revision <= 3; ++revision) {
    Batch batch;
    batch.instances = {instance_write(first, revision)};
    batch.journal = {journal_row(first, static_cast<std::uint64_t>(revision) + 1)};
    ASSERT_TRUE(store->commit(batch).none());
    EXPECT_THAT(store->commit(batch).overtaken, ElementsAre(first));
  }
  EXPECT_EQ(store->load({first}).at(0).row.revision, 3);
  const auto entries = store->journal(first, 2, 2);
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].seq, 2u);
  EXPECT_EQ(entries[1].seq, 3u);
}

TEST_P(Commit, WritesAndErasesScopes) {
  Batch batch = new_case(first);
  batch.instances[0].scopes = {{ScopeId{1}, "one"}, {ScopeId{2}, "two"}, {ScopeId{3}, "three"}};
  ASSERT_TRUE(store->commit(batch).none());
  Batch next;
  next.instances = {instance_write(first, 1)};
  next.instances[0].scopes = {{ScopeId{2}, ""}, {ScopeId{3}, "three again"}, {ScopeId{9}, ""}};
  ASSERT_TRUE(store->commit(next).none());
  EXPECT_THAT(store->load({first}).at(0).scopes,
              ElementsAre(testing::Pair(ScopeId{1}, "one"), testing::Pair(ScopeId{3}, "three again")));
}

TEST_P(Commit, AnAnsweredKeyRefusesTheBatch) {
  Batch batch = new_case(first);
  batch.answers = {{"li.na/k1", "print", 201, R"({"id":"中文"})", {5}}};
  ASSERT_TRUE(store->commit(batch).none());
  Batch again = new_case(second);
  again.answers = {{"li.na/k0", "x", 200, "", {5}}, {"li.na/k1", "other", 200, "", {5}}};
  EXPECT_THAT(store->commit(again).answered, ElementsAre("li.na/k1"));
  EXPECT_THAT(store->load({second}), IsEmpty());
  const auto stored = store->answer("li.na/k1");
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->fingerprint, "print");
  EXPECT_EQ(stored->status, 201);
  EXPECT_EQ(stored->body, R"({"id":"中文"})");
  store->forget_answers({5});
  EXPECT_TRUE(store->answer("li.na/k1"));
  store->forget_answers({6});
  EXPECT_FALSE(store->answer("li.na/k1"));
}

TEST_P(Commit, AKeyTwiceInOneBatchIsAConflict) {
  Batch batch;
  batch.answers = {{"k", "a"}, {"k", "b"}};
  batch.messages = {message_row("m", now()), message_row("m", now())};
  const Conflicts conflicts = store->commit(batch);
  EXPECT_THAT(conflicts.answered, ElementsAre("k"));
  EXPECT_THAT(conflicts.messages_known, ElementsAre("m"));
  EXPECT_FALSE(store->answer("k"));
}

TEST_P(Commit, AMessageIdIsTakenOnce) {
  Batch batch;
  batch.messages = {message_row("m1", now())};
  ASSERT_TRUE(store->commit(batch).none());
  EXPECT_THAT(store->commit(batch).messages_known, ElementsAre("m1"));
  Batch take = new_case(first);
  take.messages_taken = {"m1"};
  ASSERT_TRUE(store->commit(take).none());
  Batch again = new_case(second);
  again.messages_taken = {"m1", "never seen"};
  EXPECT_THAT(store->commit(again).messages_known, testing::UnorderedElementsAre("m1", "never seen"));
  EXPECT_THAT(store->load({second}), IsEmpty());
  EXPECT_THAT(store->commit(batch).messages_known, ElementsAre("m1"));
}

TEST_P(Commit, TheLaterOfTwoRowsOfOneTaskCounts) {
  Batch batch = new_case(first);
  TaskRow done = batch.tasks[0];
  done.status = TaskStatus::Completed;
  done.ended = Instant{9};
  done.ended_by = "li.na";
  batch.tasks.push_back(done);
  batch.jobs = {job_row(first, 8, {1}), job_row(first, 8, {2})};
  batch.jobs_gone = {{first, WorkId{8}}};
  ASSERT_TRUE(store->commit(batch).none());
  EXPECT_EQ(store->task(first, WorkId{7})->status, TaskStatus::Completed);
  EXPECT_FALSE(store->job(first, WorkId{8}));
}

TEST_P(Commit, AKnownNotificationStaysAsItIs) {
  Batch batch;
  batch.notifications = {{"n1", "li.na", "一", first, {1}}, {"n2", "li.na", "二", first, {2}}};
  ASSERT_TRUE(store->commit(batch).none());
  Batch again;
  again.notifications = {{"n1", "li.na", "other", first, {1}}, {"n3", "zhao", "三", first, {3}}};
  ASSERT_TRUE(store->commit(again).none());
  const auto rows = store->notifications("li.na", {}).rows;
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].text, "二");
  EXPECT_EQ(rows[1].text, "一");
}

TEST_P(Commit, BytesAndTextsOfAnyKindComeBack) {
  std::string megabyte(1 << 20, '\0');
  for (std::size_t i = 0; i < megabyte.size(); ++i) megabyte[i] = static_cast<char>(i * 131);
  Batch batch = new_case(first);
  batch.instances[0].scopes = {{ScopeId{1}, megabyte}};
  batch.journal[0].reason = std::string("with NUL \0 here", 15);
  batch.journal[0].actor = "no UTF-8: \xff\xc0\x80 \xed\xa0\x80, escape \x1a";
  batch.journal[0].events = std::string(3, '\0');
  batch.tasks[0].name = "处置：『隐患』🧯 100%_\\'\"";
  batch.tasks[0].candidates = {"a:b", "3:x", "", std::string("n\0l", 3)};
  ASSERT_TRUE(store->commit(batch).none());
  reopen();
  if (!survives_restart()) return;
  EXPECT_EQ(store->load({first}).at(0).scopes.at(0).second, megabyte);
  const JournalRow entry = store->journal(first, 1, 1).at(0);
  EXPECT_EQ(entry.reason, batch.journal[0].reason);
  EXPECT_EQ(entry.actor, batch.journal[0].actor);
  EXPECT_EQ(entry.events, batch.journal[0].events);
  const auto task = store->task(first, WorkId{7});
  ASSERT_TRUE(task);
  EXPECT_EQ(task->name, batch.tasks[0].name);
  EXPECT_EQ(task->candidates, batch.tasks[0].candidates);
  TaskQuery query;
  query.visible_to = std::string("n\0l", 3);
  EXPECT_EQ(store->tasks(query, {}).rows.size(), 1u);
}

TEST_P(Commit, IdBlocksNeverRepeatAndLieApart) {
  std::set<std::uint64_t> firsts;
  for (int i = 0; i < 20; ++i) {
    if (i % 5 == 4) reopen();
    const std::uint64_t block = store->lease_ids(i % 2 ? 1 : ids_per_block);
    EXPECT_GT(block, 0u);
    EXPECT_LT(block + ids_per_block, std::uint64_t{1} << 62);
    EXPECT_EQ(part_of(InstanceId{block}), 0u);
    firsts.insert(block);
  }
  ASSERT_EQ(firsts.size(), 20u);
  std::uint64_t before = 0;
  for (const std::uint64_t block : firsts) {
    EXPECT_GE(block, before + 2 * ids_per_block);
    before = block;
  }
}

TEST_P(Commit, SerialsCountByName) {
  EXPECT_EQ(store->next_serial("隐患/2026"), 1);
  EXPECT_EQ(store->next_serial("other"), 1);
  EXPECT_EQ(store->next_serial("隐患/2026"), 2);
  if (!survives_restart()) return;
  reopen();
  EXPECT_EQ(store->next_serial("隐患/2026"), 3);
}

TEST_P(Commit, ListsAllInstanceIdsInOrder) {
  for (InstanceId id : {third, first, second}) ASSERT_TRUE(store->commit(new_case(id)).none());
  EXPECT_THAT(store->instance_ids({}, 2), ElementsAre(first, second));
  EXPECT_THAT(store->instance_ids(second, 2), ElementsAre(third));
}

TEST_P(Commit, IsHealthy) {
  EXPECT_TRUE(store->healthy());
  EXPECT_EQ(store->kind(), GetParam());
}

TEST(IdBlock, PutsThePartIntoBits54To61) {
  const std::uint64_t id = first_id_of_block(77, 255);
  EXPECT_EQ(part_of(InstanceId{id}), 255u);
  EXPECT_EQ(id & ((std::uint64_t{1} << 54) - 1), first_id_of_block(77));
  EXPECT_LT(id, std::uint64_t{1} << 62);
}

}  // namespace
}  // namespace bihuan::store
