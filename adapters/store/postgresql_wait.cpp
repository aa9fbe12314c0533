#include "adapters/store/postgresql_wait.h"

#include <poll.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cerrno>

#include "adapters/store/connection.h"

namespace bihuan::store {

void PostgresqlWait::wait(bool for_writing) const {
  pollfd socket{PQsocket(connection_), static_cast<short>(for_writing ? POLLIN | POLLOUT : POLLIN), 0};
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until_ - std::chrono::steady_clock::now()).count();
    const int ready = left > 0 ? ::poll(&socket, 1, static_cast<int>(left)) : 0;
    if (ready > 0) return;
    if (ready < 0 && errno == EINTR) continue;
    throw DatabaseError(Trouble::Lost, "postgresql does not answer");
  }
}

void PostgresqlWait::flush() const {
  for (;;) {
    const int left = PQflush(connection_);
    if (left == 0) return;
    if (left > 0) wait(true);
    // What the server says meanwhile must be taken, or it takes nothing more from us.
    if (left < 0 || !PQconsumeInput(connection_)) throw DatabaseError(Trouble::Lost, "postgresql connection lost");
  }
}

PostgresqlResult PostgresqlWait::next() {
  while (PQisBusy(connection_)) {
    wait(false);
    if (PQconsumeInput(connection_)) continue;
    spdlog::debug("postgresql: {}", PQerrorMessage(connection_));
    throw DatabaseError(Trouble::Lost, "postgresql connection lost");
  }
  until_ = std::chrono::steady_clock::now() + longest_silence;
  return PostgresqlResult(PQgetResult(connection_));
}

}  // namespace bihuan::store
