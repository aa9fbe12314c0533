// Decides the texts of the commit path: array statements, one a table, each naming part (storage.md).
#include "adapters/store/commit_steps.h"

#include <algorithm>
#include <set>

#include "adapters/store/batch_order.h"
#include "adapters/store/row_steps.h"

namespace bihuan::store {

namespace {

using Steps = std::vector<Step>;

std::string update_instance_text() {
  return "UPDATE instance SET " + assignments<InstanceRow>("n", {"part", "id"}) + "{from(part i, " +
         row_names<InstanceRow>().typed +
         ")} WHERE instance.part = n.part AND instance.id = n.id AND instance.revision = n.revision - 1";
}

/// The same, of an instance whose place in lists stays: no index is touched.
std::string update_instance_in_place_text() {
  return "UPDATE instance SET definition = n.definition, version = n.version, title = n.title, caller_work = "
         "n.caller_work, started = n.started, ended = n.ended, revision = n.revision, head_seq = n.head_seq, head = "
         "n.head, header = n.header{from(part i, " +
         row_names<InstanceRow>().typed +
         ")} WHERE part = n.part AND id = n.id AND revision = n.revision - 1 AND (process, status, business_key, "
         "initiator, caller, root, recent, unit, line) IS NOT DISTINCT FROM (n.process, n.status, n.business_key, "
         "n.initiator, n.caller, n.root, n.recent, n.unit, n.line)";
}

const std::string update_instance_in_place = update_instance_in_place_text();
const std::string insert_instance = insert_text<InstanceRow>("instance");
const std::string update_instance = update_instance_text();
const std::string insert_journal = insert_text<JournalRow>("journal");
const std::string upsert_task =
    upsert_text<TaskRow>("task", {"part", "instance", "work"},
                         {{"claimed"},
                          "claimed = CASE WHEN task.assignee = excluded.assignee THEN task.claimed ELSE "
                          "excluded.claimed END"});
/// A worker keeps its lease while commands on other work of the case write the row again; a new due moment, a lost
/// retry or another topic ends it.
const std::string upsert_job =
    upsert_text<JobRow>("job", {"part", "instance", "work"},
                        {{"lock_owner", "lock_until"},
                         "lock_owner = CASE WHEN (job.due, job.retries, job.topic) = (excluded.due, excluded.retries, "
                         "excluded.topic) THEN job.lock_owner ELSE '' END, lock_until = CASE WHEN (job.due, "
                         "job.retries, job.topic) = (excluded.due, excluded.retries, excluded.topic) THEN "
                         "job.lock_until END"});
const std::string upsert_subscription = upsert_text<SubscriptionRow>("subscription", {"part", "instance", "work"});
const std::string upsert_incident = upsert_text<IncidentRow>("incident", {"part", "instance", "incident"});
const std::string insert_message = insert_text<MessageRow>("message");
const std::string insert_answer = insert_text<IdempotencyRow>("idempotency");
const std::string upsert_document = upsert_text<DocumentRow>("document", {"part", "person", "kind", "name"});
const std::string insert_notification =
    insert_text<NotificationRow>("notification") + " ON CONFLICT (part, id) DO NOTHING";

constexpr const char* upsert_scope = R"sql(
INSERT INTO scope (part, instance, id, bytes)
SELECT n.part, n.instance, n.id, n.bytes{from(part i, instance i, id i, bytes b)} WHERE true
ON CONFLICT (part, instance, id) DO UPDATE SET bytes = excluded.bytes WHERE scope.bytes <> excluded.bytes)sql";
constexpr const char* delete_scope = R"sql(
DELETE FROM scope{using(part i, instance i, id i)}
WHERE scope.part = n.part AND scope.instance = n.instance AND scope.id = n.id)sql";
constexpr const char* delete_other_candidates = R"sql(
DELETE FROM task_candidate{using(part i, instance i, work i, people t, mark t)}
WHERE task_candidate.part = n.part AND task_candidate.instance = n.instance AND task_candidate.work = n.work
  AND {position}(n.people{by bytes}, n.mark || task_candidate.person || n.mark) = 0)sql";
