// Decides which lane takes which flight: the first that is free takes the next.
#include "adapters/host/lanes.h"

#include <utility>

namespace bihuan::host {

Lanes::Lanes(int count, Commit commit, Arrived arrived) : commit_(std::move(commit)), arrived_(std::move(arrived)) {
  for (int i = 0; i < count; ++i) threads_.emplace_back([this] { run(); });
}

Lanes::~Lanes() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void Lanes::depart(std::shared_ptr<Flight> flight) {
  {
    const std::lock_guard lock(mutex_);
    ready_.push_back(std::move(flight));
  }
  wake_.notify_one();
}

void Lanes::run() {
  while (true) {
    std::shared_ptr<Flight> flight;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return ending_ || !ready_.empty(); });
      if (ending_) return;
      flight = std::move(ready_.front());
      ready_.pop_front();
    }
    Landing landing = commit_(*flight);
    arrived_(std::move(flight), std::move(landing));
  }
}

}  // namespace bihuan::host
