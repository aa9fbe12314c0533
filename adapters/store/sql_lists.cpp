// Decides which rows a list shows: filters in SQL, keyset paging. A person's inbox is read from task_candidate, which
// holds the order too, so that its cost does not grow with the tasks of others.
#include <set>
#include <tuple>

#include "adapters/store/list_text.h"
#include "adapters/store/sql_store.h"

namespace bihuan::store {

namespace {

const std::string tasks_from = "SELECT " + names_of<TaskRow>("t.") + " FROM task t WHERE t.part = ";
// CROSS JOIN keeps SQLite from reading the tasks first; PostgreSQL chooses for itself.
const std::string inbox_from = "SELECT " + names_of<TaskRow>("t.") +
                               " FROM task_candidate c CROSS JOIN task t WHERE t.part = c.part AND "
                               "t.instance = c.instance AND t.work = c.work AND c.part = ";
const std::string instances_from = "SELECT " + names_of<InstanceRow>() + " FROM instance WHERE part = ";
const std::string jobs_from = "SELECT " + names_of<JobRow>() + " FROM job WHERE part = ";
const std::string incidents_from = "SELECT " + names_of<IncidentRow>() + " FROM incident WHERE part = ";
const std::string select_task =
    "SELECT " + names_of<TaskRow>() + " FROM task WHERE part = $1 AND instance = $2 AND work = $3";

constexpr const char* with_open_incident =
    R"sql(id IN (SELECT instance FROM incident WHERE part = $1 AND resolved IS NULL))sql";
constexpr const char* of_root = R"sql(t.instance IN (SELECT id FROM instance WHERE part = $1 AND root = ?))sql";
constexpr const char* seen_by = R"sql(
EXISTS (SELECT 1 FROM task_candidate v WHERE v.part = t.part AND v.instance = t.instance AND v.work = t.work
        AND v.person = ?))sql";
constexpr const char* of_unit = R"sql(
EXISTS (SELECT 1 FROM instance u WHERE u.part = t.part AND u.id = t.instance AND u.unit = ?))sql";
const std::string open_tasks_of = "SELECT " + names_of<TaskRow>("t.") +
                                  " FROM task t, {rows(part i, instance i)} WHERE t.part = n.part AND t.instance = "
                                  "n.instance AND t.status = 0";
constexpr const char* count_by_element = R"sql(
SELECT element, count(*) FROM task WHERE part = $1 AND process = $2 AND status = 0 GROUP BY element ORDER BY element)sql";
constexpr const char* next_ids = R"sql(SELECT id FROM instance WHERE part = $1 AND id > $2 ORDER BY id LIMIT $3)sql";
const std::string journal_from = "SELECT " + names_of<JournalRow>() +
                                 " FROM journal WHERE part = $1 AND instance = $2 AND seq >= $3 ORDER BY seq LIMIT $4";

void add_filters(ListText& text, const TaskQuery& query) {
  text.where_if("t.assignee <> '' AND t.assignee = ?", query.assignee);
  text.where_if("t.ended_by <> '' AND t.ended_by = ?", query.ended_by);
  text.where_if("t.process = ?", query.process).where_if("t.element = ?", query.element);
  text.where_if("t.business_key <> '' AND t.business_key = ?", query.business_key);
  text.where_if("t.instance = ?", query.instance).where_if(of_root, query.root);
  if (query.due_before) text.where("t.due < ?", query.due_before->us);
  if (query.due_from) text.where("t.due >= ?", query.due_from->us);
  if (query.without_due) text.where("t.due IS NULL");
  text.where_if(of_unit, query.unit).of_seen_instances(query.sight, "t.");
  text.contains({"t.name", "t.title", "t.business_key"}, query.text);
}

ListText task_list(const TaskQuery& query, std::int64_t part) {
  if (!query.candidate.empty()) {
    ListText text(inbox_from, part);
    text.where("c.person = ?", query.candidate).where("c.unclaimed = 1").where_if(seen_by, query.visible_to);
    return text;
  }
  if (!query.visible_to.empty()) {
    ListText text(inbox_from, part);
    text.where("c.person = ?", query.visible_to);
    return text;
  }
  return ListText(tasks_from, part);
}

std::vector<std::string> order_of(TaskSort sort, const std::string& source) {
  const std::vector<std::string> place = {source + "instance", source + "work"};
  if (sort == TaskSort::Created) return {"-" + source + "created", place[0], place[1]};
  std::vector<std::string> order;
  if (sort == TaskSort::Priority) order.push_back("-t.priority");
  for (const char* name : {"status", "rank", "created"}) order.push_back(source + name);
  order.insert(order.end(), place.begin(), place.end());
  return order;
}

}  // namespace

