// Decides how N clients put load on a server at the same time from one thread: each on a connection that stays open,
// with one request on its way. What they ask for is in life.h.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/bench/load/life.h"

namespace bihuan::bench {

struct LoadFigures {
  std::uint64_t lives = 0, requests = 0;
  double seconds = 0;
  /// Microseconds of each request of the measured time, by its step in the life.
  std::vector<std::vector<std::uint32_t>> latencies;
};

class Clients {
 public:
  /// One connection for each life. Throws std::runtime_error when one cannot be made.
  Clients(std::uint16_t port, std::vector<Life> lives);
  ~Clients();
  Clients(const Clients&) = delete;
  Clients& operator=(const Clients&) = delete;

  /// Runs for this long after the warm-up, then lets what is on its way end. Throws std::runtime_error when an answer
  /// is wrong or a connection breaks.
  LoadFigures run(std::chrono::milliseconds warm_up, std::chrono::milliseconds measured);

 private:
  struct One {
    int socket = -1;
    Life life;
    std::string received;
    std::chrono::steady_clock::time_point sent;
    bool at_rest = true;
  };

  void send(One& one);
  void on_readable(One& one);
  void take(One& one, int status, std::string_view body);

  int epoll_ = -1;
  std::vector<One> all_;
  std::chrono::steady_clock::time_point from_, until_;
  std::size_t at_rest_ = 0;
  LoadFigures figures_;
};

}  // namespace bihuan::bench
