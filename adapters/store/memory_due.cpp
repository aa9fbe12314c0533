// Decides in memory who holds which share of the work, and what of it is due.
#include <algorithm>

#include "adapters/store/memory_store.h"

namespace bihuan::store {

using Guard = std::lock_guard<std::mutex>;

namespace {

void sort_and_cut(std::vector<JobRow>& rows, int limit, auto key) {
  std::ranges::sort(rows, {}, key);
  if (rows.size() > static_cast<std::size_t>(std::max(limit, 0))) rows.resize(static_cast<std::size_t>(limit));
}

}  // namespace

HeldShares MemoryStore::hold_shares(const std::string& node, std::int64_t lease_us) {
  const Guard guard(mutex_);
  const Instant now = clock_();
  nodes_[node] = now + lease_us;
  std::erase_if(nodes_, [&](const auto& entry) { return entry.second <= now; });
  nodes_[node] = now + lease_us;
  std::vector<std::string> alive;
  for (const auto& [name, until] : nodes_) alive.push_back(name);
  const ShareChange change = fair_change(node, alive, share_owners_);
  for (std::size_t share = 0; share < share_count; ++share) {
    if (change.give_up.test(share)) share_owners_[share].clear();
    if (change.take.test(share)) share_owners_[share] = node;
  }
  return {change.kept | change.take, static_cast<int>(alive.size())};
}

void MemoryStore::leave_shares(const std::string& node) {
  const Guard guard(mutex_);
  nodes_.erase(node);
  for (std::string& owner : share_owners_) {
    if (owner == node) owner.clear();
  }
}

DueJobs MemoryStore::due_jobs(const DueRequest& request) {
  const Guard guard(mutex_);
  DueJobs due{.now = clock_()};
  for (const auto& [key, job] : jobs_) {
    if (job.suspended || !request.shares.test(share_of(job.instance))) continue;
    if (job.kind == JobKind::Timer && job.due > due.now) {
      if (!due.next || job.due < *due.next) due.next = job.due;
    } else if (job.kind == JobKind::Timer && !leased(job, due.now)) {
      if (!request.after || place_of_job(job).key() > request.after->key()) due.timers.push_back(job);
    } else if (job.kind == JobKind::External && job.lock_until) {
      if (*job.lock_until <= due.now) due.lapsed.push_back(job);
    } else if (job.kind == JobKind::External && job.topic == request.topic && !job.topic.empty() && job.retries > 0) {
      if (job.due <= due.now) due.own.push_back(job);
    }
  }
  sort_and_cut(due.timers, request.limit, [](const JobRow& job) { return place_of_job(job).key(); });
  sort_and_cut(due.own, request.limit, [](const JobRow& job) { return std::tuple(job.due, job.instance, job.work); });
  sort_and_cut(due.lapsed, request.limit,
               [](const JobRow& job) { return std::tuple(*job.lock_until, job.instance, job.work); });
  return due;
}

void MemoryStore::defer_job(InstanceId instance, WorkId work, std::int64_t by_us) {
  const Guard guard(mutex_);
  const auto found = jobs_.find({instance, work});
  if (found != jobs_.end() && found->second.kind == JobKind::Timer) found->second.lock_until = clock_() + by_us;
}

bool MemoryStore::is_wanted(const MessageRow& message) const {
  return std::ranges::any_of(subscriptions_, [&](const auto& entry) {
    const SubscriptionRow& row = entry.second;
    if (row.kind != state::SubscriptionKind::Message || row.name != message.name) return false;
    return row.key == message.key || (row.key.empty() && row.business_key == message.key);
  });
}

MessageSweep MemoryStore::wanted_messages(const MessagePlace& from, int limit) {
  const Guard guard(mutex_);
  const Instant now = clock_();
  std::map<std::pair<Instant, std::string>, const MessageRow*> waiting;
  for (const auto& [id, row] : messages_) {
    const std::pair place(row.created, id);
    if (!row.taken && row.expires > now && place > std::pair(from.created, from.id)) waiting.emplace(place, &row);
  }
  MessageSweep sweep;
  int looked = 0;
  for (const auto& [place, row] : waiting) {
    if (looked++ == limit) return sweep;
    if (is_wanted(*row)) sweep.wanted.push_back(*row);
    sweep.next = looked == limit ? std::optional(MessagePlace{row->created, row->id}) : std::nullopt;
  }
  return sweep;
}

}  // namespace bihuan::store
