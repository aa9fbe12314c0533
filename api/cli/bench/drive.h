// Decides how load is put on a host: clients in a closed loop, each with one request under way, carried by at most four
// threads. Latencies are what a client waits.
#pragma once

#include "api/cli/bench/workload.h"

namespace bihuan::cli::bench {

struct Driven {
  double seconds = 0;
  std::uint64_t units = 0;
  std::uint64_t requests = 0;  ///< to the host
  std::uint64_t queries = 0;   ///< to the store
  std::vector<float> request_ms, life_ms;
};

/// Begins lives for so long, and waits until all have ended. Throws std::runtime_error when anything is refused: then
/// nothing would be measured.
Driven drive(Session& session, const Workload& workload, int clients, double seconds);

}  // namespace bihuan::cli::bench
