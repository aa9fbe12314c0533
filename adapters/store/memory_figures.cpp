// Decides whose eyes see what in memory, and what is counted there: row by row, as plainly as it can be said.
#include <map>

#include "adapters/store/memory_page.h"
#include "adapters/store/memory_store.h"
#include "engine/base/check.h"

namespace bihuan::store {

using Guard = std::lock_guard<std::mutex>;

namespace {

bool is_candidate(const TaskRow& row, const std::string& person) {
  return std::ranges::find(row.candidates, person) != row.candidates.end();
}

bool is_any(const std::vector<std::string>& names, const std::string& name) {
  return !name.empty() && std::ranges::find(names, name) != names.end();
}

bool live(const InstanceRow& row) {
  return row.status == state::Status::Active || row.status == state::Status::Suspended;
}

bool within(const std::optional<Instant>& at, const std::optional<Instant>& from, const std::optional<Instant>& to) {
  return at && !(from && *at < *from) && !(to && !(*at < *to));
}

Instant held_from(const TaskRow& row) {
  return row.claimed.value_or(row.created);
}

}  // namespace

/// The cases in which this person began something or has or had a task.
std::set<InstanceId> MemoryStore::roots_of(const std::string& person) const {
  std::set<InstanceId> roots;
  if (person.empty()) return roots;
  for (const auto& [id, row] : instances_) {
    if (row.initiator == person) roots.insert(row.root);
  }
  for (const auto& [key, row] : tasks_) {
    const auto found = instances_.find(row.instance);
    if (found == instances_.end()) continue;
    if (row.assignee == person || row.ended_by == person || is_candidate(row, person)) roots.insert(found->second.root);
  }
  return roots;
}

bool MemoryStore::sees(const Sight& sight, const std::set<InstanceId>& roots, InstanceId instance) const {
  if (sight.all) return true;
  const auto found = instances_.find(instance);
  if (found == instances_.end()) return false;
  const InstanceRow& row = found->second;
  return is_any(sight.units, row.unit) || is_any(sight.lines, row.line) || roots.contains(row.root);
}

bool MemoryStore::of_unit(InstanceId instance, const std::string& unit) const {
  const auto found = instances_.find(instance);
  return unit.empty() || (found != instances_.end() && found->second.unit == unit);
}

Listed<ActRow> MemoryStore::acts(const ActQuery& query, const Page& page) {
  const Guard guard(mutex_);
  const std::set<InstanceId> roots = roots_of(query.sight.person);
  std::vector<ActRow> rows;
  for (const auto& [key, row] : tasks_) {
    const auto found = instances_.find(row.instance);
    if (row.status != TaskStatus::Completed || found == instances_.end()) continue;
    const InstanceRow& instance = found->second;
    if (!same(query.person, row.ended_by) || !same(query.process, row.process)) continue;
    if (!same(query.element, row.element) || !same(query.outcome, row.outcome)) continue;
    if (!same(query.unit, instance.unit) || (query.root && query.root != instance.root)) continue;
    if ((query.from || query.to) && !within(row.ended, query.from, query.to)) continue;
    const std::string* texts[] = {&row.name, &row.title, &row.business_key, &row.opinion};
    const auto holds = [&](const std::string* text) { return contains_text(*text, query.text); };
    if (!query.text.empty() && std::ranges::none_of(texts, holds)) continue;
    if (!sees(query.sight, roots, row.instance)) continue;
    rows.push_back({row, instance.unit, instance.line, instance.initiator});
  }
  return page_of(rows, page, "iiiii");
}

std::vector<HoldingRow> MemoryStore::holding(const HoldingQuery& query) {
  const Guard guard(mutex_);
  const std::set<InstanceId> roots = roots_of(query.sight.person);
  std::map<std::string, HoldingRow> people;
  for (const auto& [key, row] : tasks_) {
    if (!same(query.process, row.process) || !sees(query.sight, roots, row.instance)) continue;
    const auto found = instances_.find(row.instance);
    if (!query.units.empty() && (found == instances_.end() || !is_any(query.units, found->second.unit))) continue;
    if (row.status == TaskStatus::Open && !row.assignee.empty()) {
      HoldingRow& holding = people[row.assignee];
      ++holding.open;
      holding.late += row.due && *row.due < query.now;
      if (!holding.since || held_from(row) < *holding.since) holding.since = held_from(row);
    }
    if (row.status != TaskStatus::Completed || row.ended_by.empty() || !within(row.ended, query.from, query.to))
      continue;
    HoldingRow& holding = people[row.ended_by];
    ++holding.done;
    holding.held_us += row.ended->us - held_from(row).us;
  }
  std::vector<HoldingRow> rows;
  for (auto& [person, row] : people) {
    row.person = person;
    rows.push_back(row);
  }
  return rows;
}

std::vector<ElementCount> MemoryStore::element_counts(const std::string& process, int version, Instant now) {
  const Guard guard(mutex_);
  std::map<std::string, ElementCount> counts;
  const auto of_version = [&](InstanceId id) {
    const auto found = instances_.find(id);
    return version == 0 || (found != instances_.end() && found->second.version == version);
  };
  const auto waits = [&](InstanceId id) {
    const auto found = instances_.find(id);
    return found != instances_.end() && found->second.process == process && live(found->second) && of_version(id);
  };
  for (const auto& [key, row] : tasks_) {
    if (row.process != process || row.status == TaskStatus::Cancelled || !of_version(row.instance)) continue;
    ElementCount& count = counts[row.element];
    const bool open = row.status == TaskStatus::Open;
    ++(open ? count.tasks : count.done);
    count.late += open && row.due && *row.due < now;
  }
  for (const auto& [key, row] : jobs_) {
    if (waits(row.instance)) ++counts[row.element].jobs;
  }
  for (const auto& [key, row] : subscriptions_) {
    if (waits(row.instance)) ++counts[row.element].subscriptions;
  }
  for (const auto& [key, row] : incidents_) {
    if (row.process != process || row.resolved || !instances_.contains(row.instance)) continue;
    if (of_version(row.instance)) ++counts[row.element].incidents;
  }
  std::vector<ElementCount> rows;
  for (auto& [element, count] : counts) {
    count.element = element;
    rows.push_back(count);
  }
  return rows;
}

InstanceCounts MemoryStore::instance_counts(const std::string& process, int version) {
  const Guard guard(mutex_);
  InstanceCounts counts;
  std::int64_t* const by_status[] = {&counts.active, &counts.suspended, &counts.completed, &counts.cancelled,
                                     &counts.failed};
  for (const auto& [id, row] : instances_) {
    if (row.process != process || (version && row.version != version)) continue;
    ++*by_status[static_cast<int>(row.status)];
    if (live(row) && (!counts.oldest || row.started < *counts.oldest)) counts.oldest = row.started;
  }
  return counts;
}

TaskCounts MemoryStore::task_counts(const std::string& person, Instant now, Instant end_of_day) {
  const Guard guard(mutex_);
  TaskCounts counts;
  for (const auto& [key, row] : tasks_) {
    if (row.status == TaskStatus::Completed && row.ended_by == person) ++counts.done;
    if (row.status != TaskStatus::Open) continue;
    const bool mine = row.assignee == person, offered = row.assignee.empty() && is_candidate(row, person);
    counts.mine += mine;
    counts.offered += offered;
    if (!(mine || offered) || !row.due) continue;
    counts.late += *row.due < now;
    counts.today += !(*row.due < now) && *row.due < end_of_day;
  }
  for (const auto& [id, row] : instances_) counts.started += row.initiator == person && live(row);
  for (const auto& [id, row] : notifications_) counts.unread += row.to == person && !row.read;
  return counts;
}

ChainHead MemoryStore::record_head() {
  const Guard guard(mutex_);
  return record_head_;
}

bool MemoryStore::append_record(const std::vector<JournalRow>& entries) {
  const Guard guard(mutex_);
  CHECK(!entries.empty() && entries.front().instance == security_journal);
  if (entries.front().seq != record_head_.seq + 1) return false;
  for (const JournalRow& row : entries) journal_.emplace(std::pair(row.instance, row.seq), row);
  record_head_ = {entries.back().seq, entries.back().hash};
  return true;
}

Listed<JournalRow> MemoryStore::records(const RecordQuery& query, const Page& page) {
  const Guard guard(mutex_);
  std::vector<JournalRow> rows;
  for (const auto& [key, row] : journal_) {
    if (row.instance != security_journal || !same(query.actor, row.actor) || !same(query.kind, row.command)) continue;
    if ((query.from || query.to) && !within(row.at, query.from, query.to)) continue;
    rows.push_back(row);
  }
  std::ranges::reverse(rows);
  // The list falls, so its places rise once their sign is turned; the cursor is the number itself.
  Page turned = page;
  if (const auto after = place_of(page.cursor, "i"))
    turned.cursor = cursor_of({-std::get<std::int64_t>(after->front())});
  Listed<JournalRow> listed =
      page_of(rows, turned, "i", [](const JournalRow& row) { return Place{-static_cast<std::int64_t>(row.seq)}; });
  if (!listed.next.empty()) listed.next = cursor_of(place_in_list(listed.rows.back()));
  return listed;
}

namespace {

bool replaced(Revised& stored, const std::string& json, std::optional<std::int64_t> expected) {
  if (expected && *expected != stored.revision) return false;
  stored = {json, stored.revision + 1};
  return true;
}

std::optional<Revised> if_any(const Revised& stored) {
  return stored.revision ? std::optional(stored) : std::nullopt;
}

}  // namespace

bool MemoryStore::save_organisation(const std::string& json, std::optional<std::int64_t> expected) {
  const Ringing guard(mutex_, bell_, Topic::People);
  return replaced(organisation_, json, expected);
}

std::optional<Revised> MemoryStore::organisation() {
  const Guard guard(mutex_);
  return if_any(organisation_);
}

bool MemoryStore::save_permissions(const std::string& json, std::optional<std::int64_t> expected) {
  const Ringing guard(mutex_, bell_, Topic::People);
  return replaced(permissions_, json, expected);
}

std::optional<Revised> MemoryStore::permissions() {
  const Guard guard(mutex_);
  return if_any(permissions_);
}

Revisions MemoryStore::revisions() {
  const Guard guard(mutex_);
  return {organisation_.revision, permissions_.revision};
}

}  // namespace bihuan::store
