// Decides what a commit does in memory: look for conflicts, then write all; and what the commit path reads.
#include "adapters/store/memory_store.h"
#include "engine/base/check.h"

namespace bihuan::store {

using Guard = std::lock_guard<std::mutex>;

std::uint64_t MemoryStore::lease_ids(std::uint64_t count) {
  CHECK(count > 0 && count <= ids_per_block);
  const Guard guard(mutex_);
  return first_id_of_block(next_block_++);
}

std::int64_t MemoryStore::next_serial(const std::string& name) {
  const Guard guard(mutex_);
  return ++serials_[name];
}

bool MemoryStore::overtaken(const InstanceRow& row) const {
  const auto stored = instances_.find(row.id);
  if (stored == instances_.end()) return row.revision != 0;
  return stored->second.revision != row.revision - 1;
}

Conflicts MemoryStore::conflicts(const Batch& batch) const {
  Conflicts found = conflicts_within(batch);
  for (const InstanceWrite& write : batch.instances) {
    if (overtaken(write.row)) found.overtaken.push_back(write.row.id);
  }
  for (const IdempotencyRow& row : batch.answers) {
    if (answers_.contains(row.key)) found.answered.push_back(row.key);
  }
  for (const MessageRow& row : batch.messages) {
    if (messages_.contains(row.id)) found.messages_known.push_back(row.id);
  }
  for (const std::string& id : batch.messages_taken) {
    const auto stored = messages_.find(id);
    if (stored == messages_.end() || stored->second.taken) found.messages_known.push_back(id);
  }
  return found;
}

void MemoryStore::write_instances(const Batch& batch) {
  for (const InstanceWrite& write : batch.instances) {
    instances_[write.row.id] = write.row;
    for (const ScopeWrite& scope : write.scopes) {
      if (scope.bytes.empty()) {
        scopes_.erase({write.row.id, scope.id});
      } else {
        scopes_[{write.row.id, scope.id}] = scope.bytes;
      }
    }
  }
  for (const JournalRow& row : batch.journal) CHECK(journal_.emplace(std::pair(row.instance, row.seq), row).second);
}

void MemoryStore::write_work(const Batch& batch) {
  for (const TaskRow& row : batch.tasks) {
    TaskRow& stored = tasks_[key_of(row)];
    const bool held_on = stored.work == row.work && stored.assignee == row.assignee;
    const auto claimed = held_on ? stored.claimed : row.claimed;
    stored = row;
    stored.claimed = claimed;
  }
  for (const JobRow& row : batch.jobs) {
    JobRow& stored = jobs_[key_of(row)];
    const bool same = stored.work == row.work &&
                      std::tie(stored.due, stored.retries, stored.topic) == std::tie(row.due, row.retries, row.topic);
    const std::string owner = same ? stored.lock_owner : "";
    const auto until = same ? stored.lock_until : std::nullopt;
    stored = row;
    stored.lock_owner = owner;
    stored.lock_until = until;
  }
  for (const WorkKey& key : batch.jobs_gone) jobs_.erase(key);
  for (const SubscriptionRow& row : batch.subscriptions) subscriptions_[key_of(row)] = row;
  for (const WorkKey& key : batch.subscriptions_gone) subscriptions_.erase(key);
  for (const IncidentRow& row : batch.incidents) incidents_[key_of(row)] = row;
  for (const MessageRow& row : batch.messages) messages_[row.id] = row;
  for (const std::string& id : batch.messages_taken) messages_.at(id).taken = true;
  for (const IdempotencyRow& row : batch.answers) answers_[row.key] = row;
  for (const NotificationRow& row : batch.notifications) notifications_.emplace(row.id, row);
  for (const DocumentRow& row : batch.documents) documents_[{row.person, row.kind, row.name}] = row;
}

Conflicts MemoryStore::commit(const Batch& batch) {
  {
    const Guard guard(mutex_);
    if (Conflicts found = conflicts(batch); !found.none()) return found;
    write_instances(batch);
    write_work(batch);
  }
  bell_.ring(topics_of(batch));
  return {};
}

std::vector<LoadedInstance> MemoryStore::load(const std::vector<InstanceId>& ids) {
  const Guard guard(mutex_);
  std::vector<LoadedInstance> loaded;
  for (InstanceId id : std::set<InstanceId>(ids.begin(), ids.end())) {
    const auto found = instances_.find(id);
    if (found == instances_.end()) continue;
    LoadedInstance instance{found->second, {}};
    for (auto at = scopes_.lower_bound({id, ScopeId{}}); at != scopes_.end() && at->first.first == id; ++at) {
      instance.scopes.emplace_back(at->first.second, at->second);
    }
    loaded.push_back(std::move(instance));
  }
  return loaded;
}

std::optional<IdempotencyRow> MemoryStore::answer(const std::string& key) {
  const Guard guard(mutex_);
  const auto found = answers_.find(key);
  if (found == answers_.end()) return std::nullopt;
  return found->second;
}

void MemoryStore::forget_answers(Instant before) {
  const Guard guard(mutex_);
  std::erase_if(answers_, [&](const auto& entry) { return entry.second.created < before; });
}

std::vector<JournalRow> MemoryStore::journal(InstanceId instance, std::uint64_t from_seq, int limit) {
  const Guard guard(mutex_);
  std::vector<JournalRow> rows;
  for (auto at = journal_.lower_bound({instance, from_seq}); at != journal_.end(); ++at) {
    if (at->first.first != instance || static_cast<int>(rows.size()) >= limit) break;
    rows.push_back(at->second);
  }
  return rows;
}

std::vector<InstanceId> MemoryStore::instance_ids(InstanceId after, int limit) {
  const Guard guard(mutex_);
  std::vector<InstanceId> ids;
  for (auto at = instances_.upper_bound(after); at != instances_.end(); ++at) {
    if (static_cast<int>(ids.size()) >= limit) break;
    ids.push_back(at->first);
  }
  return ids;
}

}  // namespace bihuan::store
