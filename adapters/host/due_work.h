// Decides when the program does its own work: timers, start timers, notifications, lapsed leases of workers, messages
// that were kept while their receiver came, house keeping. It asks the host for it like anybody else and never waits
// for the answer; the effect and the end of a job are one commit, so each happens once however often it is asked for.
//
// Nodes divide the work by shares that they lease by the store's clock (store/shares.h); a node that could not renew
// its lease in time asks for nothing. What a job means is the engine's; in which order requests run is the host's.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "adapters/host/catalogue.h"
#include "adapters/host/due_requests.h"
#include "engine/base/zone.h"

namespace bihuan::host {

struct DueSettings {
  std::string node;   ///< in whose name shares are held; another for each node that lives
  int at_once = 400;  ///< asked for and not yet answered, at most
  bool jobs = true;   ///< false: by itself it only looks for what other nodes have deployed
};

class DueWork {
 public:
  /// `clock` measures time by hand; `ask` may be called from any thread and answers from any. `timers` counts those
  /// that were asked for.
  DueWork(DueSettings settings, store::Store& store, Catalogue& catalogue, const ZoneOffset* zones,
          std::function<Instant()> clock, std::function<void(Request)> ask, std::atomic<std::uint64_t>& timers);
  ~DueWork();
  DueWork(const DueWork&) = delete;
  DueWork& operator=(const DueWork&) = delete;

  /// By hand: asks for everything that is due and not yet asked for. false: nothing was. Throws store::Unavailable.
  bool fire();
  /// By itself, on a thread of its own: looks when something comes due, when the bell rings, and each second.
  void start();
  /// Gives the shares back and ends the thread.
  void stop();
  /// What this node has committed. By itself, steps set apart go on at once instead of being looked for.
  void note(const store::Batch& batch);

  int nodes() const { return nodes_; }                 ///< that share the store, as last seen
  std::size_t shares() const { return share_count_; }  ///< held

 private:
  using JobKey = std::pair<InstanceId, WorkId>;
  using StartKey = std::tuple<DefinitionId, std::string, std::int64_t>;
  struct Deferred {
    JobKey key;
    std::int64_t by_us;
  };
  enum class Kind { Timer, Own, Lapsed };

  void run();
  void rest();
  std::int64_t ticks() const;  ///< microseconds, for how long something takes; not what time it is
  void renew();
  void read_deployments();
  void finish();
  bool fire_jobs();
  int ask_for(const std::vector<store::JobRow>& jobs, Kind kind, std::size_t room);
  Request request_for(const store::JobRow& job, Kind kind);
  void answered(const JobKey& key, Kind kind, Ended ended, const std::string& why);
  bool is_put_off(const JobKey& key);
  void plan_next_look(const store::DueJobs& due);
  bool fire_start_timers();
  void fire_start(const store::StartRow& row);
  void keep_house();
  void offer_since(Instant from);
  std::optional<store::MessagePlace> offer_slice(const store::MessagePlace& from);
  void heard(store::Topics topics, store::Origin origin);
  bool held(std::size_t share) const;

  const DueSettings settings_;
  store::Store& store_;
  Catalogue& catalogue_;
  const ZoneOffset* zones_;
  const std::function<Instant()> clock_;
  const std::function<void(Request)> ask_;
  std::atomic<std::uint64_t>& timers_;
  std::atomic<int> nodes_{1};
  std::atomic<std::size_t> share_count_{0};

  // Of who looks: the thread, or whoever steps by hand.
  std::optional<std::int64_t> renewed_, catalogue_read_, looked_from_start_, starts_read_, house_kept_, offered_;
  std::int64_t from_start_every_ = 0, looked_ = 0, look_took_ = 0, next_look_ = 0, not_before_ = 0;
  std::optional<store::JobPlace> after_;  ///< timers up to here have been asked for or are gone
  std::optional<Instant> next_start_;
  Instant now_;                ///< the store's, at the last look
  store::MessagePlace sweep_;  ///< where the slow round through all kept messages stands

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  store::Shares shares_;
  std::int64_t held_until_ = 0;  ///< later they may be another's
  std::set<JobKey> in_flight_;   ///< asked for, not yet answered
  std::set<StartKey> starting_;
  std::deque<store::StartRow> started_;     ///< answered, to be moved on
  std::deque<Deferred> deferred_;           ///< timers that failed, to be put off in the store
  std::map<JobKey, std::int64_t> put_off_;  ///< other jobs that failed, until when
  std::map<JobKey, int> failures_;          ///< in a row, by jobs that failed here
  std::optional<std::int64_t> soonest_;  ///< when the earliest timer comes due that was committed since the last look
  std::int64_t paused_until_ = 0;        ///< the store or the queue has had enough
  bool by_itself_ = false, stopping_ = false;
  bool more_ = false;                             ///< the last look found more than could be asked for
  bool awake_ = false, rung_ = false;             ///< look now; look soon
  bool deployed_ = false, message_kept_ = false;  ///< what was rung for
  std::thread thread_;
  std::unique_ptr<store::Bell::Listening> listening_;
};

}  // namespace bihuan::host
