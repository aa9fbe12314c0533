// Decides where a workload is measured and what the machine spent on it: a fresh store in memory, on an SQLite file in
// a scratch folder, or in a schema of its own of a PostgreSQL server. Nothing that was there before is touched, and
// everything goes with the object. It does not decide what is measured.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "adapters/store/store.h"

namespace bihuan::cli::bench {

enum class StoreKind { Memory, Sqlite, Postgresql };

/// What was spent until now; only differences mean something.
struct Spent {
  double own_cpu_s = 0;                      ///< of this process, all threads
  std::optional<double> server_cpu_s;        ///< of the database server's processes, where it runs on this machine
  std::optional<double> log_bytes;           ///< PostgreSQL: write-ahead log; SQLite: what this process wrote to disk
  std::optional<std::uint64_t> round_trips;  ///< PostgreSQL: transactions; each is one round trip of ours
};

class PostgresqlServer;

class Ground {
 public:
  /// `where`: a folder (SQLite) or an address (PostgreSQL). Throws std::runtime_error when there is no store to be had.
  Ground(StoreKind kind, const std::string& where);
  ~Ground();
  Ground(const Ground&) = delete;
  Ground& operator=(const Ground&) = delete;

  store::Store& store() { return *store_; }
  Spent spent();
  /// Of tables and indexes, or of the file.
  std::optional<double> bytes_on_disk();
  /// What the server does by itself within minutes of many rows: it vacuums them and counts them for its planner.
  void settle();
  /// Ends the store, so that file sizes and the server's counts are final.
  void close();

 private:
  void open_file(const std::string& above);
  void open_schema(const std::string& url);

  std::string folder_, schema_;
  std::unique_ptr<PostgresqlServer> server_;
  std::unique_ptr<store::Store> store_;
};

}  // namespace bihuan::cli::bench
