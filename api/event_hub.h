// Decides who hears of what happens while they look on: server-sent events (HTML, "Server-sent events") of one's own
// counters, one's notifications and one instance. It tells that something changed, never what: pages read it again
// through the resources, which decide what may be seen. It does not decide who may listen to which instance
// (resources/events.cpp).
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "adapters/store/store.h"
#include "api/http/reply.h"

namespace bihuan::api {

/// Somebody who looks on.
struct Listener {
  std::string person;
  InstanceId instance;  ///< none: only what is the person's own
  http::Stream stream;
  Instant until;  ///< ends then, so that an expired session does not listen on; the page asks again
  std::string told = {};
  std::int64_t revision = 0;
};

struct HubLimits {
  std::size_t all = 2000, of_one_person = 12;
};

class EventHub {
 public:
  using Limits = HubLimits;
  /// `counts` makes the JSON of a person's counters, on the hub's thread. `others_write`: other nodes share the store,
  /// so the hub looks when one of them rings, and every two seconds.
  EventHub(store::Store& store, std::function<Instant()> clock, std::function<std::string(const std::string&)> counts,
           bool others_write, Limits limits = {});
  ~EventHub();

  void start();
  void stop();  ///< ends every stream
  /// What a commit wrote; from the host's thread, does not block.
  void note(const store::Batch& batch);
  /// Tasks or cases may have changed, perhaps on another node. From any thread, does not block.
  void ring();
  /// false: too many listen, all together or of this person.
  bool join(Listener listener);
  std::size_t listening() const;

 private:
  struct News {
    bool awake = false, tasks = false;
    std::set<std::string> people;
    std::map<InstanceId, std::int64_t> instances;
    std::vector<store::NotificationRow> notifications;
  };
  using Moment = std::chrono::steady_clock::time_point;
  void run();
  Moment next_wake(Moment next_tick) const;
  void tell(const News& news, bool tick, bool rung);
  void tell_one(Listener& listener, const News& news, std::map<std::string, std::string>& counts, bool look);
  void tell_instance(Listener& listener, const News& news, bool look);
  const std::string& counts_of(const std::string& person, std::map<std::string, std::string>& counts) const;

  store::Store& store_;
  std::function<Instant()> clock_;
  std::function<std::string(const std::string&)> counts_;
  const bool others_write_;
  const Limits limits_;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  News news_;
  std::list<Listener> listeners_;
  bool stopping_ = false, rung_ = false, telling_ = false;
  std::thread thread_;
  Moment next_look_ = {};    ///< the hub's thread only, as what follows
  int ticks_ = 0;            ///< seconds
  bool look_again_ = false;  ///< tasks changed here: also who is no longer named by them wants to know
};

}  // namespace bihuan::api
