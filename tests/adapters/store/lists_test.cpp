// Lists in every store: filters, order, and pages that stay stable while rows come and go.
#include <gmock/gmock.h>

#include "tests/adapters/store/stores.h"

namespace bihuan::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Lists : public EachStore {
 protected:
  void keep(const Batch& batch) { ASSERT_TRUE(store->commit(batch).none()); }
  std::vector<std::uint64_t> works(const TaskQuery& query) {
    std::vector<std::uint64_t> numbers;
    for (const TaskRow& row : store->tasks(query, {}).rows) numbers.push_back(row.work.n);
    return numbers;
  }
  std::vector<std::uint64_t> ids(const InstanceQuery& query) {
    std::vector<std::uint64_t> numbers;
    for (const InstanceRow& row : store->instances(query, {}).rows) numbers.push_back(row.id.n);
    return numbers;
  }
};
INSTANTIATE_TEST_SUITE_P(, Lists, testing::ValuesIn(kinds), [](const auto& info) { return info.param; });

TEST_P(Lists, OpenTasksComeByDueDateThenCreation) {
  Batch batch;
  for (std::uint64_t n = 1; n <= 4; ++n) batch.tasks.push_back(task_row(first, n));
  batch.tasks[0].created = {2};
  batch.tasks[1].created = {1};
  batch.tasks[2].due = Instant{500};
  batch.tasks[3].due = Instant{400};
  keep(batch);
  EXPECT_THAT(works({}), ElementsAre(4, 3, 2, 1));
  TaskQuery soon;
  soon.due_before = Instant{500};
  EXPECT_THAT(works(soon), ElementsAre(4));
}

TEST_P(Lists, DoneTasksComeLatestFirst) {
  Batch batch;
  for (std::uint64_t n = 1; n <= 3; ++n) {
    batch.tasks.push_back(task_row(first, n));
    batch.tasks.back().status = TaskStatus::Completed;
    batch.tasks.back().ended = Instant{static_cast<std::int64_t>(n) * 10};
    batch.tasks.back().ended_by = n == 2 ? "zhao" : "li.na";
  }
  batch.tasks.push_back(task_row(first, 4));
  keep(batch);
  TaskQuery query;
  query.status = TaskStatus::Completed;
  EXPECT_THAT(works(query), ElementsAre(3, 2, 1));
  query.ended_by = "li.na";
  EXPECT_THAT(works(query), ElementsAre(3, 1));
  query.ended_by = "";
  query.visible_to = "wang.wei";
  EXPECT_THAT(works(query), ElementsAre(3, 2, 1));
  query.status.reset();
  EXPECT_THAT(works(query), ElementsAre(4, 3, 2, 1));
}

TEST_P(Lists, AnInboxShowsWhatOneIsAssignedOrCandidateOf) {
  Batch batch;
  for (std::uint64_t n = 1; n <= 4; ++n) batch.tasks.push_back(task_row(first, n));
  batch.tasks[1].candidates = {"zhao"};
  batch.tasks[2].assignee = "li.na";
  batch.tasks[3].assignee = "wang.wei";
  batch.tasks[3].candidates = {};
  keep(batch);
  TaskQuery visible, candidate, assigned, both;
  visible.visible_to = "li.na";
  candidate.candidate = "li.na";
  assigned.assignee = "wang.wei";
  both.candidate = "li.na";
  both.visible_to = "wang.wei";
  EXPECT_THAT(works(visible), ElementsAre(1, 3));
  EXPECT_THAT(works(candidate), ElementsAre(1));
  EXPECT_THAT(works(assigned), ElementsAre(4));
  EXPECT_THAT(works(both), ElementsAre(1));
}

TEST_P(Lists, AnInboxFollowsTheTask) {
  Batch batch = new_case(first);
  keep(batch);
  TaskQuery mine, yours;
  mine.visible_to = "li.na";
  yours.visible_to = "zhao";
  EXPECT_THAT(works(mine), ElementsAre(7));
  EXPECT_THAT(works(yours), IsEmpty());
  Batch next;
  next.tasks = {task_row(first, 7)};
  next.tasks[0].candidates = {};
  next.tasks[0].assignee = "zhao";
  keep(next);
  EXPECT_THAT(works(mine), IsEmpty());
  EXPECT_THAT(works(yours), ElementsAre(7));
  next.tasks[0].status = TaskStatus::Cancelled;
  next.tasks[0].ended = Instant{1};
  keep(next);
  EXPECT_THAT(works(yours), IsEmpty());
}

