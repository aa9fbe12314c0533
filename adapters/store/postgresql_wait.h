// Decides how long one call waits for PostgreSQL: a server that says nothing, stopped or cut off without a reset, is as
// good as gone after a few seconds, so that no thread of ours hangs on it. It does not decide what to do then
// (sql_store.h). TCP's own time-outs do not help: the kernel of a stopped server still acknowledges.
#pragma once

#include <libpq-fe.h>

#include <chrono>
#include <memory>

namespace bihuan::store {

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using PostgresqlResult = std::unique_ptr<PGresult, ClearResult>;

/// From the first byte of a call to its last answer.
constexpr std::chrono::seconds longest_silence{5};

class PostgresqlWait {
 public:
  /// Requires: the connection is in libpq's non-blocking mode.
  explicit PostgresqlWait(PGconn* connection)
      : connection_(connection), until_(std::chrono::steady_clock::now() + longest_silence) {}

  /// Sends what is queued. Throws DatabaseError (Lost).
  void flush() const;
  /// As PQgetResult: the next result, or nothing at the end of one. Each that comes starts the time anew. Throws
  /// DatabaseError (Lost).
  PostgresqlResult next();

 private:
  /// Until the socket is readable, or writable where that is wanted.
  void wait(bool for_writing) const;

  PGconn* connection_;
  std::chrono::steady_clock::time_point until_;
};

}  // namespace bihuan::store
