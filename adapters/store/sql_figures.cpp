// Decides what is counted, and how: acts, who holds what, what waits where. Each is one statement, so its figures are
// of one moment.
#include "adapters/store/list_text.h"
#include "adapters/store/sight_text.h"
#include "adapters/store/sql_store.h"

namespace bihuan::store {

namespace {

// CROSS JOIN keeps SQLite from reading the instances first; PostgreSQL chooses for itself.
const std::string acts_from = "SELECT " + names_of<TaskRow>("t.") +
                              ", i.unit, i.line, i.initiator FROM task t CROSS JOIN instance i WHERE i.part = t.part "
                              "AND i.id = t.instance AND t.status = 1 AND t.part = ";
constexpr const char* of_root = R"sql(t.instance IN (SELECT id FROM instance WHERE part = $1 AND root = ?))sql";

/// {held} and {done} are the filters of the two halves.
constexpr const char* holding_text = R"sql(
SELECT person, CAST(sum(open) AS {number}), CAST(sum(late) AS {number}), min(since), CAST(sum(done) AS {number}),
       CAST(sum(held) AS {number})
FROM (SELECT t.assignee AS person, 1 AS open, CASE WHEN t.due < $2 THEN 1 ELSE 0 END AS late,
             coalesce(t.claimed, t.created) AS since, 0 AS done, 0 AS held
      FROM task t WHERE t.part = $1 AND t.status = 0 AND t.assignee <> ''{of}
      UNION ALL
      SELECT t.ended_by, 0, 0, NULL, 1, t.ended - coalesce(t.claimed, t.created)
      FROM task t WHERE t.part = $1 AND t.status = 1 AND t.ended_by <> ''{of}{when}) h
GROUP BY person ORDER BY person LIMIT 1000)sql";

constexpr const char* element_counts_text = R"sql(
SELECT element, CAST(sum(tasks) AS {number}), CAST(sum(late) AS {number}), CAST(sum(jobs) AS {number}),
       CAST(sum(waiting) AS {number}), CAST(sum(incidents) AS {number}), CAST(sum(done) AS {number})
FROM (SELECT t.element AS element, 1 AS tasks, CASE WHEN t.due < $3 THEN 1 ELSE 0 END AS late, 0 AS jobs, 0 AS waiting,
             0 AS incidents, 0 AS done
      FROM task t WHERE t.part = $1 AND t.process = $2 AND t.status = 0{task}
      UNION ALL
      SELECT t.element, 0, 0, 0, 0, 0, count(*)
      FROM task t WHERE t.part = $1 AND t.process = $2 AND t.status = 1{task} GROUP BY t.element
      UNION ALL
      SELECT j.element, 0, 0, 1, 0, 0, 0 FROM instance i JOIN job j ON j.part = i.part AND j.instance = i.id
      WHERE i.part = $1 AND i.process = $2 AND i.status IN (0, 1){instance}
      UNION ALL
      SELECT w.element, 0, 0, 0, 1, 0, 0 FROM instance i JOIN subscription w ON w.part = i.part AND w.instance = i.id
      WHERE i.part = $1 AND i.process = $2 AND i.status IN (0, 1){instance}
      UNION ALL
      SELECT p.element, 0, 0, 0, 0, 1, 0 FROM incident p JOIN instance i ON i.part = p.part AND i.id = p.instance
      WHERE p.part = $1 AND p.process = $2 AND p.resolved IS NULL{instance}) c
GROUP BY element ORDER BY element)sql";
constexpr const char* task_of_version = R"sql(
 AND EXISTS (SELECT 1 FROM instance v WHERE v.part = t.part AND v.id = t.instance AND v.version = $4))sql";
constexpr const char* instance_of_version = R"sql( AND i.version = $4)sql";

constexpr const char* instance_counts_text = R"sql(
SELECT status, count(*), min(started) FROM instance WHERE part = $1 AND process = $2)sql";

/// $2 the person, $3 now, $4 the end of the day. An open task's rank is its due date.
constexpr const char* task_counts_text = R"sql(
SELECT (SELECT count(*) FROM task WHERE part = $1 AND assignee <> '' AND assignee = $2 AND status = 0),
       (SELECT count(*) FROM task_candidate WHERE part = $1 AND person = $2 AND status = 0 AND unclaimed = 1),
       (SELECT count(*) FROM task WHERE part = $1 AND assignee <> '' AND assignee = $2 AND status = 0 AND rank < $3),
       (SELECT count(*) FROM task_candidate
        WHERE part = $1 AND person = $2 AND status = 0 AND unclaimed = 1 AND rank < $3),
       (SELECT count(*) FROM task
        WHERE part = $1 AND assignee <> '' AND assignee = $2 AND status = 0 AND rank >= $3 AND rank < $4),
       (SELECT count(*) FROM task_candidate
        WHERE part = $1 AND person = $2 AND status = 0 AND unclaimed = 1 AND rank >= $3 AND rank < $4),
       (SELECT count(*) FROM task WHERE part = $1 AND ended_by <> '' AND ended_by = $2 AND status = 1),
       (SELECT count(*) FROM instance WHERE part = $1 AND initiator <> '' AND initiator = $2 AND status IN (0, 1)),
       (SELECT count(*) FROM notification WHERE part = $1 AND receiver = $2 AND seen = 0))sql";

