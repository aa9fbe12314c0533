// Decides what waits and who takes it, in memory: subscriptions, kept messages, jobs and their leases.
#include <algorithm>

#include "adapters/store/list_order.h"
#include "adapters/store/memory_store.h"

namespace bihuan::store {

using Guard = std::lock_guard<std::mutex>;

std::vector<SubscriptionRow> MemoryStore::message_subscriptions(const std::string& name, const std::string& key) {
  const Guard guard(mutex_);
  std::vector<SubscriptionRow> rows;
  for (const auto& [id, row] : subscriptions_) {
    if (row.kind != state::SubscriptionKind::Message || row.name != name) continue;
    if (row.key == key || (row.key.empty() && row.business_key == key)) rows.push_back(row);
  }
  return rows;
}

std::vector<SubscriptionRow> MemoryStore::signal_subscriptions(const std::string& name) {
  const Guard guard(mutex_);
  std::vector<SubscriptionRow> rows;
  for (const auto& [id, row] : subscriptions_) {
    if (row.kind == state::SubscriptionKind::Signal && row.name == name) rows.push_back(row);
  }
  return rows;
}

std::vector<SubscriptionRow> MemoryStore::subscriptions_of(InstanceId instance) {
  const Guard guard(mutex_);
  std::vector<SubscriptionRow> rows;
  for (const auto& [id, row] : subscriptions_) {
    if (row.instance == instance) rows.push_back(row);
  }
  return rows;
}

std::vector<MessageRow> MemoryStore::messages_waiting(const std::string& name, const std::string& key) {
  const Guard guard(mutex_);
  const Instant now = clock_();
  std::vector<MessageRow> rows;
  for (const auto& [id, row] : messages_) {
    if (!row.taken && row.name == name && row.key == key && row.expires > now) rows.push_back(row);
  }
  std::ranges::stable_sort(rows, {}, [](const MessageRow& row) { return row.created; });
  return rows;
}

void MemoryStore::forget_messages(Instant now) {
  const Guard guard(mutex_);
  std::erase_if(messages_, [&](const auto& entry) { return entry.second.expires <= now; });
}

bool MemoryStore::leased(const JobRow& job, Instant now) const {
  return job.lock_until && *job.lock_until > now;
}

/// An external job whose lease has run out is written again before anybody may take it (store.h, LeaseRequest).
bool MemoryStore::takes_leases(const JobRow& job) const {
  return !job.suspended && (job.kind != JobKind::External || (job.retries > 0 && !job.lock_until));
}

std::vector<JobRow> MemoryStore::lease_jobs(const LeaseRequest& request) {
  const Guard guard(mutex_);
  const Instant now = clock_();
  std::vector<JobRow*> due;
  for (auto& [key, job] : jobs_) {
    if (job.kind != request.kind || job.due > now || leased(job, now) || !takes_leases(job)) continue;
    if (!request.topics.empty() && std::ranges::find(request.topics, job.topic) == request.topics.end()) continue;
    if (request.work && key != std::pair(request.instance, request.work)) continue;
    due.push_back(&job);
  }
  std::ranges::sort(due, [&](const JobRow* a, const JobRow* b) { return leased_before(request.order, *a, *b); });
  if (due.size() > static_cast<std::size_t>(std::max(request.limit, 0))) due.resize(std::max(request.limit, 0));
  std::vector<JobRow> taken;
  for (JobRow* job : due) {
    job->lock_owner = request.owner;
    job->lock_until = now + request.lease_us;
    taken.push_back(*job);
  }
  return taken;
}

bool MemoryStore::extend_lease(InstanceId instance, WorkId work, const std::string& owner, std::int64_t lease_us) {
  const Guard guard(mutex_);
  const auto found = jobs_.find({instance, work});
  const Instant now = clock_();
  if (found == jobs_.end() || found->second.lock_owner != owner || !leased(found->second, now)) return false;
  found->second.lock_until = now + lease_us;
  return true;
}

void MemoryStore::release_lease(InstanceId instance, WorkId work, const std::string& owner) {
  const Ringing guard(mutex_, bell_, Topic::Jobs);
  const auto found = jobs_.find({instance, work});
  if (found == jobs_.end() || found->second.lock_owner != owner) return;
  found->second.lock_owner.clear();
  found->second.lock_until.reset();
}

std::optional<JobRow> MemoryStore::job(InstanceId instance, WorkId work) {
  const Guard guard(mutex_);
  const auto found = jobs_.find({instance, work});
  if (found == jobs_.end()) return std::nullopt;
  return found->second;
}

}  // namespace bihuan::store
