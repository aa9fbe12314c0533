// Decides what a bench asks the PostgreSQL server itself, on a connection of its own: bytes, transactions, and the CPU
// time of its processes, which /proc knows when the server runs on this machine.
#pragma once

#include <libpq-fe.h>

#include <optional>
#include <string>

namespace bihuan::cli::bench {

class PostgresqlServer {
 public:
  /// Throws std::runtime_error when the server cannot be reached.
  explicit PostgresqlServer(const std::string& url);
  ~PostgresqlServer();
  PostgresqlServer(const PostgresqlServer&) = delete;
  PostgresqlServer& operator=(const PostgresqlServer&) = delete;

  /// Throws std::runtime_error when the server does not do it.
  void run(const std::string& sql);
  double number(const std::string& sql);
  double log_bytes();
  double schema_bytes(const std::string& schema);
  /// Every table of it, and what the planner knows of them.
  void vacuum(const std::string& schema);
  /// Of this database, but those of this connection. Final only when the other connections have ended.
  std::uint64_t transactions();
  /// Waits (5 s at most) until no connection with this application name is left.
  void wait_until_gone(const std::string& application);
  /// Of the postmaster's processes, ended ones as well; none on another machine.
  std::optional<double> cpu_s() const;

 private:
  std::string text(const std::string& sql);

  PGconn* connection_;
  std::uint64_t own_transactions_ = 0;
  long postmaster_ = 0;  ///< 0: not on this machine
};

}  // namespace bihuan::cli::bench
