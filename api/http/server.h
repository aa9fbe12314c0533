// Decides how the program starts and stops the HTTP server. The work is done by worker.cpp (threads) and
// connection.cpp (one client); no library's header is needed to use this one.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

#include "api/http/message.h"
#include "api/http/reply.h"
#include "api/http/settings.h"

namespace bihuan::http {

/// Called on a reactor thread for each whole request; must not block. What it throws becomes 500 without internals.
using Handler = std::function<void(Request, Reply)>;

struct ServerCounts {
  std::uint64_t accepted = 0;       ///< connections since the start
  std::uint64_t refused = 0;        ///< of these with 503, because the server was full
  std::uint64_t accept_pauses = 0;  ///< times that no descriptor was free
  std::uint64_t late_answers = 0;   ///< answers dropped because their connection had ended
  std::size_t open = 0;             ///< connections now
};

class Server {
 public:
  /// Binds and listens, so that port() is known; serves after start(). Throws std::system_error when it cannot bind,
  /// std::invalid_argument for settings out of range.
  Server(ServerSettings settings, Handler handler);
  /// stop_now().
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;
  void start();
  /// No new connections; requests in flight are answered, long polls and endless streams ended; returns when all
  /// connections have closed, true, or at the deadline or by stop_now(), false. Requires: not on a reactor thread.
  bool stop_gracefully(std::chrono::milliseconds deadline);
  /// Ends at once, from any thread but the reactor's; also ends a stop_gracefully that waits.
  void stop_now();
  ServerCounts counts() const;

 private:
  class Machinery;
  std::unique_ptr<Machinery> machinery_;
};

}  // namespace bihuan::http
