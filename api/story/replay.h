// Decides what an instance was at an earlier moment: the fold of its journal up to there, as if it had been read from
// the store then. It changes nothing.
#pragma once

#include <memory>

#include "adapters/host/catalogue.h"
#include "adapters/host/live.h"
#include "api/story/way.h"

namespace bihuan::story {

struct Then {
  std::unique_ptr<host::Live> live;
  Way way;
  std::uint64_t seq = 0;  ///< the last entry of that moment
  Instant at;             ///< when it was written
};

/// nullopt: nothing had happened yet, the journal cannot be read, or the definition is unknown on this node. `row` is
/// the instance as it is now.
std::optional<Then> replay(store::Store& store, const host::Snapshot& known, const store::InstanceRow& row,
                           const Until& until);

}  // namespace bihuan::story
