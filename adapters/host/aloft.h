// Decides which flights are in the air, and lets a request wait for one. What waiting means (landing it) is the host's.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "adapters/host/flight.h"

namespace bihuan::host {

class Aloft {
 public:
  /// Returns when the flight has landed.
  using Wait = std::function<void(Flight&)>;

  explicit Aloft(Wait wait) : wait_(std::move(wait)) {}

  void add(std::shared_ptr<Flight> flight);
  void remove(const Flight& flight);
  std::size_t count() const { return flights_.size(); }
  std::shared_ptr<Flight> any() const { return flights_.empty() ? nullptr : flights_.front(); }
  /// The one that owns this, for whoever only has a reference. Requires that it is in the air.
  std::shared_ptr<Flight> owner(const Flight& flight) const;

  void wait_for(Flight& flight) const { wait_(flight); }
  /// Returns when no flight will write this any more.
  void wait_for_writers(const Topic& topic) const;

 private:
  Wait wait_;
  std::vector<std::shared_ptr<Flight>> flights_;
};

}  // namespace bihuan::host
