// Decides which statements a batch is, in which order. Rows that many writers fight for come first and in the order of
// their keys, so that two nodes wait for each other instead of deadlocking.
#pragma once

#include <string>
#include <vector>

#include "adapters/store/sql_value.h"
#include "adapters/store/store.h"

namespace bihuan::store {

/// Empty for an empty batch. `part` is that of rows that belong to no instance.
std::vector<Step> commit_steps(const Batch& batch, std::int64_t part);

}  // namespace bihuan::store
