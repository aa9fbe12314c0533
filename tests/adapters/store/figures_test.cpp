// What is counted, in every store: acts, who holds what, what waits where; and the orders of a desk.
#include <gmock/gmock.h>

#include "tests/adapters/store/stores.h"

namespace bihuan::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Figures : public EachStore {
 protected:
  void keep(const Batch& batch) { ASSERT_TRUE(store->commit(batch).none()); }
  std::vector<std::uint64_t> works(const TaskQuery& query, const Page& page = {}) {
    std::vector<std::uint64_t> numbers;
    for (const TaskRow& row : store->tasks(query, page).rows) numbers.push_back(row.work.n);
    return numbers;
  }
  static TaskRow done(InstanceId id, std::uint64_t work, const char* by, std::int64_t ended) {
    TaskRow row = task_row(id, work);
    row.status = TaskStatus::Completed;
    row.ended = Instant{ended};
    row.ended_by = by;
    row.outcome = "pass";
    row.opinion = "同意 OK";
    return row;
  }
};
INSTANTIATE_TEST_SUITE_P(, Figures, testing::ValuesIn(kinds), [](const auto& info) { return info.param; });

TEST_P(Figures, AClaimKeepsItsTimeWhileTheAssigneeStays) {
  Batch batch = new_case(first);
  keep(batch);
  EXPECT_FALSE(store->task(first, WorkId{7})->claimed);
  TaskRow task = task_row(first, 7);
  const auto write = [&](const char* assignee, std::optional<Instant> at) {
    task.assignee = assignee;
    task.claimed = at;
    ASSERT_TRUE(store->commit({.tasks = {task}}).none());
  };
  write("li.na", Instant{10});
  EXPECT_EQ(store->task(first, WorkId{7})->claimed, Instant{10});
  task.priority = 70;
  write("li.na", Instant{20});
  EXPECT_EQ(store->task(first, WorkId{7})->claimed, Instant{10});
  EXPECT_EQ(store->task(first, WorkId{7})->priority, 70);
  write("zhao", Instant{30});
  EXPECT_EQ(store->task(first, WorkId{7})->claimed, Instant{30});
  write("", std::nullopt);
  EXPECT_FALSE(store->task(first, WorkId{7})->claimed);
}

TEST_P(Figures, TasksComeInTheOrderThatIsAskedForPageByPage) {
  Batch batch;
  for (std::uint64_t n = 1; n <= 4; ++n) batch.tasks.push_back(task_row(first, n));
  batch.tasks[0].created = {30};
  batch.tasks[1].created = {10};
  batch.tasks[2].created = {20};
  batch.tasks[3].created = {20};
  batch.tasks[1].priority = 90;
  batch.tasks[3].priority = 90;
  batch.tasks[3].due = Instant{5};
  keep(batch);
  EXPECT_THAT(works({.sort = TaskSort::Created}), ElementsAre(1, 3, 4, 2));
  EXPECT_THAT(works({.sort = TaskSort::Priority}), ElementsAre(4, 2, 3, 1));
  EXPECT_THAT(works({.visible_to = "li.na", .sort = TaskSort::Priority}), ElementsAre(4, 2, 3, 1));
  EXPECT_THAT(works({.candidate = "li.na", .sort = TaskSort::Created}), ElementsAre(1, 3, 4, 2));
  for (TaskSort sort : {TaskSort::Due, TaskSort::Created, TaskSort::Priority}) {
    const TaskQuery query{.visible_to = "li.na", .sort = sort};
    const auto page = store->tasks(query, {"", 2});
    std::vector<std::uint64_t> all;
    for (const TaskRow& row : page.rows) all.push_back(row.work.n);
    for (std::uint64_t n : works(query, {page.next, 10})) all.push_back(n);
    EXPECT_EQ(all, works(query)) << static_cast<int>(sort);
  }
  EXPECT_THAT(works({.sort = TaskSort::Created}, {"i1.i1.i1.i1.i1", 10}), IsEmpty());
}

