// Decides what a workload is: the steps of one life, which clients repeat, each with one request under way. Which
// workloads there are is in workloads.cpp, how they are driven in drive.h.
#pragma once

#include <functional>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "api/cli/bench/session.h"

namespace bihuan::cli::bench {

using What = decltype(host::Request::what);

/// What one client has in hand.
struct Life {
  int client = 0;            ///< from 0
  std::string person;        ///< a candidate of what this client starts
  std::uint64_t number = 0;  ///< of this life, counted by the client
  std::mt19937_64 random;
  InstanceId instance;        ///< that it began or chose
  std::vector<WorkId> tasks;  ///< that its requests made or found, in order
  std::size_t done = 0;       ///< of those
};

struct Step {
  /// What to ask the host; none: the step has asked the store by itself. Throws when that went wrong.
  std::function<std::optional<What>(Life&, Session&)> act;
  int units = 0;             ///< counted when it is done
  bool until_ended = false;  ///< done only when the instance has ended
  bool timed = true;         ///< counts among the latencies of requests
};

struct Workload {
  std::string name, unit;
  std::string says;  ///< for --list
  std::vector<Step> life;
  int most_clients = 64;
  std::size_t stock = 0;  ///< instances that are there before
  bool all_due = false;   ///< they wait for a timer, all for the same one, and it is due now
};

struct Sizes {
  std::size_t tasks = 10'000, live = 10'000;  ///< what the stocked workloads find before them
};

/// All, in the order in which they are told of.
std::vector<Workload> workloads(const Sizes& sizes);

}  // namespace bihuan::cli::bench
