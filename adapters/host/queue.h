// Decides in which order requests go on board: people before what nobody waits for, what comes back before what is new,
// and commands for an instance that is on its way not before it has landed. It runs nothing. Not for several threads:
// the host locks.
#pragma once

#include <deque>
#include <map>
#include <vector>

#include "adapters/host/flight.h"

namespace bihuan::host {

/// How many requests still fit into a flight.
struct Room {
  std::size_t people = 0, background = 0;  ///< background is part of people's: they may fill all of it
};

/// What may go on board of a flight of at most `limit`, or has already.
struct Load {
  std::size_t limit = 0, on_board = 0, in_background = 0;
};

class Queue {
 public:
  void put(Asked asked);
  /// In front of everything, in this order.
  void put_back(std::vector<Asked> asked);
  /// For an instance that is on its way: waits until `release`.
  void hold(InstanceId instance, Asked asked);
  void release(InstanceId instance);
  /// Background work never fills more than half of a flight, so that a person who comes while it is loaded gets on;
  /// beside people it gets an eighth.
  Room room(const Load& load) const;
  std::vector<Asked> take(Room room);
  std::vector<Asked> take_all();  ///< but for those on hold
  bool has_for(Room room) const;
  bool empty() const { return size() == 0; }
  std::size_t size() const { return people_.size() + background_.size() + held_count_; }

 private:
  std::deque<Asked>& queue_of(const Asked& asked);

  std::deque<Asked> people_, background_;
  std::map<InstanceId, std::vector<Asked>> held_;
  std::size_t held_count_ = 0;
};

}  // namespace bihuan::host
