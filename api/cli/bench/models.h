// Decides the processes that the bench runs. They are written with the names of Camunda 7, so that other engines can be
// given the same bytes (tests/bench/peers/engines). What is asked of them is decided elsewhere (workloads.h).
#pragma once

#include <string>
#include <vector>

#include "adapters/store/rows.h"

namespace bihuan::cli::bench {

/// Iterations of the calling process.
constexpr int calls_of_one = 50;

/// Everything that workloads start, as files of one deployment.
std::vector<store::FileRow> models();

}  // namespace bihuan::cli::bench