TEST_P(Figures, DueDatesAreFilteredOnBothSides) {
  Batch batch;
  for (std::uint64_t n = 1; n <= 3; ++n) batch.tasks.push_back(task_row(first, n));
  batch.tasks[0].due = Instant{10};
  batch.tasks[1].due = Instant{20};
  keep(batch);
  EXPECT_THAT(works({.due_from = Instant{20}}), ElementsAre(2));
  EXPECT_THAT(works({.due_before = Instant{20}, .due_from = Instant{10}}), ElementsAre(1));
  EXPECT_THAT(works({.without_due = true}), ElementsAre(3));
}

TEST_P(Figures, ADeskCountsWhatIsMineOfferedLateAndDone) {
  Batch batch = new_case(first);
  batch.instances.push_back(instance_write(second, 0));
  batch.instances[1].row.status = state::Status::Completed;
  batch.tasks = {};
  for (std::uint64_t n = 1; n <= 5; ++n) batch.tasks.push_back(task_row(first, n));
  batch.tasks[0].assignee = "li.na";
  batch.tasks[0].due = Instant{90};
  batch.tasks[1].assignee = "li.na";
  batch.tasks[1].due = Instant{150};
  batch.tasks[2].due = Instant{80};
  batch.tasks[3].assignee = "zhao";
  batch.tasks[3].due = Instant{1};
  batch.tasks.push_back(done(first, 6, "li.na", 50));
  keep(batch);
  const TaskCounts counts = store->task_counts("li.na", Instant{100}, Instant{200});
  EXPECT_EQ(counts.mine, 2);
  EXPECT_EQ(counts.offered, 2);
  EXPECT_EQ(counts.late, 2);
  EXPECT_EQ(counts.today, 1);
  EXPECT_EQ(counts.done, 1);
  EXPECT_EQ(counts.started, 1) << "the other has ended";
  EXPECT_EQ(store->task_counts("nobody", Instant{100}, Instant{200}).mine, 0);
}

TEST_P(Figures, OpenTasksOfSeveralInstancesComeAtOnce) {
  Batch batch;
  batch.tasks = {task_row(second, 1), task_row(first, 2), task_row(first, 1), task_row(third, 1),
                 done(first, 3, "li.na", 5)};
  batch.tasks[1].due = Instant{1};
  keep(batch);
  std::vector<std::pair<std::uint64_t, std::uint64_t>> found;
  for (const TaskRow& row : store->open_tasks({second, first, first})) found.emplace_back(row.instance.n, row.work.n);
  EXPECT_THAT(found, ElementsAre(std::pair(11, 2), std::pair(11, 1), std::pair(22, 1)));
  EXPECT_THAT(store->open_tasks({}), IsEmpty());
}

TEST_P(Figures, ActsAreFoundByWhoWhatAndWhen) {
  Batch batch;
  batch.instances = {instance_write(first, 0), instance_write(second, 0)};
  batch.instances[0].row.unit = "st-01";
  batch.instances[0].row.line = "safety";
  batch.tasks = {done(first, 1, "li.na", 10), done(first, 2, "zhao", 20), done(second, 3, "li.na", 30),
                 task_row(first, 4)};
  batch.tasks[1].element = "approve";
  batch.tasks[2].opinion = "退回";
  batch.tasks[2].outcome = "return";
  keep(batch);
  const auto found = [&](const ActQuery& query) {
    std::vector<std::uint64_t> numbers;
    for (const ActRow& row : store->acts(query, {}).rows) numbers.push_back(row.task.work.n);
    return numbers;
  };
  EXPECT_THAT(found({}), ElementsAre(3, 2, 1));
  EXPECT_THAT(found({.person = "li.na"}), ElementsAre(3, 1));
  EXPECT_THAT(found({.unit = "st-01"}), ElementsAre(2, 1));
  EXPECT_THAT(found({.element = "approve"}), ElementsAre(2));
  EXPECT_THAT(found({.outcome = "return"}), ElementsAre(3));
  EXPECT_THAT(found({.text = "ok"}), ElementsAre(2, 1));
  EXPECT_THAT(found({.root = second}), ElementsAre(3));
  EXPECT_THAT(found({.from = Instant{20}}), ElementsAre(3, 2));
  EXPECT_THAT(found({.from = Instant{10}, .to = Instant{20}}), ElementsAre(1));
  const auto page = store->acts({}, {"", 2});
  ASSERT_EQ(page.rows.size(), 2u);
  EXPECT_EQ(page.rows[1].unit, "st-01");
  EXPECT_EQ(page.rows[1].initiator, "li.na");
  ASSERT_EQ(store->acts({}, {page.next, 2}).rows.size(), 1u);
  EXPECT_EQ(store->acts({}, {page.next, 2}).rows[0].line, "safety");
}

