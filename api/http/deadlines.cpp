// Decides when the timer rings: at the earliest entry. It does not know what a deadline is for.
#include "api/http/deadlines.h"

#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace bihuan::http {

Deadlines::Deadlines() : timer_(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)) {
  if (timer_ < 0) throw std::system_error(errno, std::generic_category(), "timerfd_create");
}
Deadlines::~Deadlines() {
  ::close(timer_);
}

void Deadlines::add(TimePoint when, ConnectionId id) {
  entries_.emplace(when, id.value);
}

bool Deadlines::take_due(TimePoint now, TimePoint& when, ConnectionId& id) {
  if (entries_.empty() || entries_.top().first > now) return false;
  when = entries_.top().first;
  id = {entries_.top().second};
  entries_.pop();
  return true;
}

void Deadlines::clear_event() {
  std::uint64_t expirations = 0;
  [[maybe_unused]] const auto got = ::read(timer_, &expirations, sizeof expirations);
  armed_ = TimePoint::max();
}

void Deadlines::arm() {
  if (entries_.empty() || entries_.top().first >= armed_) return;
  armed_ = entries_.top().first;
  // steady_clock is CLOCK_MONOTONIC here; zero would switch the timer off.
  const auto since = std::max<std::chrono::nanoseconds>(armed_.time_since_epoch(), std::chrono::nanoseconds(1));
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(since);
  itimerspec spec{};
  spec.it_value.tv_sec = seconds.count();
  spec.it_value.tv_nsec = (since - seconds).count();
  ::timerfd_settime(timer_, TFD_TIMER_ABSTIME, &spec, nullptr);
}

}  // namespace bihuan::http
