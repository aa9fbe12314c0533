// Decides what is said of a workload: medians over runs, what people wait, what it costs, and how it is printed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/cli/bench/workload.h"

namespace bihuan::cli::bench {

struct Effort {
  int runs = 3;
  double seconds = 1;  ///< of one run
  bool bare = true;    ///< also write the same batches without an engine
};

struct Waits {
  double p50_ms = 0, p99_ms = 0;
};

struct Figure {
  std::string workload, unit, store;
  int clients = 0;
  double median = 0, least = 0, most = 0;  ///< units a second
  Waits life, request;
  double own_cpu_s = 0;                ///< of this process for 1,000 units, clients as well; median
  std::optional<double> server_cpu_s;  ///< of the database server for 1,000 units; median
  double requests_of_commit = 0;
  std::optional<double> trips_of_request, disk_bytes, log_bytes;  ///< bytes of a unit
  std::optional<double> bare;  ///< units a second of the same batches without an engine
};

/// What a place to measure on is made of.
struct Place {
  StoreKind kind = StoreKind::Sqlite;
  std::string where;
};

/// Measures on a session that has this workload's stock; a session without stock is closed by it.
Figure measure(Session& session, const Place& place, const Workload& workload, int clients, const Effort& effort);

std::string to_table(const std::vector<Figure>& figures);
std::string to_json(const std::vector<Figure>& figures);

}  // namespace bihuan::cli::bench