/// Names that hold each other, quotes, NUL and the store's own escape: each is exactly one person.
TEST_P(Lists, WhoIsTakenOffATaskSeesItNoMoreWhateverTheName) {
  const std::vector<std::string> people = {"li", "li.na", "'; --", std::string("a\0b", 3), "\x1a|", "|", "隐"};
  Batch batch = new_case(first);
  batch.tasks[0].candidates = people;
  ASSERT_TRUE(store->commit(batch).none());
  for (std::size_t kept = 0; kept < people.size(); ++kept) {
    TaskRow task = task_row(first, 7);
    task.candidates = {people[kept]};
    ASSERT_TRUE(store->commit({.tasks = {task}}).none());
    for (std::size_t i = 0; i < people.size(); ++i) {
      EXPECT_EQ(store->tasks({.visible_to = people[i]}, {}).rows.size(), i == kept ? 1u : 0u) << kept << " " << i;
    }
    task.candidates = people;
    ASSERT_TRUE(store->commit({.tasks = {task}}).none());
    for (const std::string& person : people) {
      EXPECT_EQ(store->tasks({.candidate = person}, {}).rows.size(), 1u) << person;
    }
  }
}

TEST_P(Lists, TasksAreFilteredByCaseAndText) {
  Batch batch = new_case(first);
  batch.instances.push_back(instance_write(second, 0));
  batch.instances[1].row.root = first;
  batch.tasks.push_back(task_row(second, 9));
  batch.tasks[1].name = "100%_\\ Fire 消防";
  batch.tasks[1].element = "fire";
  batch.tasks.push_back(task_row(third, 10));
  batch.tasks[2].process = "petition";
  keep(batch);
  TaskQuery query;
  query.instance = second;
  EXPECT_THAT(works(query), ElementsAre(9));
  query = {};
  query.root = first;
  EXPECT_THAT(works(query), ElementsAre(7, 9));
  query = {};
  query.process = "petition";
  EXPECT_THAT(works(query), ElementsAre(10));
  query = {};
  query.business_key = "HZ-22";
  EXPECT_THAT(works(query), ElementsAre(9));
  for (const char* text : {"100%_\\", "fire", "消防"}) {
    query = {};
    query.text = text;
    EXPECT_THAT(works(query), ElementsAre(9)) << text;
  }
  for (const char* text : {"1%0", "100_", "火"}) {
    query = {};
    query.text = text;
    EXPECT_THAT(works(query), IsEmpty()) << text;
  }
  query.text = std::string(10'000, 'x');
  EXPECT_THAT(works(query), IsEmpty());
  query.text = "隐患 33";
  EXPECT_THAT(works(query), ElementsAre(10));
}

TEST_P(Lists, NoTextOfACallerBecomesSql) {
  keep(new_case(first));
  TaskQuery query;
  for (const char* text : {"' OR 1=1 --", "$1", "?", "{now}", "\"; DROP TABLE task; --", ":a"}) {
    query.visible_to = query.process = query.text = text;
    EXPECT_THAT(works(query), IsEmpty()) << text;
  }
  EXPECT_THAT(works({}), ElementsAre(7));
}

TEST_P(Lists, PagesStayStableWhileRowsComeAndGo) {
  Batch batch;
  for (std::uint64_t n = 1; n <= 10; ++n) {
    batch.tasks.push_back(task_row(first, n * 10));
    batch.tasks.back().created = {static_cast<std::int64_t>(n / 2)};
  }
  keep(batch);
  TaskQuery query;
  query.visible_to = "li.na";
  std::vector<std::uint64_t> seen;
  Page page{"", 3};
  for (std::uint64_t extra = 0;; ++extra) {
    const auto listed = store->tasks(query, page);
    for (const TaskRow& row : listed.rows) seen.push_back(row.work.n);
    if (listed.next.empty()) break;
    page.cursor = listed.next;
    Batch change;  // one before the place, one that is gone after it has been seen
    change.tasks = {task_row(first, 1 + extra), task_row(first, seen.front())};
    change.tasks[0].created = {-1};
    change.tasks[1].status = TaskStatus::Cancelled;
    keep(change);
    ASSERT_LT(extra, 10u);
  }
  EXPECT_THAT(seen, ElementsAre(10, 20, 30, 40, 50, 60, 70, 80, 90, 100));
}

TEST_P(Lists, AFullLastPageSaysThatThereIsNoMore) {
  Batch batch;
  batch.tasks = {task_row(first, 1), task_row(first, 2)};
  keep(batch);
  EXPECT_EQ(store->tasks({}, {"", 2}).next, "");
  EXPECT_NE(store->tasks({}, {"", 1}).next, "");
}

TEST_P(Lists, AForeignCursorFindsNothing) {
  keep(new_case(first));
  for (const char* cursor : {"x", "i1", "i1.i1.i1.i1.t41", "i1.i1.i1.i1.i", "' OR 1"}) {
    const auto listed = store->tasks({}, {cursor, 10});
    EXPECT_THAT(listed.rows, IsEmpty()) << cursor;
    EXPECT_EQ(listed.next, "");
  }
}

TEST_P(Lists, InstancesComeLatestStartFirst) {
  for (InstanceId id : {first, second, third}) keep(new_case(id));
  EXPECT_THAT(ids({}), ElementsAre(33, 22, 11));
  const auto page = store->instances({}, {"", 2});
  ASSERT_EQ(page.rows.size(), 2u);
  const auto rest = store->instances({}, {page.next, 2});
  ASSERT_EQ(rest.rows.size(), 1u);
  EXPECT_EQ(rest.rows[0].id, first);
  InstanceQuery query;
  query.started_from = Instant{1011};
  query.started_before = Instant{1033};
  EXPECT_THAT(ids(query), ElementsAre(22, 11));
}

TEST_P(Lists, InstancesAreFiltered) {
  Batch batch;
  for (InstanceId id : {first, second, third}) batch.instances.push_back(instance_write(id, 0));
  batch.instances[0].row.version = 3;
  batch.instances[0].row.initiator = "zhao";
  batch.instances[1].row.status = state::Status::Completed;
  batch.instances[1].row.caller = state::Caller{third, WorkId{1}};
  batch.instances[1].row.root = third;
  batch.instances[2].row.process = "petition";
  batch.incidents = {{second, IncidentId{4}, WorkId{1}, "hazard", "pay", "HZ-22", "job-failed", "失败", "failed", {5}},
                     {first, IncidentId{4}, WorkId{1}, "hazard", "pay", "HZ-11", "job-failed", "失败", "failed", {6}}};
  batch.incidents[1].resolved = Instant{7};
  keep(batch);
  const auto only = [&](auto set) {
    InstanceQuery query;
    set(query);
    return ids(query);
  };
  EXPECT_THAT(only([](auto& q) { q.version = 3; }), ElementsAre(11));
  EXPECT_THAT(only([](auto& q) { q.initiator = "zhao"; }), ElementsAre(11));
  EXPECT_THAT(only([](auto& q) { q.status = state::Status::Completed; }), ElementsAre(22));
  EXPECT_THAT(only([](auto& q) { q.root = third; }), ElementsAre(33, 22));
  EXPECT_THAT(only([](auto& q) { q.caller = third; }), ElementsAre(22));
  EXPECT_THAT(only([](auto& q) { q.process = "petition"; }), ElementsAre(33));
  EXPECT_THAT(only([](auto& q) { q.business_key = "HZ-11"; }), ElementsAre(11));
  EXPECT_THAT(only([](auto& q) { q.text = "hz-2"; }), ElementsAre(22));
  EXPECT_THAT(only([](auto& q) { q.with_incident = true; }), ElementsAre(22));
}

TEST_P(Lists, JobsShowWhatIsLockedAndWhatFailed) {
  const Instant at = now() + (-100);
  Batch batch;
  for (std::uint64_t n = 1; n <= 3; ++n) batch.jobs.push_back(job_row(first, n, at + static_cast<std::int64_t>(n)));
  batch.jobs[1].retries = 0;
  batch.jobs[2].kind = JobKind::External;
  batch.jobs[2].topic = "mail";
  keep(batch);
  const auto works = [&](auto set) {
    JobQuery query;
    set(query);
    std::vector<std::uint64_t> numbers;
    for (const JobRow& row : store->jobs(query, {}).rows) numbers.push_back(row.work.n);
    return numbers;
  };
  EXPECT_THAT(works([](auto&) {}), ElementsAre(1, 2, 3));
  EXPECT_THAT(works([](auto& q) { q.locked = true; }), IsEmpty());
  LeaseRequest request;
  request.owner = "n";
  request.limit = 1;
  ASSERT_EQ(store->lease_jobs(request).size(), 1u);
  EXPECT_THAT(works([](auto& q) { q.locked = true; }), ElementsAre(1));
  EXPECT_THAT(works([](auto& q) { q.failed = true; }), ElementsAre(2));
  EXPECT_THAT(works([](auto& q) { q.kind = JobKind::External; }), ElementsAre(3));
  EXPECT_THAT(works([](auto& q) { q.topic = "mail"; }), ElementsAre(3));
  EXPECT_THAT(works([](auto& q) { q.element = "other"; }), IsEmpty());
  EXPECT_THAT(works([](auto& q) { q.instance = second; }), IsEmpty());
}

TEST_P(Lists, IncidentsComeLatestFirstOpenOnes) {
  Batch batch;
  batch.incidents = {{first, IncidentId{1}, WorkId{1}, "hazard", "pay", "", "job-failed", "失败", "failed", {5}},
                     {first, IncidentId{2}, {}, "hazard", "pay", "", "no-way-out", "无出路", "no way", {6}},
                     {second, IncidentId{1}, {}, "petition", "pay", "", "no-way-out", "无出路", "no way", {7}}};
  batch.incidents[2].resolved = Instant{8};
  batch.incidents[2].resolved_by = "admin";
  keep(batch);
  const auto open = store->incidents({}, {}).rows;
  ASSERT_EQ(open.size(), 2u);
  EXPECT_EQ(open[0].incident, IncidentId{2});
  EXPECT_EQ(open[1].message_zh, "失败");
  IncidentQuery all;
  all.open = false;
  all.code = "no-way-out";
  EXPECT_EQ(store->incidents(all, {}).rows.size(), 2u);
  all.instance = second;
  ASSERT_EQ(store->incidents(all, {}).rows.size(), 1u);
  EXPECT_EQ(store->incidents(all, {}).rows[0].resolved_by, "admin");
  all.process = "hazard";
  EXPECT_THAT(store->incidents(all, {}).rows, IsEmpty());
}

TEST_P(Lists, CountsOpenTasksByElement) {
  Batch batch;
  for (std::uint64_t n = 1; n <= 3; ++n) batch.tasks.push_back(task_row(first, n));
  batch.tasks[0].element = "approve";
  batch.tasks.push_back(task_row(first, 4));
  batch.tasks[3].status = TaskStatus::Completed;
  keep(batch);
  const auto counts = store->open_tasks_by_element("hazard");
  ASSERT_EQ(counts.size(), 2u);
  EXPECT_EQ(counts[0].element, "approve");
  EXPECT_EQ(counts[1].count, 2);
  EXPECT_THAT(store->open_tasks_by_element("petition"), IsEmpty());
}

TEST_P(Lists, NotificationsArePagedLatestFirst) {
  Batch batch;
  for (int n = 1; n <= 3; ++n)
    batch.notifications.push_back({"n" + std::to_string(n), "li.na", "催办", first, {n / 2}});
  keep(batch);
  const auto page = store->notifications("li.na", {"", 2});
  ASSERT_EQ(page.rows.size(), 2u);
  EXPECT_EQ(page.rows[0].id, "n2");
  EXPECT_EQ(page.rows[1].id, "n3");
  const auto rest = store->notifications("li.na", {page.next, 2});
  ASSERT_EQ(rest.rows.size(), 1u);
  EXPECT_EQ(rest.rows[0].id, "n1");
}

}  // namespace
}  // namespace bihuan::store
