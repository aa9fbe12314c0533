#include "adapters/host/live.h"

namespace bihuan::host {

Live* Cache::find(InstanceId id) {
  auto it = entries_.find(id);
  if (it == entries_.end()) return nullptr;
  order_.splice(order_.end(), order_, it->second.place);
  return it->second.live.get();
}

Live& Cache::put(std::unique_ptr<Live> live) {
  const InstanceId id = live->row.id;
  drop(id);
  order_.push_back(id);
  auto [it, inserted] = entries_.emplace(id, Entry{std::move(live), std::prev(order_.end())});
  return *it->second.live;
}

void Cache::drop(InstanceId id) {
  auto it = entries_.find(id);
  if (it == entries_.end()) return;
  order_.erase(it->second.place);
  entries_.erase(it);
}

void Cache::clear() {
  entries_.clear();
  order_.clear();
}

void Cache::shrink() {
  while (entries_.size() > limit_) drop(order_.front());
}

}  // namespace bihuan::host
