// Decides what stands while a workload is measured: a ground, the bench's processes deployed on it, a host that runs by
// itself, and what is heard of its commits: how many, which instances have ended, and (when asked) their batches.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <vector>

#include "adapters/host/deployer.h"
#include "adapters/host/host.h"
#include "api/cli/bench/ground.h"

namespace bihuan::cli::bench {

/// Tells who waits for an instance that it has ended. For any thread.
class Endings {
 public:
  /// Before anything is asked: whether endings are remembered for who asks later.
  void remember(bool on) { remembered_ = on; }
  void hear(const store::Batch& batch);
  /// `then` is called once, here if the instance has ended already, else on the host's thread.
  void when_ended(InstanceId instance, std::function<void()> then);

 private:
  std::atomic<bool> remembered_ = false;
  std::mutex mutex_;
  std::map<InstanceId, std::function<void()>> waiting_;
  std::set<InstanceId> ended_;  ///< before anybody asked
};

/// Instances that were there before the measuring began, each with one open task, or waiting for one moment.
struct Stock {
  std::vector<InstanceId> instances;
  WorkId task;                 ///< the same number in each
  std::optional<Instant> due;  ///< of all their timers, where they have timers instead of tasks
};

class Session {
 public:
  /// `lanes`: commits at a time, 0 = as the host sees fit. Throws std::runtime_error when the ground is not to be had
  /// or the bench's processes do not deploy.
  Session(StoreKind kind, const std::string& where, int lanes);
  ~Session();

  host::Host& host() { return *host_; }
  Ground& ground() { return ground_; }
  Endings& endings() { return endings_; }
  Stock& stock() { return stock_; }
  std::uint64_t commits() const { return commits_; }
  /// Keeps a copy of every batch from now on.
  void record();
  /// What was kept; nothing more is.
  std::vector<store::Batch> recorded();
  /// Ends the host and then the store.
  void close();

 private:
  void hear(const store::Batch& batch);

  Ground ground_;
  host::Catalogue catalogue_;
  std::unique_ptr<host::Host> host_;
  Endings endings_;
  Stock stock_;
  std::atomic<std::uint64_t> commits_ = 0;
  std::atomic<bool> recording_ = false;
  std::mutex mutex_;
  std::vector<store::Batch> recorded_;
};

}  // namespace bihuan::cli::bench
