// Decides when things run: requests of people first, then what is due; what has run while the lanes were busy is one
// flight and one commit; nobody is answered before it is durable (architecture.md, rules 4 to 6). What a request means
// is the engine's (turn.h), how rows are written the store's.
//
// A host can be stepped from outside (`turn`, `fire_due`, or `launch` and `land`), so that tests drive several in one
// thread on virtual time, or run by itself (`start`).
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "adapters/host/aloft.h"
#include "adapters/host/catalogue.h"
#include "adapters/host/due_work.h"
#include "adapters/host/lanes.h"
#include "adapters/host/queue.h"
#include "adapters/host/turn.h"
#include "engine/base/check.h"

namespace bihuan::host {

struct HostSettings {
  std::string node = "node-1";                  ///< owner of leases
  std::size_t cache_bytes = 256 * 1024 * 1024;  ///< memory for instances at hand, about
  std::size_t queue_limit = 20'000;             ///< requests waiting; beyond it the host answers Unavailable
  int batch_limit = 256;                        ///< requests of one commit
  int lanes = 0;                                ///< commits at a time; 0: as many as the kind of store is worth
  int due_at_once = 400;                        ///< timers and own jobs asked for and not yet answered, at most
  bool run_jobs = true;                         ///< false: timers and internal jobs are fired by hand (test harnesses)
  RunScript run_script = {};                    ///< empty: scripts are incidents
};

/// Figures for /metrics, counted since the start.
struct HostCounts {
  std::atomic<std::uint64_t> requests{0}, refused{0}, commits{0}, timers{0}, broken{0};
  std::atomic<std::uint64_t> conflicts{0};         ///< batches that were refused because somebody was faster
  std::atomic<std::uint64_t> partial{0};           ///< of them, those whose rest flew on
  std::atomic<std::uint64_t> overtaken{0};         ///< requests that ran again for that
  std::atomic<std::uint64_t> flights{0}, lost{0};  ///< batches that departed; whose fate nobody knew
  std::atomic<std::uint64_t> waits{0};             ///< for a flight, by a request that needed what it held
  std::atomic<std::uint64_t> in_air{0}, cached{0}, cached_bytes{0};  ///< now: flights; instances at hand, their weight
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
  /// Runs what is queued and not on its way. Null: nothing is to be written, all are answered. Else its batch is to be
  /// committed (or lost) by the caller, and landed; other flights may be launched and landed meanwhile.
  std::shared_ptr<Flight> launch();
  /// Answers the flight's callers as it turned out. false: somebody was faster, the requests concerned have left and
  /// will run again; the rest, if any, is to be committed again: `flight.batch()` is smaller now.
  /// Requires that it has not landed.
  bool land(Flight& flight, const Landing& landing);
  /// Who lands a flight when a request needs what it holds. By default the host commits it itself.
  void on_wait(Aloft::Wait wait) { wait_by_hand_ = std::move(wait); }
  std::size_t flights() const { return aloft_.count(); }

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
  // boarding (host.cpp)
  bool board();
  void run_all(std::vector<Asked> asked);
  std::optional<InstanceId> on_its_way(const Request& request);
  std::vector<Asked> take_out(int request);
  void set_aside(int request, const Bug& bug);
  void cut_off(int request, std::vector<Asked> rest);
  std::shared_ptr<Flight> depart();
  Room room() const;
  // landing (landing.cpp)
  Landing commit(Flight& flight);
  void commit_and_land(Flight& flight);
  void durable(Flight& flight);
  bool overtaken(Flight& flight, const store::Conflicts& conflicts);
  void lost(Flight& flight, const store::Unavailable& why);
  void drop(const Flight& flight, const std::vector<InstanceId>& instances);
  void run_again(std::vector<Asked> asked);
  void release(const std::vector<InstanceId>& instances);
  void landed(Flight& flight);
  void shrink();
  void answer(Flight::Seat& seat);
  void answer_unavailable(std::vector<Asked> asked);
  void answer_failure(const Request& request, FailureCode code, std::string zh, std::string en);
  // by itself (loop.cpp)
  void loop();
  bool await_work();
  void depart_by_itself();
  void land_arrived();
  bool land_next();
  void wait_for(Flight& flight);

  HostSettings settings_;
  store::Store& store_;
  Catalogue& catalogue_;
  Tools tools_;
  Cache cache_;
  InstanceNumbers numbers_;
  std::set<InstanceId> quarantined_;
  HostCounts counts_;
  std::vector<std::function<void(const store::Batch&)>> listeners_;

  Aloft aloft_;
  Aloft::Wait wait_by_hand_;
  std::shared_ptr<Flight> loading_;  ///< what has run and not departed
  std::optional<Turn> turn_;         ///< that loads it
  std::uint64_t flight_number_ = 0, boarding_number_ = 0;
  int alone_ = 0;           ///< flights in a row during which nobody came
  bool came_back_ = false;  ///< requests are queued that have to run again

  std::mutex mutex_;  ///< of the next four
  std::condition_variable wake_;
  Queue queue_;
  std::deque<std::pair<std::shared_ptr<Flight>, Landing>> arrived_;
  bool stopping_ = false;
  std::thread thread_;
  std::optional<Lanes> lanes_;
  DueWork due_;
};

}  // namespace bihuan::host
