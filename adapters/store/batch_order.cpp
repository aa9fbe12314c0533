// Decides which keys of a batch stand in each other's way without a look at what is stored.
#include "adapters/store/batch_order.h"

#include <set>

#include "engine/base/check.h"

namespace bihuan::store {

Conflicts conflicts_within(const Batch& batch) {
  std::set<InstanceId> instances;
  for (const InstanceWrite& write : batch.instances) CHECK(instances.insert(write.row.id).second);
  Conflicts conflicts;
  std::set<std::string> keys, ids;
  for (const IdempotencyRow& row : batch.answers) {
    if (!keys.insert(row.key).second) conflicts.answered.push_back(row.key);
  }
  for (const MessageRow& row : batch.messages) {
    if (!ids.insert(row.id).second) conflicts.messages_known.push_back(row.id);
  }
  return conflicts;
}

}  // namespace bihuan::store
