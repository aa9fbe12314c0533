// Decides the order of boarding.
#include "adapters/host/queue.h"

#include <algorithm>
#include <iterator>

namespace bihuan::host {
namespace {

std::size_t less(std::size_t a, std::size_t b) {
  return a > b ? a - b : 0;
}

}  // namespace

Room Queue::room(const Load& load) const {
  const bool people = !people_.empty() || load.on_board > load.in_background;
  const std::size_t share = std::max<std::size_t>(load.limit / (people ? 8 : 2), 1);
  const std::size_t free = less(load.limit, load.on_board);
  return {free, std::min(free, less(share, load.in_background))};
}

std::deque<Asked>& Queue::queue_of(const Asked& asked) {
  return asked.request.in_background ? background_ : people_;
}

void Queue::put(Asked asked) {
  queue_of(asked).push_back(std::move(asked));
}

void Queue::put_back(std::vector<Asked> asked) {
  for (auto at = asked.rbegin(); at != asked.rend(); ++at) queue_of(*at).push_front(std::move(*at));
}

void Queue::hold(InstanceId instance, Asked asked) {
  held_[instance].push_back(std::move(asked));
  ++held_count_;
}

void Queue::release(InstanceId instance) {
  if (held_.empty()) return;
  const auto found = held_.find(instance);
  if (found == held_.end()) return;
  held_count_ -= found->second.size();
  put_back(std::move(found->second));
  held_.erase(found);
}

std::vector<Asked> Queue::take(Room room) {
  std::vector<Asked> taken;
  const auto take_from = [&](std::deque<Asked>& queue, std::size_t most) {
    const auto end = queue.begin() + static_cast<std::ptrdiff_t>(std::min(most, queue.size()));
    taken.insert(taken.end(), std::make_move_iterator(queue.begin()), std::make_move_iterator(end));
    queue.erase(queue.begin(), end);
  };
  take_from(people_, room.people);
  take_from(background_, std::min(room.background, less(room.people, taken.size())));
  return taken;
}

std::vector<Asked> Queue::take_all() {
  std::vector<Asked> taken;
  for (std::deque<Asked>* queue : {&people_, &background_}) {
    taken.insert(taken.end(), std::make_move_iterator(queue->begin()), std::make_move_iterator(queue->end()));
    queue->clear();
  }
  return taken;
}

bool Queue::has_for(Room room) const {
  return (room.people > 0 && !people_.empty()) || (room.background > 0 && !background_.empty());
}

}  // namespace bihuan::host
