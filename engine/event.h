// Decides what the engine can say: every fact that a command may bring about. The journal is the list of them, and the
// state is their fold (state/evolve.h). Events name elements by index; adapters/codec gives them their ids for people.
// Stored by alternative number: append only, never reorder. Fields: new ones go last.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/event_change.h"
#include "engine/state/state.h"

namespace bihuan::event {

using state::Variables;

// --- the instance ---------------------------------------------------------------------------------------------------

struct InstanceStarted {
  static constexpr std::string_view name = "InstanceStarted";
  InstanceId instance;
  DefinitionId definition;
  std::string business_key, title, initiator;
  std::optional<state::Caller> caller;
  Instant at;
  static void fields(auto& s, auto&& f) {
    f("instance", s.instance), f("definition", s.definition), f("business_key", s.business_key), f("title", s.title);
    f("initiator", s.initiator), f("caller", s.caller), f("at", s.at);
  }
};
/// Everything has ended by itself. `outputs` are what a caller receives.
struct InstanceCompleted {
  static constexpr std::string_view name = "InstanceCompleted";
  Variables outputs;
  Instant at;
  static void fields(auto& s, auto&& f) { f("outputs", s.outputs), f("at", s.at); }
};
struct InstanceCancelled {
  static constexpr std::string_view name = "InstanceCancelled";
  std::string reason;
  Instant at;
  static void fields(auto& s, auto&& f) { f("reason", s.reason), f("at", s.at); }
};
/// A called process ended with an error that nothing inside caught; its caller gets it.
struct InstanceFailed {
  static constexpr std::string_view name = "InstanceFailed";
  std::string code, message;
  Instant at;
  static void fields(auto& s, auto&& f) { f("code", s.code), f("message", s.message), f("at", s.at); }
};
struct InstanceSuspended {
  static constexpr std::string_view name = "InstanceSuspended";
  std::string reason;
  static void fields(auto& s, auto&& f) { f("reason", s.reason); }
};
struct InstanceResumed {
  static constexpr std::string_view name = "InstanceResumed";
  static void fields(auto&, auto&&) {}
};

// --- scopes and tokens ----------------------------------------------------------------------------------------------

struct ScopeOpened {
  static constexpr std::string_view name = "ScopeOpened";
  ScopeId scope, parent;
  state::ScopeKind kind = state::ScopeKind::Process;
  ElementIndex element;
  TokenId owner;
  std::uint32_t loop_counter = 0;
  static void fields(auto& s, auto&& f) {
    f("scope", s.scope), f("parent", s.parent), f("kind", s.kind), f("element", s.element), f("owner", s.owner);
    f("loop_counter", s.loop_counter);
  }
};
struct ScopeClosed {
  static constexpr std::string_view name = "ScopeClosed";
  ScopeId scope;
  bool completed = true;  ///< false: terminated
  static void fields(auto& s, auto&& f) { f("scope", s.scope), f("completed", s.completed); }
};
/// `token` none: the scope's variables; else the token's locals.
struct VariablesSet {
  static constexpr std::string_view name = "VariablesSet";
  ScopeId scope;
  TokenId token;
  Variables variables;
  static void fields(auto& s, auto&& f) { f("scope", s.scope), f("token", s.token), f("variables", s.variables); }
};
/// A new token stands on the flow.
struct FlowTaken {
  static constexpr std::string_view name = "FlowTaken";
  ScopeId scope;
  TokenId token;
  FlowIndex flow;
  ElementIndex element;  ///< where the flow leads
  Instant at;
  static void fields(auto& s, auto&& f) {
    f("scope", s.scope), f("token", s.token), f("flow", s.flow), f("element", s.element), f("at", s.at);
  }
};
/// The token stands at the element; made there if it was on no flow. `consumed` are other tokens that a join took.
struct ElementActivated {
  static constexpr std::string_view name = "ElementActivated";
  ScopeId scope;
  TokenId token;
  ElementIndex element;
  std::vector<TokenId> consumed;
  Instant at;
  static void fields(auto& s, auto&& f) {
    f("scope", s.scope), f("token", s.token), f("element", s.element), f("consumed", s.consumed), f("at", s.at);
  }
};
struct ElementCompleted {
  static constexpr std::string_view name = "ElementCompleted";
  ScopeId scope;
  TokenId token;
  ElementIndex element;
  static void fields(auto& s, auto&& f) { f("scope", s.scope), f("token", s.token), f("element", s.element); }
};
/// Ended from outside: by an interrupting event, a terminate end, a cancel. Also for a token that waited on a flow.
struct ElementTerminated {
  static constexpr std::string_view name = "ElementTerminated";
  ScopeId scope;
  TokenId token;
  ElementIndex element;
  static void fields(auto& s, auto&& f) { f("scope", s.scope), f("token", s.token), f("element", s.element); }
};
/// The token begins to wait for a child scope.
struct MultiInstanceStarted {
  static constexpr std::string_view name = "MultiInstanceStarted";
  ScopeId scope;
  std::uint32_t planned = 0;
  std::vector<Value> items;
  std::uint32_t page_size = 0;  ///< items (and later results) go into pages of this size; 0 = into the body
  ScopeId first_page;           ///< the pages take the ids from here on
  static void fields(auto& s, auto&& f) {
    f("scope", s.scope), f("planned", s.planned), f("items", s.items), f("page_size", s.page_size);
    f("first_page", s.first_page);
  }
};
enum class Vote : std::uint8_t { None = 0, Pass = 1, Reject = 2, Abstain = 3 };  // Stored.
struct IterationCompleted {
  static constexpr std::string_view name = "IterationCompleted";
  ScopeId scope;  ///< the body
  std::uint32_t loop_counter = 0;
  Value result;
  Vote vote = Vote::None;
  static void fields(auto& s, auto&& f) {
    f("scope", s.scope), f("loop_counter", s.loop_counter), f("result", s.result), f("vote", s.vote);
  }
};

// --- work -----------------------------------------------------------------------------------------------------------

struct TaskCreated {
  static constexpr std::string_view name = "TaskCreated";
  WorkId work;
  ScopeId scope;
  TokenId token;
  ElementIndex element;
  state::Task task;
  static void fields(auto& s, auto&& f) {
    f("work", s.work), f("scope", s.scope), f("token", s.token), f("element", s.element), f("task", s.task);
  }
};
struct TaskClaimed {
  static constexpr std::string_view name = "TaskClaimed";
  WorkId work;
  std::string assignee;
  static void fields(auto& s, auto&& f) { f("work", s.work), f("assignee", s.assignee); }
};
struct TaskUnclaimed {
  static constexpr std::string_view name = "TaskUnclaimed";
  WorkId work;
  static void fields(auto& s, auto&& f) { f("work", s.work); }
};
/// Handed to somebody else for good (转办).
struct TaskTransferred {
  static constexpr std::string_view name = "TaskTransferred";
  WorkId work;
  std::string from, to, reason;
  static void fields(auto& s, auto&& f) { f("work", s.work), f("from", s.from), f("to", s.to), f("reason", s.reason); }
};
struct Attachment {
  std::string id, file_name;
  static void fields(auto& s, auto&& f) { f("id", s.id), f("file_name", s.file_name); }
};
struct TaskCompleted {
  static constexpr std::string_view name = "TaskCompleted";
  WorkId work;
  ElementIndex element;
  std::string by, outcome, opinion;
  std::vector<Attachment> attachments;
  static void fields(auto& s, auto&& f) {
    f("work", s.work), f("element", s.element), f("by", s.by), f("outcome", s.outcome), f("opinion", s.opinion);
    f("attachments", s.attachments);
  }
};
struct JobCreated {
  static constexpr std::string_view name = "JobCreated";
  WorkId work;
  ScopeId scope;
  TokenId token;
  ElementIndex element;
  state::Job job;
  static void fields(auto& s, auto&& f) {
    f("work", s.work), f("scope", s.scope), f("token", s.token), f("element", s.element), f("job", s.job);
  }
};
struct JobCompleted {
  static constexpr std::string_view name = "JobCompleted";
  WorkId work;
  std::string worker;
  static void fields(auto& s, auto&& f) { f("work", s.work), f("worker", s.worker); }
};
struct JobFailed {
  static constexpr std::string_view name = "JobFailed";
  WorkId work;
  std::string worker, message;
  std::int32_t retries = 0;  ///< left
  Instant due;               ///< next try
  static void fields(auto& s, auto&& f) {
    f("work", s.work), f("worker", s.worker), f("message", s.message), f("retries", s.retries), f("due", s.due);
  }
};
struct TimerScheduled {
  static constexpr std::string_view name = "TimerScheduled";
  WorkId work;
  ScopeId scope;
  TokenId token;
  ElementIndex element;
  state::Timer timer;
  std::uint32_t definition = 0;
  static void fields(auto& s, auto&& f) {
    f("work", s.work), f("scope", s.scope), f("token", s.token), f("element", s.element), f("timer", s.timer);
    f("definition", s.definition);
  }
};
/// A cycle goes on: `next` is its following moment and `remaining` what is left after it; none = it was the last
/// firing.
struct TimerFired {
  static constexpr std::string_view name = "TimerFired";
  WorkId work;
  std::optional<Instant> next;
  std::int64_t remaining = 0;
  std::int64_t fired = 0;  ///< firings so far, with those that were missed
  static void fields(auto& s, auto&& f) {
    f("work", s.work), f("next", s.next), f("remaining", s.remaining), f("fired", s.fired);
  }
};
struct SubscriptionOpened {
  static constexpr std::string_view name = "SubscriptionOpened";
  WorkId work;
  ScopeId scope;
  TokenId token;
  ElementIndex element;
  state::Subscription subscription;
  std::uint32_t definition = 0;
  static void fields(auto& s, auto&& f) {
    f("work", s.work), f("scope", s.scope), f("token", s.token), f("element", s.element);
    f("subscription", s.subscription), f("definition", s.definition);
  }
};
/// The message or signal arrived. `keeps`: the subscription goes on (non-interrupting).
struct SubscriptionTriggered {
  static constexpr std::string_view name = "SubscriptionTriggered";
  WorkId work;
  std::string message_id;
  bool keeps = false;
  static void fields(auto& s, auto&& f) { f("work", s.work), f("message_id", s.message_id), f("keeps", s.keeps); }
};
/// The host starts the called process: the same transaction carries StartInstance to `child`.
struct CallStarted {
  static constexpr std::string_view name = "CallStarted";
  WorkId work;
  ScopeId scope;
  TokenId token;
  ElementIndex element;
  InstanceId child;
  std::string process, binding, version_tag, business_key;
  Variables inputs;
  std::int64_t version = 0;  ///< for binding "version"
  static void fields(auto& s, auto&& f) {
    f("work", s.work), f("scope", s.scope), f("token", s.token), f("element", s.element), f("child", s.child);
    f("process", s.process), f("binding", s.binding), f("version_tag", s.version_tag);
    f("business_key", s.business_key), f("inputs", s.inputs), f("version", s.version);
  }
};
struct CallCompleted {
  static constexpr std::string_view name = "CallCompleted";
  WorkId work;
  static void fields(auto& s, auto&& f) { f("work", s.work); }
};
/// Task, job, timer, subscription or call that is no longer wanted. A cancelled call's child is cancelled by the host.
struct WorkCancelled {
  static constexpr std::string_view name = "WorkCancelled";
  WorkId work;
  static void fields(auto& s, auto&& f) { f("work", s.work); }
};

// --- incidents, decisions, throws -----------------------------------------------------------------------------------

struct IncidentRaised {
  static constexpr std::string_view name = "IncidentRaised";
  ScopeId scope;
  state::Incident incident;
  static void fields(auto& s, auto&& f) { f("scope", s.scope), f("incident", s.incident); }
};
struct IncidentResolved {
  static constexpr std::string_view name = "IncidentResolved";
  ScopeId scope;
  IncidentId incident;
  static void fields(auto& s, auto&& f) { f("scope", s.scope), f("incident", s.incident); }
};
/// The rules that fired, one record a decision of the requirement graph.
struct DecisionEvaluated {
  static constexpr std::string_view name = "DecisionEvaluated";
  TokenId token;
  ElementIndex element;
  std::string decision, decision_name;
  Variables inputs;
  std::vector<std::string> rules;  ///< "3:rule-id", 1-based as staff count them
  Value result;
  static void fields(auto& s, auto&& f) {
    f("token", s.token), f("element", s.element), f("decision", s.decision), f("decision_name", s.decision_name);
    f("inputs", s.inputs), f("rules", s.rules), f("result", s.result);
  }
};
/// `caught` none: nothing caught it.
struct ErrorThrown {
  static constexpr std::string_view name = "ErrorThrown";
  ElementIndex element, caught;
  std::string code, message;
  static void fields(auto& s, auto&& f) {
    f("element", s.element), f("caught", s.caught), f("code", s.code), f("message", s.message);
  }
};
struct EscalationThrown {
  static constexpr std::string_view name = "EscalationThrown";
  ElementIndex element, caught;
  std::string code;
  bool to_caller = false;  ///< nothing here caught it and there is a caller: the host hands it on
  Variables variables;
  static void fields(auto& s, auto&& f) {
    f("element", s.element), f("caught", s.caught), f("code", s.code), f("to_caller", s.to_caller);
    f("variables", s.variables);
  }
};
/// The host delivers it, or keeps it for `time_to_live_us`.
struct MessageSent {
  static constexpr std::string_view name = "MessageSent";
  ElementIndex element;
  std::string message, key;
  std::string id;  ///< "<instance>-<n>": taken once
  std::int64_t time_to_live_us = 0;
  Variables variables;
  static void fields(auto& s, auto&& f) {
    f("element", s.element), f("message", s.message), f("key", s.key), f("id", s.id);
    f("time_to_live_us", s.time_to_live_us), f("variables", s.variables);
  }
};
struct SignalSent {
  static constexpr std::string_view name = "SignalSent";
  ElementIndex element;
  std::string signal;
  Variables variables;
  static void fields(auto& s, auto&& f) { f("element", s.element), f("signal", s.signal), f("variables", s.variables); }
};

/// A failed job gets new tries, from a person who resolved its incident.
struct JobRetried {
  static constexpr std::string_view name = "JobRetried";
  WorkId work;
  std::int32_t retries = 1;
  Instant due;
  static void fields(auto& s, auto&& f) { f("work", s.work), f("retries", s.retries), f("due", s.due); }
};

}  // namespace bihuan::event

