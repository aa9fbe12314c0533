// Decides how flights are committed while the loop goes on: each on one of a few threads, in the order in which they
// departed. What a landing means is the host's (landing.cpp).
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "adapters/host/flight.h"

namespace bihuan::host {

class Lanes {
 public:
  using Commit = std::function<Landing(Flight&)>;
  using Arrived = std::function<void(std::shared_ptr<Flight>, Landing)>;

  /// Both are called on the lanes' threads and may not throw.
  Lanes(int count, Commit commit, Arrived arrived);
  /// Waits for the flights on the lanes; what has not begun stays on the ground.
  ~Lanes();
  Lanes(const Lanes&) = delete;
  Lanes& operator=(const Lanes&) = delete;

  void depart(std::shared_ptr<Flight> flight);
  std::size_t count() const { return threads_.size(); }

 private:
  void run();

  Commit commit_;
  Arrived arrived_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::shared_ptr<Flight>> ready_;
  bool ending_ = false;
  std::vector<std::thread> threads_;  ///< last: they use the rest
};

}  // namespace bihuan::host
