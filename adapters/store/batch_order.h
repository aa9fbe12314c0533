// Decides what a batch means before any database sees it: of two rows with one key the later counts, rows go in the
// order of their keys (two writers then lock in the same order), and a key that must be new may not come twice.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "adapters/store/store.h"

namespace bihuan::store {

using WorkKey = std::pair<InstanceId, WorkId>;

inline WorkKey key_of(const TaskRow& r) {
  return {r.instance, r.work};
}
inline WorkKey key_of(const JobRow& r) {
  return {r.instance, r.work};
}
inline WorkKey key_of(const SubscriptionRow& r) {
  return {r.instance, r.work};
}
inline std::pair<InstanceId, IncidentId> key_of(const IncidentRow& r) {
  return {r.instance, r.incident};
}

/// The last row of each key, in the order of the keys.
template <class Row>
std::vector<const Row*> last_of_each(const std::vector<Row>& rows) {
  std::map<decltype(key_of(rows.front())), const Row*> last;
  for (const Row& row : rows) last[key_of(row)] = &row;
  std::vector<const Row*> ordered;
  for (const auto& [key, row] : last) ordered.push_back(row);
  return ordered;
}

/// Keys that occur twice in the batch itself although each must be new. Requires: an instance at most once.
Conflicts conflicts_within(const Batch& batch);

}  // namespace bihuan::store
