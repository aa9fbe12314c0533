// Decides how requests get from the reactor's threads, which must not block, to threads that may. It does not know
// what they do there.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace bihuan::api {

class WorkerPool {
 public:
  WorkerPool(int threads, std::size_t queue_limit);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// false: the queue is full, or the pool has been stopped; the work is dropped. `work` may not throw.
  bool post(std::function<void()> work);
  /// Runs what is queued, then ends the threads.
  void stop();
  std::size_t waiting() const;

 private:
  void run();

  std::size_t queue_limit_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace bihuan::api
