// Decides for which flights a reader of a topic waits.
#include "adapters/host/aloft.h"

#include <algorithm>

#include "engine/base/check.h"

namespace bihuan::host {

void Aloft::add(std::shared_ptr<Flight> flight) {
  flights_.push_back(std::move(flight));
}

void Aloft::remove(const Flight& flight) {
  std::erase_if(flights_, [&](const auto& one) { return one.get() == &flight; });
}

std::shared_ptr<Flight> Aloft::owner(const Flight& flight) const {
  const auto at = std::ranges::find(flights_, &flight, &std::shared_ptr<Flight>::get);
  CHECK(at != flights_.end());
  return *at;
}

void Aloft::wait_for_writers(const Topic& topic) const {
  const auto writes = [&](const std::shared_ptr<Flight>& flight) { return flight->writes(topic); };
  // Others may land while one is waited for: look again from the start.
  for (auto at = flights_.begin(); (at = std::ranges::find_if(flights_, writes)) != flights_.end();) {
    const std::shared_ptr<Flight> writer = *at;
    wait_(*writer);
  }
}

}  // namespace bihuan::host
