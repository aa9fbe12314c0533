// Decides what the engine can say of what is watched (conditions), cut (its own jobs), changed by hand, undone, and
// changed in a running multi-instance: the second half of event.h, which includes this and lists all events in their
// order. Stored: fields append only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/state/state.h"

namespace bihuan::event {

using state::Variables;

// --- conditional events ---------------------------------------------------------------------------------------------

struct ConditionOpened {
  static constexpr std::string_view name = "ConditionOpened";
  WorkId work;
  ScopeId scope;
  TokenId token;
  ElementIndex element;
  std::uint32_t definition = 0;
  static void fields(auto& s, auto&& f) {
    f("work", s.work), f("scope", s.scope), f("token", s.token), f("element", s.element);
    f("definition", s.definition);
  }
};
/// The condition has another value than when it was last checked.
struct ConditionChanged {
  static constexpr std::string_view name = "ConditionChanged";
  WorkId work;
  bool value = false;
  static void fields(auto& s, auto&& f) { f("work", s.work), f("value", s.value); }
};
/// The condition became true and the event occurred. `keeps`: it is watched further (non-interrupting).
struct ConditionMet {
  static constexpr std::string_view name = "ConditionMet";
  WorkId work;
  bool keeps = false;
  static void fields(auto& s, auto&& f) { f("work", s.work), f("keeps", s.keeps); }
};

// --- the program's own jobs -----------------------------------------------------------------------------------------

struct ContinuationCreated {
  static constexpr std::string_view name = "ContinuationCreated";
  WorkId work;
  ScopeId scope;
  TokenId token;
  ElementIndex element;
  state::Continuation continuation;
  static void fields(auto& s, auto&& f) {
    f("work", s.work), f("scope", s.scope), f("token", s.token), f("element", s.element);
    f("continuation", s.continuation);
  }
};
struct ContinuationRun {
  static constexpr std::string_view name = "ContinuationRun";
  WorkId work;
  static void fields(auto& s, auto&& f) { f("work", s.work); }
};
/// A due moment, number of tries or priority was set by hand; what is not given stays.
struct JobChanged {
  static constexpr std::string_view name = "JobChanged";
  WorkId work;
  std::optional<Instant> due;
  std::optional<std::int32_t> retries;
  std::optional<std::int64_t> priority;
  static void fields(auto& s, auto&& f) {
    f("work", s.work), f("due", s.due), f("retries", s.retries), f("priority", s.priority);
  }
};
/// What a person changed of a task without acting on it; what is not given stays. An empty assignee is nobody.
struct TaskChanged {
  static constexpr std::string_view name = "TaskChanged";
  WorkId work;
  std::optional<std::string> title, description, owner, assignee;
  std::optional<std::int32_t> priority;
  bool sets_due = false, sets_follow_up = false;
  std::optional<Instant> due, follow_up;
  static void fields(auto& s, auto&& f) {
    f("work", s.work), f("title", s.title), f("description", s.description), f("owner", s.owner);
    f("assignee", s.assignee), f("priority", s.priority), f("sets_due", s.sets_due);
    f("sets_follow_up", s.sets_follow_up), f("due", s.due), f("follow_up", s.follow_up);
  }
};
/// Candidates of a task were added or taken away.
struct TaskCandidatesSet {
  static constexpr std::string_view name = "TaskCandidatesSet";
  WorkId work;
  std::vector<std::string> candidates, groups;
  static void fields(auto& s, auto&& f) { f("work", s.work), f("candidates", s.candidates), f("groups", s.groups); }
};
struct VariablesRemoved {
  static constexpr std::string_view name = "VariablesRemoved";
  ScopeId scope;
  TokenId token;
  std::vector<std::string> names;
  static void fields(auto& s, auto&& f) { f("scope", s.scope), f("token", s.token), f("names", s.names); }
};

// --- compensation, complex gateways, live multi-instance ------------------------------------------------------------

/// The activity can be compensated from now on.
struct CompensableAdded {
  static constexpr std::string_view name = "CompensableAdded";
  ScopeId scope;
  state::Compensable compensable;
  static void fields(auto& s, auto&& f) { f("scope", s.scope), f("compensable", s.compensable); }
};
/// These (with what is within them) go over to another scope: to the one that undoes them, or outwards when a
/// sub-process completes. `within`: the one that the direct ones belong to from now on.
struct CompensablesMoved {
  static constexpr std::string_view name = "CompensablesMoved";
  ScopeId from, to;
  std::vector<TokenId> ids;
  TokenId within;
  static void fields(auto& s, auto&& f) { f("from", s.from), f("to", s.to), f("ids", s.ids), f("within", s.within); }
};
/// It is being undone, or never will be.
struct CompensableRemoved {
  static constexpr std::string_view name = "CompensableRemoved";
  ScopeId scope;
  TokenId id;
  static void fields(auto& s, auto&& f) { f("scope", s.scope), f("id", s.id); }
};
/// Thrown: `activity` none = the whole scope.
struct CompensationThrown {
  static constexpr std::string_view name = "CompensationThrown";
  ElementIndex element, activity;
  static void fields(auto& s, auto&& f) { f("element", s.element), f("activity", s.activity); }
};
/// A complex gateway was activated (with the flows that gave tokens), or reset (without).
struct GatewayStateSet {
  static constexpr std::string_view name = "GatewayStateSet";
  ScopeId scope;
  ElementIndex gateway;
  bool waits_for_reset = false;
  std::vector<FlowIndex> activated_by;
  static void fields(auto& s, auto&& f) {
    f("scope", s.scope), f("gateway", s.gateway), f("waits_for_reset", s.waits_for_reset);
    f("activated_by", s.activated_by);
  }
};
/// More iterations are planned. `page`: a new page holds those that the last one has no room for; none = not needed.
struct IterationsAdded {
  static constexpr std::string_view name = "IterationsAdded";
  ScopeId scope;
  std::vector<Value> items;
  ScopeId page;
  static void fields(auto& s, auto&& f) { f("scope", s.scope), f("items", s.items), f("page", s.page); }
};
/// An iteration that had not begun will not.
struct IterationSkipped {
  static constexpr std::string_view name = "IterationSkipped";
  ScopeId scope;
  std::uint32_t loop_counter = 0;
  static void fields(auto& s, auto&& f) { f("scope", s.scope), f("loop_counter", s.loop_counter); }
};
struct DataStoreWritten {
  static constexpr std::string_view name = "DataStoreWritten";
  ElementIndex element;
  std::string store;
  Value value;
  static void fields(auto& s, auto&& f) { f("element", s.element), f("store", s.store), f("value", s.value); }
};

}  // namespace bihuan::event
