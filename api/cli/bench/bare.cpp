#include "api/cli/bench/bare.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

namespace bihuan::cli::bench {
namespace {

/// Hands out batches in order; one waits while another that writes one of its instances is under way.
class Queue {
 public:
  explicit Queue(const std::vector<store::Batch>& batches) : batches_(batches) {}
  /// nullptr: there is none left.
  const store::Batch* take();
  void done(const store::Batch& batch);

 private:
  bool free(const store::Batch& batch) const;

  const std::vector<store::Batch>& batches_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::size_t next_ = 0;
  std::set<InstanceId> under_way_;
};

bool Queue::free(const store::Batch& batch) const {
  return std::ranges::none_of(batch.instances, [this](const auto& write) { return under_way_.contains(write.row.id); });
}

const store::Batch* Queue::take() {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return next_ == batches_.size() || free(batches_[next_]); });
  if (next_ == batches_.size()) return nullptr;
  const store::Batch& batch = batches_[next_++];
  for (const auto& write : batch.instances) under_way_.insert(write.row.id);
  return &batch;
}

void Queue::done(const store::Batch& batch) {
  std::lock_guard lock(mutex_);
  for (const auto& write : batch.instances) under_way_.erase(write.row.id);
  wake_.notify_all();
}

/// Empty: it is durable.
std::string refusal_of(store::Store& store, const store::Batch& batch) {
  try {
    const store::Conflicts conflicts = store.commit(batch);
    if (conflicts.none()) return "";
    return fmt::format("{} instances overtaken, {} answers and {} messages known", conflicts.overtaken.size(),
                       conflicts.answered.size(), conflicts.messages_known.size());
  } catch (const store::Unavailable& unavailable) {
    return unavailable.what();
  }
}

}  // namespace

double write_bare(StoreKind kind, const std::string& where, const std::vector<store::Batch>& batches, int lanes) {
  Ground ground(kind, where);
  Queue queue(batches);
  std::mutex mutex;
  std::string refused;
  const auto write = [&] {
    while (const store::Batch* batch = queue.take()) {
      const std::string why = refusal_of(ground.store(), *batch);
      queue.done(*batch);
      if (why.empty()) continue;
      std::lock_guard lock(mutex);
      refused = why;
    }
  };
  const auto begin = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < lanes; ++i) threads.emplace_back(write);
  }
  if (!refused.empty()) throw std::runtime_error("what was written once is refused: " + refused);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace bihuan::cli::bench