constexpr const char* upsert_candidate = R"sql(
INSERT INTO task_candidate (part, instance, work, person, unclaimed, status, rank, created)
SELECT n.part, n.instance, n.work, n.person, n.unclaimed, n.status, n.rank, n.created
  {from(part i, instance i, work i, person t, unclaimed i, status i, rank i, created i)} WHERE true
ON CONFLICT (part, instance, work, person) DO UPDATE
  SET unclaimed = excluded.unclaimed, status = excluded.status, rank = excluded.rank, created = excluded.created
  WHERE (task_candidate.unclaimed, task_candidate.status, task_candidate.rank, task_candidate.created)
    IS DISTINCT FROM (excluded.unclaimed, excluded.status, excluded.rank, excluded.created))sql";
constexpr const char* delete_job = R"sql(
DELETE FROM job{using(part i, instance i, work i)}
WHERE job.part = n.part AND job.instance = n.instance AND job.work = n.work)sql";
constexpr const char* delete_subscription = R"sql(
DELETE FROM subscription{using(part i, instance i, work i)}
WHERE subscription.part = n.part AND subscription.instance = n.instance AND subscription.work = n.work)sql";
constexpr const char* take_message = R"sql(
UPDATE message SET taken = 1{from(part i, id t)}
WHERE message.part = n.part AND message.id = n.id AND message.taken = 0)sql";

void add_if_any(Steps& steps, Step step) {
  if (!step.columns.empty()) steps.push_back(std::move(step));
}

void add_cells(Step& step, const auto&... values) {
  RowBuilder builder(step);
  (builder("", values), ...);
}

template <class Row>
std::int64_t part_of_row(const Row& row) {
  return part_of(row.instance);
}

void add_instances(Steps& steps, const Batch& batch) {
  std::vector<const InstanceRow*> rows;
  for (const InstanceWrite& write : batch.instances) rows.push_back(&write.row);
  std::ranges::sort(rows, {}, [](const InstanceRow* row) { return row->id; });
  Step fresh(insert_instance), known(update_instance);
  known.each_must_match = true;
  known.shortcut = update_instance_in_place;
  for (const InstanceRow* row : rows) add_row(row->revision == 0 ? fresh : known, part_of(row->id), *row);
  add_if_any(steps, std::move(known));
  add_if_any(steps, std::move(fresh));
}

void add_scopes(Steps& steps, const Batch& batch) {
  Step written(upsert_scope), gone(delete_scope);
  for (const InstanceWrite& write : batch.instances) {
    const std::int64_t part = part_of(write.row.id);
    std::map<ScopeId, const std::string*> last;
    for (const ScopeWrite& scope : write.scopes) last[scope.id] = &scope.bytes;
    for (const auto& [id, bytes] : last) {
      if (bytes->empty()) {
        add_cells(gone, part, write.row.id, id);
      } else {
        add_cells(written, part, write.row.id, id, AsBytes{*bytes});
      }
    }
  }
  add_if_any(steps, std::move(written));
  add_if_any(steps, std::move(gone));
}

/// Everybody who may see the task: candidates and the assignee.
std::set<std::string> people_of(const TaskRow& task) {
  std::set<std::string> people(task.candidates.begin(), task.candidates.end());
  if (!task.assignee.empty()) people.insert(task.assignee);
  return people;
}

void add_people(Step& step, const TaskRow& task) {
  const bool free = task.assignee.empty();
  for (const std::string& person : people_of(task)) {
    add_cells(step, part_of_row(task), task.instance, task.work, person, free, task.status, rank_of(task),
              task.created);
  }
}

/// Between names; no stored text holds it (stored_text.h: after U+001A come two digits).
constexpr std::string_view between = "\x1a|";

