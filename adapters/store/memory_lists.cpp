// Decides what a list shows in memory: every row is looked at, filtered, put in its place, and cut at the page's limit.
#include <algorithm>

#include "adapters/store/memory_page.h"
#include "adapters/store/memory_store.h"

namespace bihuan::store {

using Guard = std::lock_guard<std::mutex>;

namespace {

bool is_candidate(const TaskRow& row, const std::string& person) {
  return std::ranges::find(row.candidates, person) != row.candidates.end();
}

bool people_match(const TaskRow& row, const TaskQuery& query) {
  if (!query.visible_to.empty() && row.assignee != query.visible_to && !is_candidate(row, query.visible_to)) {
    return false;
  }
  if (!query.candidate.empty() && !(row.assignee.empty() && is_candidate(row, query.candidate))) return false;
  return same(query.assignee, row.assignee) && same(query.ended_by, row.ended_by);
}

}  // namespace

bool MemoryStore::matches(const TaskRow& row, const TaskQuery& query) const {
  if (!people_match(row, query) || !same(query.process, row.process) || !same(query.element, row.element)) return false;
  if (!same(query.business_key, row.business_key)) return false;
  if (query.instance && query.instance != row.instance) return false;
  if (query.root) {
    const auto found = instances_.find(row.instance);
    if (found == instances_.end() || found->second.root != query.root) return false;
  }
  if (query.status && *query.status != row.status) return false;
  if (query.due_before && !(row.due && *row.due < *query.due_before)) return false;
  if (query.due_from && !(row.due && !(*row.due < *query.due_from))) return false;
  if ((query.without_due && row.due) || !of_unit(row.instance, query.unit)) return false;
  return query.text.empty() || contains_text(row.name, query.text) || contains_text(row.title, query.text) ||
         contains_text(row.business_key, query.text);
}

Listed<TaskRow> MemoryStore::tasks(const TaskQuery& query, const Page& page) {
  const Guard guard(mutex_);
  std::vector<TaskRow> rows;
  const std::set<InstanceId> roots = roots_of(query.sight.person);
  for (const auto& [key, row] : tasks_) {
    if (matches(row, query) && sees(query.sight, roots, row.instance)) rows.push_back(row);
  }
  return page_of(rows, page, pattern_of(query.sort),
                 [&](const TaskRow& row) { return place_in_list(row, query.sort); });
}

std::vector<TaskRow> MemoryStore::open_tasks(const std::vector<InstanceId>& instances) {
  const Guard guard(mutex_);
  std::vector<TaskRow> rows;
  for (const auto& [key, row] : tasks_) {
    const bool wanted = std::ranges::find(instances, row.instance) != instances.end();
    if (wanted && row.status == TaskStatus::Open) rows.push_back(row);
  }
  std::ranges::sort(rows, {}, [](const TaskRow& row) { return std::tuple(row.instance, place_in_list(row)); });
  return rows;
}

std::optional<TaskRow> MemoryStore::task(InstanceId instance, WorkId work) {
  const Guard guard(mutex_);
  const auto found = tasks_.find({instance, work});
  if (found == tasks_.end()) return std::nullopt;
  return found->second;
}

bool MemoryStore::has_open_incident(InstanceId id) const {
  return std::ranges::any_of(incidents_,
                             [&](const auto& entry) { return entry.first.first == id && !entry.second.resolved; });
}

bool MemoryStore::matches(const InstanceRow& row, const InstanceQuery& query) const {
  if (!same(query.process, row.process) || !same(query.business_key, row.business_key)) return false;
  if (!same(query.initiator, row.initiator)) return false;
  if (query.version && *query.version != row.version) return false;
  if (query.status && *query.status != row.status) return false;
  if (query.root && query.root != row.root) return false;
  if (query.caller && !(row.caller && row.caller->instance == query.caller)) return false;
  if (query.started_from && row.started < *query.started_from) return false;
  if (query.started_before && !(row.started < *query.started_before)) return false;
  if (query.with_incident && !has_open_incident(row.id)) return false;
  if ((query.top && row.caller) || !same(query.unit, row.unit) || !same(query.line, row.line)) return false;
  return query.text.empty() || contains_text(row.title, query.text) || contains_text(row.business_key, query.text);
}

Listed<InstanceRow> MemoryStore::instances(const InstanceQuery& query, const Page& page) {
  const Guard guard(mutex_);
  std::vector<InstanceRow> rows;
  const std::set<InstanceId> roots = roots_of(query.sight.person);
  for (const auto& [id, row] : instances_) {
    if (matches(row, query) && sees(query.sight, roots, id)) rows.push_back(row);
  }
  return page_of(rows, page, "ii");
}

Listed<JobRow> MemoryStore::jobs(const JobQuery& query, const Page& page) {
  const Guard guard(mutex_);
  const Instant now = clock_();
  std::vector<JobRow> rows;
  for (const auto& [key, row] : jobs_) {
    if (query.kind && *query.kind != row.kind) continue;
    if (!same(query.topic, row.topic) || !same(query.process, row.process) || !same(query.element, row.element)) {
      continue;
    }
    if (query.instance && query.instance != row.instance) continue;
    if ((query.locked && !leased(row, now)) || (query.failed && row.retries > 0)) continue;
    if (query.expired && (!row.lock_until || leased(row, now))) continue;
    rows.push_back(row);
  }
  return page_of(rows, page, "iii");
}

Listed<IncidentRow> MemoryStore::incidents(const IncidentQuery& query, const Page& page) {
  const Guard guard(mutex_);
  const std::set<InstanceId> roots = roots_of(query.sight.person);
  std::vector<IncidentRow> rows;
  for (const auto& [key, row] : incidents_) {
    if (query.instance && query.instance != row.instance) continue;
    if (!same(query.process, row.process) || !same(query.code, row.code)) continue;
    if ((query.open && row.resolved) || !sees(query.sight, roots, row.instance)) continue;
    rows.push_back(row);
  }
  return page_of(rows, page, "iii");
}

std::vector<Statistic> MemoryStore::open_tasks_by_element(const std::string& process) {
  const Guard guard(mutex_);
  std::map<std::string, std::int64_t> counts;
  for (const auto& [key, row] : tasks_) {
    if (row.process == process && row.status == TaskStatus::Open) ++counts[row.element];
  }
  std::vector<Statistic> statistics;
  for (const auto& [element, count] : counts) statistics.push_back({element, count});
  return statistics;
}

Listed<NotificationRow> MemoryStore::notifications(const std::string& to, const Page& page) {
  const Guard guard(mutex_);
  std::vector<NotificationRow> rows;
  for (const auto& [id, row] : notifications_) {
    if (row.to == to) rows.push_back(row);
  }
  return page_of(rows, page, "it");
}

}  // namespace bihuan::store
