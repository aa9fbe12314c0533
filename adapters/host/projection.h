// Decides which rows of the store stand for a state: tasks, jobs, subscriptions and incidents are made by comparing the
// scopes that a step changed with what they were before, so no row can be forgotten or left behind.
// It does not decide what work there is; the engine does.
#pragma once

#include <map>
#include <set>
#include <span>
#include <utility>

#include "adapters/host/live.h"
#include "adapters/store/store.h"
#include "engine/event.h"

namespace bihuan::host {

/// Marks the rows of state::Continuation among the timers'.
constexpr const char* continuation_topic = "continuation";

/// Rows to write, the last word for each. Keys are (instance, number inside it).
struct Rows {
  template <class Id, class Row>
  using Map = std::map<std::pair<InstanceId, Id>, Row>;
  Map<WorkId, store::TaskRow> tasks;
  Map<WorkId, std::optional<store::JobRow>> jobs;                    ///< nullopt: gone
  Map<WorkId, std::optional<store::SubscriptionRow>> subscriptions;  ///< nullopt: gone
  Map<IncidentId, store::IncidentRow> incidents;
};

/// What a step did to work that other instances or the host must follow up.
struct FollowUps {
  std::vector<InstanceId> orphans;                    ///< called instances whose call was cancelled
  std::vector<store::SubscriptionRow> subscriptions;  ///< opened now: a kept message may be waiting for them
  std::vector<store::SubscriptionRow> closed;         ///< they wait no longer
};

/// Adds the rows of what the last step changed in `live.state` (not yet kept), that is in the scopes `changed`.
/// `events` are that step's, `actor` who asked: they say how a task ended.
FollowUps project(const Live& live, const std::set<ScopeId>& changed, std::span<const Event> events,
                  const std::string& actor, Instant at, Rows& rows);

}  // namespace bihuan::host