std::string with(std::string text, const std::string& mark, const std::string& what) {
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + what.size())) {
    text.replace(at, mark.size(), what);
  }
  return text;
}

ActRow act_in(const std::vector<Cell>& cells) {
  ActRow row{.task = row_in<TaskRow>(cells)};
  const std::size_t end = cells.size();
  take(row.unit, cells[end - 3]);
  take(row.line, cells[end - 2]);
  take(row.initiator, cells[end - 1]);
  return row;
}

HoldingRow holding_in(const std::vector<Cell>& cells) {
  HoldingRow row;
  take(row.person, cells[0]);
  take(row.open, cells[1]);
  take(row.late, cells[2]);
  take(row.since, cells[3]);
  take(row.done, cells[4]);
  take(row.held_us, cells[5]);
  return row;
}

void add_status(InstanceCounts& counts, state::Status status, std::int64_t count, Instant oldest) {
  switch (status) {
    case state::Status::Active:
      counts.active = count;
      break;
    case state::Status::Suspended:
      counts.suspended = count;
      break;
    case state::Status::Completed:
      counts.completed = count;
      return;
    case state::Status::Cancelled:
      counts.cancelled = count;
      return;
    case state::Status::Failed:
      counts.failed = count;
      return;
  }
  if (!counts.oldest || oldest < *counts.oldest) counts.oldest = oldest;
}

}  // namespace

Listed<ActRow> SqlStore::acts(const ActQuery& query, const Page& page) {
  ListText text(acts_from, own_part);
  text.where_if("t.ended_by <> '' AND t.ended_by = ?", query.person).where_if("t.process = ?", query.process);
  text.where_if("t.element = ?", query.element).where_if("t.outcome = ?", query.outcome);
  text.where_if("i.unit = ?", query.unit).where_if(of_root, query.root);
  if (query.from) text.where("t.rank <= ?", -query.from->us);
  if (query.to) text.where("t.rank > ?", -query.to->us);
  text.contains({"t.name", "t.title", "t.business_key", "t.opinion"}, query.text).seen_instances(query.sight, "i.");
  const auto step = text.page({"t.status", "t.rank", "t.created", "t.instance", "t.work"}, "iiiii", page);
  if (!step) return {};
  return listed<ActRow>(*step, page, act_in, [](const ActRow& row) { return place_in_list(row); });
}

std::vector<HoldingRow> SqlStore::holding(const HoldingQuery& query) {
  Step step("");
  step.number(own_part).number(query.now.us);
  std::string of, when;
  if (!query.process.empty()) of += " AND t.process = " + bound(step, query.process);
  if (!query.units.empty()) {
    of += " AND EXISTS (SELECT 1 FROM instance u WHERE u.part = t.part AND u.id = t.instance AND " +
          one_of(step, "u.unit", query.units) + ")";
  }
  if (!query.sight.all) of += " AND " + of_seen_instance(step, query.sight, "t.");
  if (query.from) when += " AND t.rank <= " + bound(step, -query.from->us);
  if (query.to) when += " AND t.rank > " + bound(step, -query.to->us);
  step.text = with(with(holding_text, "{of}", of), "{when}", when);
  std::vector<HoldingRow> rows;
  for (const auto& cells : read(step)) rows.push_back(holding_in(cells));
  return rows;
}

std::vector<ElementCount> SqlStore::element_counts(const std::string& process, int version, Instant now) {
  std::string text = with(element_counts_text, "{task}", version ? task_of_version : "");
  Step step(with(text, "{instance}", version ? instance_of_version : ""));
  step.number(own_part).text_value(process).number(now.us);
  if (version) step.number(version);
  std::vector<ElementCount> counts;
  for (const auto& cells : read(step)) {
    counts.push_back({plain_text(characters_in(cells[0])), number_in(cells[1]), number_in(cells[2]),
                      number_in(cells[3]), number_in(cells[4]), number_in(cells[5]), number_in(cells[6])});
  }
  return counts;
}

InstanceCounts SqlStore::instance_counts(const std::string& process, int version) {
  Step step(instance_counts_text);
  step.number(own_part).text_value(process);
  if (version) step.text += " AND version = " + bound(step, std::int64_t{version});
  step.text += " GROUP BY status";
  InstanceCounts counts;
  for (const auto& cells : read(step)) {
    add_status(counts, static_cast<state::Status>(number_in(cells[0])), number_in(cells[1]), {number_in(cells[2])});
  }
  return counts;
}

TaskCounts SqlStore::task_counts(const std::string& person, Instant now, Instant end_of_day) {
  Step step(task_counts_text);
  const Rows rows = read(step.number(own_part).text_value(person).number(now.us).number(end_of_day.us));
  const auto n = [&](std::size_t i) { return number_in(rows.at(0).at(i)); };
  TaskCounts counts{.mine = n(0), .offered = n(1), .late = n(2) + n(3), .today = n(4) + n(5)};
  counts.done = n(6);
  counts.started = n(7);
  counts.unread = n(8);
  return counts;
}

}  // namespace bihuan::store
