// Decides how a store in memory misbehaves as a database behind a network does: an operation fails before it was heard,
// or after it was done, or a commit that was given up lands later. When is asked of somebody else (`decide`); it never
// does what a database could not do. It also notes what became durable, in the order in which it did.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include "adapters/store/memory_store.h"

namespace bihuan::simulation {

enum class Operation { Read, Write, Commit };

enum class Fault {
  None,
  Before,  ///< nothing was done
  After,   ///< it was done, the caller hears that the store is not available
  Late,    ///< a commit: the caller hears the same, and it is tried once more when `land_late` says so
};

class FaultyStore : public store::MemoryStore {
 public:
  using store::MemoryStore::MemoryStore;
  /// Asked before each operation; may let others use the store meanwhile. None: no faults.
  std::function<Fault(Operation)> decide;

  /// The oldest commit that is on its way without anybody who waits arrives: written, or in conflict and gone. false:
  /// there is none.
  bool land_late();
  /// A commit whose sender is gone: it is on its way.
  void keep_late(const store::Batch& batch) { late_.push_back(batch); }

  std::int64_t tick = 0;  ///< counts what happened in the world: the time of histories

  // what became durable
  std::vector<InstanceId> instances;                     ///< in order of their first commit
  std::vector<store::WorkKey> tasks_opened;              ///< the same, of tasks
  std::vector<store::IncidentRow> incidents_noted;       ///< as written
  std::set<std::pair<InstanceId, std::uint64_t>> asked;  ///< journal entries that come first under their request
  std::map<std::pair<InstanceId, std::uint64_t>, std::int64_t> durable_at;  ///< tick of a journal entry
  std::vector<std::string> faults;                                          ///< a request that is in two commits

  store::Conflicts commit(const store::Batch& batch) override;
  std::uint64_t lease_ids(std::uint64_t count) override;
  std::int64_t next_serial(const std::string& name) override;
  std::vector<store::LoadedInstance> load(const std::vector<InstanceId>& ids) override;
  std::optional<store::IdempotencyRow> answer(const std::string& key) override;
  void forget_answers(Instant before) override;
  std::vector<store::SubscriptionRow> message_subscriptions(const std::string& name, const std::string& key) override;
  std::vector<store::SubscriptionRow> signal_subscriptions(const std::string& name) override;
  std::vector<store::MessageRow> messages_waiting(const std::string& name, const std::string& key) override;
  store::MessageSweep wanted_messages(const store::MessagePlace& from, int limit) override;
  void forget_messages(Instant now) override;
  std::vector<store::JobRow> lease_jobs(const store::LeaseRequest& request) override;
  store::HeldShares hold_shares(const std::string& node, std::int64_t lease_us) override;
  store::DueJobs due_jobs(const store::DueRequest& request) override;
  void defer_job(InstanceId instance, WorkId work, std::int64_t by_us) override;
  store::Listed<store::JobRow> jobs(const store::JobQuery& query, const store::Page& page) override;
  std::optional<store::TaskRow> task(InstanceId instance, WorkId work) override;
  std::vector<store::StartRow> starts() override;
  bool advance_start(const store::StartRow& was, std::optional<Instant> next) override;
  std::vector<store::DefinitionRow> definitions() override;
  std::vector<store::FileRow> files(std::uint64_t deployment) override;
  store::Deployment deploy(const store::Deployment& deployment) override;

 private:
  template <class Do>
  auto disturbed(Operation operation, Do&& act) {
    const Fault fault = decide ? decide(operation) : Fault::None;
    if (fault == Fault::Before || fault == Fault::Late) throw store::Unavailable("simulated, before");
    if constexpr (std::is_void_v<decltype(act())>) {
      act();
      if (fault == Fault::After) throw store::Unavailable("simulated, after");
    } else {
      auto result = act();
      if (fault == Fault::After) throw store::Unavailable("simulated, after");
      return result;
    }
  }
  store::Conflicts write(const store::Batch& batch);
  void note(const store::Batch& batch);

  std::vector<store::Batch> late_;
  std::set<std::string> requests_;  ///< that are in a commit
};

}  // namespace bihuan::simulation
