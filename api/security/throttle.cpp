#include "api/security/throttle.h"

#include <algorithm>

namespace bihuan::security {

std::int64_t Throttle::wait_us(const std::string& who, Instant now) const {
  const std::lock_guard lock(mutex_);
  const auto found = records_.find(who);
  return found == records_.end() ? 0 : std::max<std::int64_t>(0, found->second.open_again.us - now.us);
}

void Throttle::failed(const std::string& who, Instant now) {
  const std::lock_guard lock(mutex_);
  if (records_.size() >= most_names) forget_old(now);
  Record& record = records_[who];
  const int beyond = std::min(++record.failures - free_failures, 20);
  if (beyond >= 0) record.open_again = now + std::min(longest_us, us_per_second << beyond);
}

void Throttle::succeeded(const std::string& who) {
  const std::lock_guard lock(mutex_);
  records_.erase(who);
}

void Throttle::forget_old(Instant now) {
  std::erase_if(records_, [&](const auto& entry) { return entry.second.open_again <= now; });
  // Somebody tries many names: those who wait longest keep their place.
  while (records_.size() >= most_names) {
    records_.erase(std::ranges::min_element(records_, {}, [](const auto& e) { return e.second.open_again; }));
  }
}

}  // namespace bihuan::security
