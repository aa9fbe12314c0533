// Decides the fair part of a node.
#include "adapters/store/shares.h"

#include <algorithm>

#include "engine/base/check.h"

namespace bihuan::store {

ShareChange fair_change(const std::string& me, const std::vector<std::string>& alive, const ShareOwners& owners) {
  const auto place = std::ranges::find(alive, me);
  CHECK(place != alive.end());
  const auto index = static_cast<std::size_t>(place - alive.begin());
  const std::size_t first = share_count * index / alive.size(), end = share_count * (index + 1) / alive.size();
  ShareChange change;
  for (std::size_t share = 0; share < share_count; ++share) {
    const bool fair = share >= first && share < end;
    const std::string& owner = owners[share];
    if (owner == me) {
      (fair ? change.kept : change.give_up).set(share);
    } else if (fair && (owner.empty() || !std::ranges::binary_search(alive, owner))) {
      change.take.set(share);
    }
  }
  return change;
}

}  // namespace bihuan::store