Listed<TaskRow> SqlStore::tasks(const TaskQuery& query, const Page& page) {
  const bool inbox = !query.visible_to.empty() || !query.candidate.empty();
  const std::string source = inbox ? "c." : "t.";
  ListText text = task_list(query, own_part);
  if (query.status) text.where(source + "status = ?", static_cast<std::int64_t>(*query.status));
  add_filters(text, query);
  const auto step = text.page(order_of(query.sort, source), pattern_of(query.sort), page);
  if (!step) return {};
  return listed<TaskRow>(
      *step, page, [](const std::vector<Cell>& cells) { return row_in<TaskRow>(cells); },
      [&](const TaskRow& row) { return place_in_list(row, query.sort); });
}

std::vector<TaskRow> SqlStore::open_tasks(const std::vector<InstanceId>& instances) {
  if (instances.empty()) return {};
  Step step(open_tasks_of);
  for (InstanceId id : std::set<InstanceId>(instances.begin(), instances.end())) {
    RowBuilder builder(step);
    builder("part", std::int64_t{part_of(id)});
    builder("instance", id);
  }
  std::vector<TaskRow> rows = rows_in<TaskRow>(read(step));
  std::ranges::sort(rows, {}, [](const TaskRow& row) { return std::tuple(row.instance, place_in_list(row)); });
  return rows;
}

std::optional<TaskRow> SqlStore::task(InstanceId instance, WorkId work) {
  const Rows rows = read(step_for(select_task, instance).number(number_of(work)));
  if (rows.empty()) return std::nullopt;
  return row_in<TaskRow>(rows[0]);
}

Listed<InstanceRow> SqlStore::instances(const InstanceQuery& query, const Page& page) {
  ListText text(instances_from, own_part);
  text.where_if("process = ?", query.process);
  text.where_if("business_key <> '' AND business_key = ?", query.business_key);
  text.where_if("initiator <> '' AND initiator = ?", query.initiator);
  if (query.version) text.where("version = ?", std::int64_t{*query.version});
  if (query.status) text.where("status = ?", static_cast<std::int64_t>(*query.status));
  text.where_if("root = ?", query.root).where_if("caller <> 0 AND caller = ?", query.caller);
  if (query.started_from) text.where("recent <= ?", -query.started_from->us);
  if (query.started_before) text.where("recent > ?", -query.started_before->us);
  if (query.with_incident) text.where(with_open_incident);
  if (query.top) text.where("caller = 0");
  text.where_if("unit <> '' AND unit = ?", query.unit).where_if("line <> '' AND line = ?", query.line);
  text.seen_instances(query.sight, "");
  text.contains({"title", "business_key"}, query.text);
  const auto step = text.page({"recent", "id"}, "ii", page);
  return step ? listed<InstanceRow>(*step, page) : Listed<InstanceRow>{};
}

Listed<JobRow> SqlStore::jobs(const JobQuery& query, const Page& page) {
  ListText text(clock_step(""), jobs_from, own_part);
  text.where(query.locked ? "lock_until > {now}" : query.expired ? "lock_until <= {now}" : "{now} IS NOT NULL");
  if (query.kind) text.where("kind = ?", static_cast<std::int64_t>(*query.kind));
  text.where_if("topic <> '' AND topic = ?", query.topic).where_if("process = ?", query.process);
  text.where_if("element = ?", query.element).where_if("instance = ?", query.instance);
  if (query.failed) text.where("retries <= 0");
  const auto step = text.page({"due", "instance", "work"}, "iii", page);
  return step ? listed<JobRow>(*step, page) : Listed<JobRow>{};
}

Listed<IncidentRow> SqlStore::incidents(const IncidentQuery& query, const Page& page) {
  ListText text(incidents_from, own_part);
  text.where_if("instance = ?", query.instance).where_if("process = ?", query.process).where_if("code = ?", query.code);
  if (query.open) text.where("resolved IS NULL");
  text.of_seen_instances(query.sight, "incident.");
  const auto step = text.page({"recent", "instance", "incident"}, "iii", page);
  return step ? listed<IncidentRow>(*step, page) : Listed<IncidentRow>{};
}

std::vector<Statistic> SqlStore::open_tasks_by_element(const std::string& process) {
  std::vector<Statistic> statistics;
  for (const auto& cells : read(Step(count_by_element).number(own_part).text_value(process))) {
    statistics.push_back({plain_text(characters_in(cells[0])), number_in(cells[1])});
  }
  return statistics;
}

std::vector<JournalRow> SqlStore::journal(InstanceId instance, std::uint64_t from_seq, int limit) {
  Step step = step_for(journal_from, instance);
  return rows_in<JournalRow>(read(step.number(static_cast<std::int64_t>(from_seq)).number(std::max(limit, 0))));
}

std::vector<InstanceId> SqlStore::instance_ids(InstanceId after, int limit) {
  std::vector<InstanceId> ids;
  Step step(next_ids);
  for (const auto& cells : read(step.number(own_part).number(number_of(after)).number(std::max(limit, 0)))) {
    ids.push_back(InstanceId{static_cast<std::uint64_t>(number_in(cells[0]))});
  }
  return ids;
}

}  // namespace bihuan::store