TEST_P(Figures, HoldingSaysWhoHasWhatAndHowLongTheyHadIt) {
  Batch batch;
  batch.instances = {instance_write(first, 0)};
  batch.instances[0].row.unit = "st-01";
  batch.tasks = {done(first, 1, "li.na", 4000), done(first, 2, "li.na", 9000), task_row(first, 3), task_row(first, 4),
                 task_row(first, 5)};
  batch.tasks[1].assignee = "li.na";
  batch.tasks[1].claimed = Instant{8900};
  batch.tasks[2].assignee = "zhao";
  batch.tasks[2].claimed = Instant{3500};
  batch.tasks[2].due = Instant{3600};
  batch.tasks[3].assignee = "zhao";
  keep(batch);
  const auto rows = store->holding({.now = Instant{5000}});
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].person, "li.na");
  EXPECT_EQ(rows[0].open, 0);
  EXPECT_FALSE(rows[0].since);
  EXPECT_EQ(rows[0].done, 2);
  EXPECT_EQ(rows[0].held_us, 1000 + 100);
  EXPECT_EQ(rows[1].open, 2);
  EXPECT_EQ(rows[1].late, 1);
  EXPECT_EQ(rows[1].since, Instant{3000});
  EXPECT_EQ(store->holding({.from = Instant{4000}, .to = Instant{9000}, .now = {}})[0].done, 1);
  EXPECT_THAT(store->holding({.process = "petition"}), IsEmpty());
  EXPECT_THAT(store->holding({.units = {"st-02"}}), IsEmpty());
  EXPECT_EQ(store->holding({.units = {"st-01"}}).size(), 2u);
}

TEST_P(Figures, ElementsCountWhatWaitsAndWhatIsDone) {
  Batch batch;
  batch.instances = {instance_write(first, 0), instance_write(second, 0), instance_write(third, 0)};
  batch.instances[1].row.version = 3;
  batch.instances[2].row.status = state::Status::Completed;
  batch.instances[1].row.status = state::Status::Suspended;
  batch.tasks = {task_row(first, 1), task_row(second, 1), done(third, 1, "li.na", 9)};
  batch.tasks[0].due = Instant{50};
  batch.jobs = {job_row(first, 2, {1})};
  batch.subscriptions = {{first, WorkId{3}, state::SubscriptionKind::Message, "paid", "", "wait", ""}};
  batch.incidents = {{second, IncidentId{1}, {}, "hazard", "pay", "", "job-failed", "失败", "failed", {5}}};
  keep(batch);
  const auto all = store->element_counts("hazard", 0, Instant{100});
  std::vector<std::string> elements;
  for (const ElementCount& row : all) elements.push_back(row.element);
  ASSERT_THAT(elements, ElementsAre("inspect", "pay", "remind", "wait"));
  EXPECT_EQ(all[0].tasks, 2);
  EXPECT_EQ(all[0].late, 1);
  EXPECT_EQ(all[0].done, 1);
  EXPECT_EQ(all[1].incidents, 1);
  EXPECT_EQ(all[2].jobs, 1);
  EXPECT_EQ(all[3].subscriptions, 1);
  const auto third_version = store->element_counts("hazard", 3, Instant{100});
  ASSERT_EQ(third_version.size(), 2u);
  EXPECT_EQ(third_version[0].tasks, 1);
  EXPECT_EQ(third_version[0].done, 0);
  const InstanceCounts counts = store->instance_counts("hazard", 0);
  EXPECT_EQ(counts.active, 1);
  EXPECT_EQ(counts.suspended, 1);
  EXPECT_EQ(counts.completed, 1);
  EXPECT_EQ(counts.oldest, Instant{1011});
  EXPECT_EQ(store->instance_counts("hazard", 3).active, 0);
  EXPECT_FALSE(store->instance_counts("petition", 0).oldest);
}

}  // namespace
}  // namespace bihuan::store