namespace bihuan {

using Event = std::variant<
    event::InstanceStarted, event::InstanceCompleted, event::InstanceCancelled, event::InstanceFailed,
    event::InstanceSuspended, event::InstanceResumed, event::ScopeOpened, event::ScopeClosed, event::VariablesSet,
    event::FlowTaken, event::ElementActivated, event::ElementCompleted, event::ElementTerminated,
    event::MultiInstanceStarted, event::IterationCompleted, event::TaskCreated, event::TaskClaimed,
    event::TaskUnclaimed, event::TaskTransferred, event::TaskCompleted, event::JobCreated, event::JobCompleted,
    event::JobFailed, event::TimerScheduled, event::TimerFired, event::SubscriptionOpened, event::SubscriptionTriggered,
    event::CallStarted, event::CallCompleted, event::WorkCancelled, event::IncidentRaised, event::IncidentResolved,
    event::DecisionEvaluated, event::ErrorThrown, event::EscalationThrown, event::MessageSent, event::SignalSent,
    event::JobRetried, event::ConditionOpened, event::ConditionChanged, event::ConditionMet, event::ContinuationCreated,
    event::ContinuationRun, event::JobChanged, event::TaskChanged, event::TaskCandidatesSet, event::VariablesRemoved,
    event::CompensableAdded, event::CompensablesMoved, event::CompensableRemoved, event::CompensationThrown,
    event::GatewayStateSet, event::IterationsAdded, event::IterationSkipped, event::DataStoreWritten>;

}  // namespace bihuan