/// Takes away who may not see the task any more.
void add_others(Step& step, const TaskRow& task) {
  std::string people(between);
  for (const std::string& person : people_of(task)) people += stored_text(person).append(between);
  add_cells(step, part_of_row(task), task.instance, task.work, AsStored{people}, AsStored{between});
}

void add_tasks(Steps& steps, const Batch& batch) {
  std::set<InstanceId> fresh;
  for (const InstanceWrite& write : batch.instances) {
    if (write.row.revision == 0) fresh.insert(write.row.id);
  }
  Step tasks(upsert_task), others(delete_other_candidates), people(upsert_candidate);
  for (const TaskRow* task : last_of_each(batch.tasks)) {
    add_row(tasks, part_of_row(*task), *task);
    if (!fresh.contains(task->instance)) add_others(others, *task);
    add_people(people, *task);
  }
  add_if_any(steps, std::move(tasks));
  add_if_any(steps, std::move(others));
  add_if_any(steps, std::move(people));
}

void add_gone(Steps& steps, const char* text, const std::vector<std::pair<InstanceId, WorkId>>& keys) {
  Step gone(text);
  for (const auto& [instance, work] : std::set<WorkKey>(keys.begin(), keys.end())) {
    add_cells(gone, std::int64_t{part_of(instance)}, instance, work);
  }
  add_if_any(steps, std::move(gone));
}

void add_waiting(Steps& steps, const Batch& batch) {
  Step jobs(upsert_job), subscriptions(upsert_subscription), incidents(upsert_incident);
  for (const JobRow* row : last_of_each(batch.jobs)) {
    JobRow free = *row;
    free.lock_owner.clear();
    free.lock_until.reset();
    add_row(jobs, part_of_row(free), free);
  }
  for (const SubscriptionRow* row : last_of_each(batch.subscriptions)) add_row(subscriptions, part_of_row(*row), *row);
  for (const IncidentRow* row : last_of_each(batch.incidents)) add_row(incidents, part_of_row(*row), *row);
  add_if_any(steps, std::move(jobs));
  add_gone(steps, delete_job, batch.jobs_gone);
  add_if_any(steps, std::move(subscriptions));
  add_gone(steps, delete_subscription, batch.subscriptions_gone);
  add_if_any(steps, std::move(incidents));
}

/// Rows of the whole store, in the order of their texts.
template <class Row>
void add_named(Steps& steps, const std::string& text, const std::vector<Row>& rows, std::int64_t part, auto key) {
  std::vector<const Row*> ordered;
  for (const Row& row : rows) ordered.push_back(&row);
  std::ranges::stable_sort(ordered, {}, [&](const Row* row) { return row->*key; });
  Step step(text);
  for (const Row* row : ordered) add_row(step, part, *row);
  add_if_any(steps, std::move(step));
}

void add_taken(Steps& steps, const Batch& batch, std::int64_t part) {
  Step taken(take_message);
  taken.each_must_match = true;
  for (const std::string& id : std::set<std::string>(batch.messages_taken.begin(), batch.messages_taken.end())) {
    add_cells(taken, part, id);
  }
  add_if_any(steps, std::move(taken));
}

}  // namespace

Steps commit_steps(const Batch& batch, std::int64_t part) {
  Steps steps;
  add_named(steps, insert_answer, batch.answers, part, &IdempotencyRow::key);
  add_named(steps, insert_message, batch.messages, part, &MessageRow::id);
  add_taken(steps, batch, part);
  add_instances(steps, batch);
  add_scopes(steps, batch);
  Step journal(insert_journal);
  for (const JournalRow& row : batch.journal) add_row(journal, part_of_row(row), row);
  add_if_any(steps, std::move(journal));
  add_tasks(steps, batch);
  add_waiting(steps, batch);
  add_named(steps, insert_notification, batch.notifications, part, &NotificationRow::id);
  add_named(steps, upsert_document, batch.documents, part, &DocumentRow::name);
  return steps;
}

}  // namespace bihuan::store
