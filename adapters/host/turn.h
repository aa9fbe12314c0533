// Decides what happens between two commits: requests run one after the other on instances at hand, with everything that
// follows from them on other instances, and add up to one Batch. It does not commit and does not answer (host.cpp).
#pragma once

#include <deque>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "adapters/host/catalogue.h"
#include "adapters/host/data_stores.h"
#include "adapters/host/directory.h"
#include "adapters/host/live.h"
#include "adapters/host/projection.h"
#include "adapters/host/request.h"
#include "adapters/host/script_answers.h"
#include "engine/base/zone.h"

namespace bihuan::host {

/// What a turn works with; all outlive it.
struct Tools {
  store::Store& store;
  Catalogue& catalogue;
  Directory directory;
  const ZoneOffset* zones = nullptr;
  std::string local_zone = "Asia/Shanghai";
  std::function<Instant()> clock;
  RunScript run_script;
};

/// Numbers for instances, leased from the store in blocks.
class InstanceNumbers {
 public:
  explicit InstanceNumbers(store::Store& store) : store_(store) {}
  InstanceId peek();  ///< the next one; at least `margin` consecutive ones follow it
  void take(std::uint32_t n);

 private:
  static constexpr std::uint64_t block = 4096, margin = 1024;
  store::Store& store_;
  std::uint64_t next_ = 0, end_ = 0;
};

/// An instance as the store holds it, made ready for steps. CHECKs that its bytes are what the codec wrote.
std::unique_ptr<Live> revive(store::LoadedInstance loaded, const KnownProcess& process);

class Turn {
 public:
  Turn(Tools& tools, Cache& cache, InstanceNumbers& numbers, const std::set<InstanceId>& quarantined)
      : tools_(tools),
        cache_(cache),
        numbers_(numbers),
        quarantined_(quarantined),
        known_(tools.catalogue.now()),
        data_stores_(tools.store) {}

  /// Runs the request and what follows from it. Throws Bug (the whole turn must be dropped) and store::Unavailable.
  Rendered run(const Request& request);

  bool empty() const;
  store::Batch batch() const;
  /// Instances that this turn has changed: to be dropped from the cache when the batch fails.
  const std::vector<Live*>& touched() const { return touched_; }
  /// The batch is durable: what was changed is at rest again.
  void settle();
  /// The instance that a Bug was raised in; none outside of a step.
  InstanceId at_work() const { return at_work_; }
  /// Message ids that an earlier try found taken.
  std::set<std::string> taken_before;

 private:
  struct Followed {
    InstanceId instance;
    Command command;
  };
  struct Stepped {
    Live* live = nullptr;
    std::vector<Event> events;
    std::optional<Failure> failure;
  };

  Ran run(const Start& start, const Request& request, std::vector<Event>& events);
  Ran run(const Tell& tell, const Request& request, std::vector<Event>& events);
  Ran run(const Publish& publish, const Request& request, std::vector<Event>& events);
  Ran run(const Deliver& deliver, const Request& request, std::vector<Event>& events);
  Ran run(const Broadcast& broadcast, const Request& request, std::vector<Event>& events);
  Ran run(const EvaluateConditions& conditions, const Request& request, std::vector<Event>& events);
  InstanceId follow_start(const KnownStart& start, const state::Variables& variables, std::string business_key = {},
                          const std::string& initiator = {});
  Ran root(InstanceId instance, const Command& command, const Request& request, std::vector<Event>& events);

  Live* live(InstanceId id);
  Live& make(InstanceId id, const KnownProcess& process, InstanceId root);
  const KnownProcess* called(const Live& caller, const event::CallStarted& call) const;

  Stepped step_on(InstanceId id, const Command& command, const Request& request);
  std::expected<Outcome, Failure> step_with_answers(Live& live, const Command& command, const std::string& actor);
  Context context_for(const Live& live, const std::string& actor, const ScriptAnswers& scripts);
  void record(Live& live, const Command& command, const std::vector<Event>& events, const Request& request);
  void follow(Live& live, const std::vector<Event>& events, const FollowUps& follow_ups);
  void follow_call(Live& live, const event::CallStarted& call);
  void drain(const Request& request);
  void tell_call_failed(const state::Caller& caller, std::string code, std::string message);
  void deliver(const Publish& publish);
  void offer_kept(const store::SubscriptionRow& subscription);
  std::optional<store::SubscriptionRow> waiting_for(const std::string& name, const std::string& key);
  std::vector<store::SubscriptionRow> with_pending(std::vector<store::SubscriptionRow> rows,
                                                   const std::function<bool(const store::SubscriptionRow&)>& wanted);
  Publish with_key_of_payload(const Publish& publish);
  std::string first_business_key(const KnownStart& start, const Publish& publish) const;
  std::optional<Failure> form_refusal(const definition::Element& element, std::uint64_t deployment,
                                      const state::Variables& submitted) const;
  std::optional<Failure> task_refusal(InstanceId instance, const Command& command);
  void place(Live& live);
  Failure why_not(InstanceId id, const Command& command, Failure failure);
  void add_own_variables(const KnownProcess& process, const std::string& initiator, state::Variables& variables);

  Tools& tools_;
  Cache& cache_;
  InstanceNumbers& numbers_;
  const std::set<InstanceId>& quarantined_;
  std::shared_ptr<const Snapshot> known_;
  LookupAnswers answers_;
  DataStores data_stores_;
  Rows rows_;
  std::vector<store::JournalRow> journal_;
  std::vector<store::MessageRow> messages_;
  std::set<std::string> messages_taken_;
  std::vector<store::IdempotencyRow> answered_;
  std::vector<store::NotificationRow> notifications_;
  std::vector<Live*> touched_;
  std::vector<InstanceId> loaded_;  ///< read from the store in this turn
  std::deque<Followed> followed_;
  InstanceId at_work_;
  Instant now_;
};

}  // namespace bihuan::host
