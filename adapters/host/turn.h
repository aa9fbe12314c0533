// Decides what a request does: it runs on instances at hand, with everything that follows from it on other instances,
// and what came of it is loaded into a flight. It does not commit and does not answer (landing.cpp).
#pragma once

#include <deque>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "adapters/host/aloft.h"
#include "adapters/host/catalogue.h"
#include "adapters/host/data_stores.h"
#include "adapters/host/directory.h"
#include "adapters/host/flight.h"
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
  /// Everything outlives it; the flight is the one that is being loaded.
  Turn(Tools& tools, Cache& cache, InstanceNumbers& numbers, const std::set<InstanceId>& quarantined,
       const Aloft& aloft, Flight& flight)
      : tools_(tools),
        cache_(cache),
        numbers_(numbers),
        quarantined_(quarantined),
        aloft_(aloft),
        flight_(flight),
        cargo_(flight.cargo()),
        known_(tools.catalogue.now()),
        data_stores_(tools.store, cargo_.documents) {}

  /// Begins a boarding, whose number nobody had before: a refusal is given only on what was read from the store in the
  /// same one. Reads those of `wanted` that are not at hand, in one go. Throws store::Unavailable.
  void board(std::uint64_t boarding, std::vector<InstanceId> wanted);
  /// Runs the request of this seat and what follows from it; its answer is in the seat. Throws Bug and
  /// store::Unavailable: then the request must leave the flight, with `at_work`.
  void run(int request);
  /// The instance whose step was cut short by an exception; none outside of a step.
  InstanceId at_work() const { return at_work_; }
  /// Forgets what a request that was cut short had still in hand.
  void drop_what_follows();

 private:
  struct Followed {
    InstanceId instance;
    Command command;
  };
  struct Stepped {
    Live* live = nullptr;
    std::span<const Event> events;
    std::optional<Failure> failure;
  };

  Ran run(const Start& start, const Request& request);
  Ran run(const Tell& tell, const Request& request);
  Ran run(const Publish& publish, const Request& request);
  Ran run(const Deliver& deliver, const Request& request);
  Ran run(const Broadcast& broadcast, const Request& request);
  Ran run(const EvaluateConditions& conditions, const Request& request);
  InstanceId follow_start(const KnownStart& start, const state::Variables& variables, std::string business_key = {},
                          const std::string& initiator = {});
  Ran root(InstanceId instance, const Command& command, const Request& request);
  const Command& keep(Command command);  ///< until the flight is packed
  std::optional<store::IdempotencyRow> answer_in_flight(const Once& once);
  static Rendered repeat_or_mix_up(const Request& request, const store::IdempotencyRow& before);
  void add_message(store::MessageRow row);
  void take_message(const std::string& id, const std::string& name, const std::string& key);
  void trigger(const store::SubscriptionRow& subscription, const store::MessageRow& message);
  bool is_taken(const std::string& message) const;

  Live* live(InstanceId id);
  void bring(const std::vector<InstanceId>& ids);
  const KnownProcess* process_of(const store::LoadedInstance& loaded);
  void reads(const Topic& topic);
  void writes(const Topic& topic);
  Live& make(InstanceId id, const KnownProcess& process, InstanceId root);
  const KnownProcess* called(const Live& caller, const event::CallStarted& call) const;

  Stepped step_on(InstanceId id, const Command& command, const Request& request);
  std::expected<Outcome, Failure> step_with_answers(Live& live, const Command& command, const std::string& actor);
  Context context_for(const Live& live, const std::string& actor, const ScriptAnswers& scripts);
  std::span<const Event> record(Live& live, const Command& command, std::vector<Event> events, const Request& request);
  void write_row(Live& live, const std::set<ScopeId>& changed);
  void follow(Live& live, std::span<const Event> events, const FollowUps& follow_ups);
  void note_subscriptions(const FollowUps& follow_ups);
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
  void place(Live& live, bool variables_changed);
  Failure why_not(InstanceId id, const Command& command, Failure failure);
  void add_own_variables(const KnownProcess& process, const std::string& initiator, state::Variables& variables);

  Tools& tools_;
  Cache& cache_;
  InstanceNumbers& numbers_;
  const std::set<InstanceId>& quarantined_;
  const Aloft& aloft_;
  Flight& flight_;
  Cargo& cargo_;
  std::shared_ptr<const Snapshot> known_;
  LookupAnswers answers_;
  DataStores data_stores_;
  std::deque<Followed> followed_;
  std::uint64_t boarding_ = 0;
  int request_ = 0;  ///< the one that is running
  InstanceId at_work_;
  Instant now_;
};

}  // namespace bihuan::host
