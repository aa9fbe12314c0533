// Decides what an instance at hand weighs and which goes first.
#include <algorithm>

#include "adapters/host/live.h"

namespace bihuan::host {
namespace {

// Measured (tests/adapters/host/cache_test.cpp): what an instance takes in memory beside its records, and how much more
// room a record takes as a state than as bytes.
constexpr std::size_t bytes_each = 2'000;
constexpr std::size_t memory_per_byte = 4;

}  // namespace

void RecordSizes::set(ScopeId id, std::size_t bytes) {
  auto at = std::ranges::lower_bound(scopes_, id, {}, &std::pair<ScopeId, std::size_t>::first);
  if (at == scopes_.end() || at->first != id) {
    if (bytes == 0) return;
    at = scopes_.emplace(at, id, 0);
    ++gone_;
  }
  if (at->second > 0 && bytes == 0) ++gone_;
  if (at->second == 0 && bytes > 0) --gone_;
  scopes_sum_ += bytes - at->second;
  at->second = bytes;
  if (gone_ <= 16 + scopes_.size() / 2) return;
  std::erase_if(scopes_, [](const auto& one) { return one.second == 0; });
  gone_ = 0;
}

Live* Cache::find(InstanceId id) {
  const auto it = entries_.find(id);
  if (it == entries_.end()) return nullptr;
  if (&it->second != newest_) {
    unlink(it->second);
    link(it->second);
  }
  return it->second.live.get();
}

Live& Cache::put(std::unique_ptr<Live> live) {
  const InstanceId id = live->row.id;
  drop(id);
  Entry& entry = entries_[id];
  entry.live = std::move(live);
  link(entry);
  weigh(entry);
  return *entry.live;
}

void Cache::drop(InstanceId id) {
  const auto it = entries_.find(id);
  if (it == entries_.end()) return;
  weight_ -= it->second.weight;
  unlink(it->second);
  entries_.erase(it);
}

void Cache::weigh(InstanceId id) {
  if (const auto it = entries_.find(id); it != entries_.end()) weigh(it->second);
}

void Cache::weigh(Entry& entry) {
  weight_ -= entry.weight;
  entry.weight = bytes_each + memory_per_byte * entry.live->sizes.sum();
  weight_ += entry.weight;
}

void Cache::shrink() {
  for (Entry* entry = oldest_; entry && weight_ > limit_;) {
    Entry* const next = entry->newer;
    if (!entry->live->flight && !entry->live->touched) drop(entry->live->row.id);
    entry = next;
  }
}

void Cache::link(Entry& entry) {
  entry.older = newest_;
  entry.newer = nullptr;
  (newest_ ? newest_->newer : oldest_) = &entry;
  newest_ = &entry;
}

void Cache::unlink(Entry& entry) {
  (entry.older ? entry.older->newer : oldest_) = entry.newer;
  (entry.newer ? entry.newer->older : newest_) = entry.older;
}

}  // namespace bihuan::host
