// Decides what the same commits cost without an engine: the batches that a workload wrote are written again to an empty
// store, in the same order, by a loop that does nothing else.
#pragma once

#include <string>
#include <vector>

#include "api/cli/bench/ground.h"

namespace bihuan::cli::bench {

/// Seconds for all batches, on a fresh ground. `lanes` commits are under way at a time, but never two that write the
/// same instance. Throws std::runtime_error when one is refused.
double write_bare(StoreKind kind, const std::string& where, const std::vector<store::Batch>& batches, int lanes);

}  // namespace bihuan::cli::bench
