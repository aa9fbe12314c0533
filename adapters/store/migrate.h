// Decides how a store comes to the newest schema: each missing migration once, one node at a time.
#pragma once

#include "adapters/store/connection.h"
#include "adapters/store/dialect.h"

namespace bihuan::store {

/// The store was written by a newer program than this one.
struct TooNew {
  int found = 0, known = 0;
};

/// Applies what is missing up to `last` (0 = all), in one transaction under a lock. Throws DatabaseError, TooNew.
void migrate(Connection& connection, Dialect dialect, int last = 0);

}  // namespace bihuan::store
