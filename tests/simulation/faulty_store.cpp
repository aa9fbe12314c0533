// Each operation of the store behind the same door (faulty_store.h).
#include "tests/simulation/faulty_store.h"

namespace bihuan::simulation {

using store::MemoryStore;

store::Conflicts FaultyStore::commit(const store::Batch& batch) {
  const Fault fault = decide ? decide(Operation::Commit) : Fault::None;
  if (fault == Fault::Late) late_.push_back(batch);
  if (fault == Fault::Before || fault == Fault::Late) throw store::Unavailable("simulated, before");
  store::Conflicts found = write(batch);
  if (fault == Fault::After) throw store::Unavailable("simulated, after");
  return found;
}

bool FaultyStore::land_late() {
  if (late_.empty()) return false;
  const store::Batch batch = std::move(late_.front());
  late_.erase(late_.begin());
  write(batch);
  return true;
}

store::Conflicts FaultyStore::write(const store::Batch& batch) {
  store::Conflicts found = MemoryStore::commit(batch);
  if (found.none()) note(batch);
  return found;
}

void FaultyStore::note(const store::Batch& batch) {
  std::set<std::string> here;
  for (const store::JournalRow& row : batch.journal) {
    durable_at[{row.instance, row.seq}] = tick;
    if (row.request_id.empty() || !here.insert(row.request_id).second) continue;
    asked.emplace(row.instance, row.seq);
    if (!requests_.insert(row.request_id).second) faults.push_back(row.request_id + " is in two commits");
  }
  for (const store::InstanceWrite& one : batch.instances) {
    if (one.row.revision == 0) instances.push_back(one.row.id);
  }
  for (const store::TaskRow& row : batch.tasks) {
    if (row.status == store::TaskStatus::Open && row.assignee.empty()) tasks_opened.push_back(key_of(row));
  }
  for (const store::IncidentRow& row : batch.incidents) incidents_noted.push_back(row);
}

std::uint64_t FaultyStore::lease_ids(std::uint64_t count) {
  return disturbed(Operation::Write, [&] { return MemoryStore::lease_ids(count); });
}
std::int64_t FaultyStore::next_serial(const std::string& name) {
  return disturbed(Operation::Write, [&] { return MemoryStore::next_serial(name); });
}
std::vector<store::LoadedInstance> FaultyStore::load(const std::vector<InstanceId>& ids) {
  return disturbed(Operation::Read, [&] { return MemoryStore::load(ids); });
}
std::optional<store::IdempotencyRow> FaultyStore::answer(const std::string& key) {
  return disturbed(Operation::Read, [&] { return MemoryStore::answer(key); });
}
void FaultyStore::forget_answers(Instant before) {
  disturbed(Operation::Write, [&] { MemoryStore::forget_answers(before); });
}
std::vector<store::SubscriptionRow> FaultyStore::message_subscriptions(const std::string& name,
                                                                       const std::string& key) {
  return disturbed(Operation::Read, [&] { return MemoryStore::message_subscriptions(name, key); });
}
std::vector<store::SubscriptionRow> FaultyStore::signal_subscriptions(const std::string& name) {
  return disturbed(Operation::Read, [&] { return MemoryStore::signal_subscriptions(name); });
}
std::vector<store::MessageRow> FaultyStore::messages_waiting(const std::string& name, const std::string& key) {
  return disturbed(Operation::Read, [&] { return MemoryStore::messages_waiting(name, key); });
}
store::MessageSweep FaultyStore::wanted_messages(const store::MessagePlace& from, int limit) {
  return disturbed(Operation::Read, [&] { return MemoryStore::wanted_messages(from, limit); });
}
void FaultyStore::forget_messages(Instant now) {
  disturbed(Operation::Write, [&] { MemoryStore::forget_messages(now); });
}
std::vector<store::JobRow> FaultyStore::lease_jobs(const store::LeaseRequest& request) {
  return disturbed(Operation::Write, [&] { return MemoryStore::lease_jobs(request); });
}
store::HeldShares FaultyStore::hold_shares(const std::string& node, std::int64_t lease_us) {
  return disturbed(Operation::Write, [&] { return MemoryStore::hold_shares(node, lease_us); });
}
store::DueJobs FaultyStore::due_jobs(const store::DueRequest& request) {
  return disturbed(Operation::Read, [&] { return MemoryStore::due_jobs(request); });
}
void FaultyStore::defer_job(InstanceId instance, WorkId work, std::int64_t by_us) {
  disturbed(Operation::Write, [&] { MemoryStore::defer_job(instance, work, by_us); });
}
store::Listed<store::JobRow> FaultyStore::jobs(const store::JobQuery& query, const store::Page& page) {
  return disturbed(Operation::Read, [&] { return MemoryStore::jobs(query, page); });
}
std::optional<store::TaskRow> FaultyStore::task(InstanceId instance, WorkId work) {
  return disturbed(Operation::Read, [&] { return MemoryStore::task(instance, work); });
}
std::vector<store::StartRow> FaultyStore::starts() {
  return disturbed(Operation::Read, [&] { return MemoryStore::starts(); });
}
bool FaultyStore::advance_start(const store::StartRow& was, std::optional<Instant> next) {
  return disturbed(Operation::Write, [&] { return MemoryStore::advance_start(was, next); });
}
std::vector<store::DefinitionRow> FaultyStore::definitions() {
  return disturbed(Operation::Read, [&] { return MemoryStore::definitions(); });
}
std::vector<store::FileRow> FaultyStore::files(std::uint64_t deployment) {
  return disturbed(Operation::Read, [&] { return MemoryStore::files(deployment); });
}
store::Deployment FaultyStore::deploy(const store::Deployment& deployment) {
  return disturbed(Operation::Write, [&] { return MemoryStore::deploy(deployment); });
}

}  // namespace bihuan::simulation
