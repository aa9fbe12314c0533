// Decides which connection is to be looked at next because of time. A connection has at most one entry that counts; it
// may be too early, never too late, so that moving a deadline further away costs nothing.
#pragma once

#include <queue>
#include <utility>
#include <vector>

#include "api/http/connection.h"

namespace bihuan::http {

class Deadlines {
 public:
  Deadlines();
  ~Deadlines();
  Deadlines(const Deadlines&) = delete;
  Deadlines& operator=(const Deadlines&) = delete;

  /// Readable when the earliest entry is due.
  int descriptor() const { return timer_; }
  void add(TimePoint when, ConnectionId id);
  /// Takes the earliest entry that is due; false when none is.
  bool take_due(TimePoint now, TimePoint& when, ConnectionId& id);
  /// To be called when the descriptor was readable, before take_due.
  void clear_event();
  /// Sets the timer for the earliest entry.
  void arm();

 private:
  using Entry = std::pair<TimePoint, std::uint64_t>;
  int timer_;
  TimePoint armed_ = TimePoint::max();
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> entries_;
};

}  // namespace bihuan::http
