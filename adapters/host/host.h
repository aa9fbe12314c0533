// Decides when things run: requests of people first, then what is due; everything that has run since the last commit is
// one commit; nobody is answered before it is durable (architecture.md, rules 4 to 6). What a request means is the
// engine's, how rows are written the store's.
//
// A host can be stepped from outside (`turn`, `fire_due`), so that tests drive several in one thread on virtual time,
// or run by itself (`start`).
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "adapters/host/catalogue.h"
#include "adapters/host/due_work.h"
#include "adapters/host/turn.h"

namespace bihuan::host {

struct HostSettings {
  std::string node = "node-1";       ///< owner of leases
  std::size_t cache_limit = 20'000;  ///< instances at hand
  std::size_t queue_limit = 20'000;  ///< requests waiting; beyond it the host answers Unavailable
  int batch_limit = 256;             ///< requests of one commit
  int due_at_once = 400;             ///< timers and own jobs asked for and not yet answered, at most
  bool run_jobs = true;              ///< false: timers and internal jobs are fired by hand (test harnesses)
  RunScript run_script = {};         ///< empty: scripts are incidents
};

/// Figures for /metrics, counted since the start.
struct HostCounts {
  std::atomic<std::uint64_t> requests{0}, refused{0}, commits{0}, conflicts{0}, timers{0}, broken{0};
};

class Host {
 public:
  Host(HostSettings settings, store::Store& store, Catalogue& catalogue, Directory directory, const ZoneOffset* zones,
       std::function<Instant()> clock);
  ~Host();

  /// Queues a request from any thread; its answer comes on the host's thread. A full queue answers at once with
  /// Unavailable, on the caller's thread.
  void ask(Request request);

  // --- by hand
  /// Runs what is queued, commits, answers. false: nothing was queued.
  bool turn();
  /// Queues everything that is due now (timers, start timers, internal jobs). false: nothing was due.
  bool fire_due();
  /// fire_due and turn until neither has anything to do.
  void settle();

  // --- by itself
  void start();
  void stop();  ///< answers what is queued, then ends the thread

  /// Called after each commit with what it wrote, on the host's thread: wakes long polls and live views.
  void on_commit(std::function<void(const store::Batch&)> listener);
  const HostCounts& counts() const { return counts_; }
  store::Store& store() { return store_; }
  Catalogue& catalogue() { return catalogue_; }
  const RunScript& run_script() const { return settings_.run_script; }
  Instant now() const { return tools_.clock(); }

 private:
  struct Answered {
    Request* request;
    Rendered rendered;
  };
  std::vector<Request> take_queued();
  void run_batch(std::vector<Request> requests);
  /// One try; the requests that must run again stay in `requests`.
  bool try_batch(std::vector<Request>& requests, std::set<std::string>& messages_known, int attempt);
  void drop_touched(const Turn& turn);
  void answer_unavailable(std::vector<Request>& requests);
  void answer_failure(Request& request, FailureCode code, std::string zh, std::string en);
  void loop();

  HostSettings settings_;
  store::Store& store_;
  Catalogue& catalogue_;
  Tools tools_;
  Cache cache_;
  InstanceNumbers numbers_;
  std::set<InstanceId> quarantined_;
  HostCounts counts_;
  std::vector<std::function<void(const store::Batch&)>> listeners_;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Request> people_, background_;
  bool stopping_ = false;
  std::thread thread_;
  DueWork due_;
};

}  // namespace bihuan::host
