// Decides what the engine can be told. A command names one instance (the State it is stepped on); who asks and when
// comes with the Context. Journalled beside its events: each lists its fields once. Append only, never reorder.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/event.h"

namespace bihuan::command {

using state::Variables;

/// Rejects: already started.
struct StartInstance {
  static constexpr std::string_view name = "StartInstance";
  InstanceId instance;
  std::string start;         ///< id of the start event (message, timer); empty = the none start event
  std::string business_key;  ///< overrides the definition's rule when not empty
  std::string initiator;     ///< person id; empty = nobody
  Variables variables;
  std::optional<state::Caller> caller;
  static void fields(auto& s, auto&& f) {
    f("instance", s.instance), f("start", s.start), f("business_key", s.business_key), f("initiator", s.initiator);
    f("variables", s.variables), f("caller", s.caller);
  }
};
/// Rejects: no such task, not yours (neither assignee nor candidate), outcome not offered, opinion missing.
struct CompleteTask {
  static constexpr std::string_view name = "CompleteTask";
  WorkId task;
  std::string person, outcome, opinion;
  Variables variables;
  std::vector<event::Attachment> attachments;
  static void fields(auto& s, auto&& f) {
    f("task", s.task), f("person", s.person), f("outcome", s.outcome), f("opinion", s.opinion);
    f("variables", s.variables), f("attachments", s.attachments);
  }
};
struct ClaimTask {
  static constexpr std::string_view name = "ClaimTask";
  WorkId task;
  std::string person;
  static void fields(auto& s, auto&& f) { f("task", s.task), f("person", s.person); }
};
struct UnclaimTask {
  static constexpr std::string_view name = "UnclaimTask";
  WorkId task;
  std::string person;
  static void fields(auto& s, auto&& f) { f("task", s.task), f("person", s.person); }
};
struct TransferTask {
  static constexpr std::string_view name = "TransferTask";
  WorkId task;
  std::string to, reason;
  static void fields(auto& s, auto&& f) { f("task", s.task), f("to", s.to), f("reason", s.reason); }
};
struct CompleteJob {
  static constexpr std::string_view name = "CompleteJob";
  WorkId job;
  std::string worker;
  Variables variables;
  static void fields(auto& s, auto&& f) { f("job", s.job), f("worker", s.worker), f("variables", s.variables); }
};
/// `retries` < 0: one less than before. `retry_delay_us` < 0: the model's back-off. No retries left: an incident.
struct FailJob {
  static constexpr std::string_view name = "FailJob";
  WorkId job;
  std::string worker, message;
  std::int32_t retries = -1;
  std::int64_t retry_delay_us = -1;
  static void fields(auto& s, auto&& f) {
    f("job", s.job), f("worker", s.worker), f("message", s.message), f("retries", s.retries);
    f("retry_delay_us", s.retry_delay_us);
  }
};
/// A BPMN error from a worker.
struct ThrowJobError {
  static constexpr std::string_view name = "ThrowJobError";
  WorkId job;
  std::string worker, code, message;
  Variables variables;
  static void fields(auto& s, auto&& f) {
    f("job", s.job), f("worker", s.worker), f("code", s.code), f("message", s.message), f("variables", s.variables);
  }
};
/// Rejects: no such timer (it fired or was cancelled), not due yet.
struct FireTimer {
  static constexpr std::string_view name = "FireTimer";
  WorkId timer;
  bool early = false;  ///< by hand, before it is due
  static void fields(auto& s, auto&& f) { f("timer", s.timer), f("early", s.early); }
};
/// A message or signal for one subscription, found by the host.
struct Trigger {
  static constexpr std::string_view name = "Trigger";
  WorkId subscription;
  std::string message_id;
  Variables variables;
  static void fields(auto& s, auto&& f) {
    f("subscription", s.subscription), f("message_id", s.message_id), f("variables", s.variables);
  }
};
/// The called process ended by itself.
struct CompleteCall {
  static constexpr std::string_view name = "CompleteCall";
  WorkId call;
  Variables outputs;
  static void fields(auto& s, auto&& f) { f("call", s.call), f("outputs", s.outputs); }
};
/// The called process ended otherwise. `error`: with a BPMN error of that code; else an incident (cancelled, not
/// found).
struct FailCall {
  static constexpr std::string_view name = "FailCall";
  WorkId call;
  bool error = false;
  std::string code, message;
  static void fields(auto& s, auto&& f) {
    f("call", s.call), f("error", s.error), f("code", s.code), f("message", s.message);
  }
};
/// The called process threw an escalation that it did not catch.
struct EscalateCall {
  static constexpr std::string_view name = "EscalateCall";
  WorkId call;
  std::string code;
  Variables variables;
  static void fields(auto& s, auto&& f) { f("call", s.call), f("code", s.code), f("variables", s.variables); }
};
/// `scope` none: the process scope.
struct SetVariables {
  static constexpr std::string_view name = "SetVariables";
  ScopeId scope;
  Variables variables;
  TokenId token;         ///< given: the locals of this token in `scope`
  bool outward = false;  ///< each goes to who declares the name, beginning at the place
  static void fields(auto& s, auto&& f) {
    f("scope", s.scope), f("variables", s.variables), f("token", s.token), f("outward", s.outward);
  }
};
/// `retries` of a failed job that its new life begins with.
struct RetryIncident {
  static constexpr std::string_view name = "RetryIncident";
  IncidentId incident;
  std::int32_t retries = 1;
  static void fields(auto& s, auto&& f) { f("incident", s.incident), f("retries", s.retries); }
};
struct SuspendInstance {
  static constexpr std::string_view name = "SuspendInstance";
  std::string reason;
  static void fields(auto& s, auto&& f) { f("reason", s.reason); }
};
struct ResumeInstance {
  static constexpr std::string_view name = "ResumeInstance";
  static void fields(auto&, auto&&) {}
};
struct CancelInstance {
  static constexpr std::string_view name = "CancelInstance";
  std::string reason;
  static void fields(auto& s, auto&& f) { f("reason", s.reason); }
};

/// The names that are set there; others are passed over. `token` none: the scope's variables.
struct RemoveVariables {
  static constexpr std::string_view name = "RemoveVariables";
  ScopeId scope;
  TokenId token;
  std::vector<std::string> names;
  static void fields(auto& s, auto&& f) { f("scope", s.scope), f("token", s.token), f("names", s.names); }
};
/// The program's own job goes on. Rejects: no such job.
struct RunContinuation {
  static constexpr std::string_view name = "RunContinuation";
  WorkId work;
  static void fields(auto& s, auto&& f) { f("work", s.work); }
};
/// Due moment (timers, continuations, jobs), tries and priority (continuations, jobs) by hand.
struct ChangeJob {
  static constexpr std::string_view name = "ChangeJob";
  WorkId work;
  std::optional<Instant> due;
  std::optional<std::int32_t> retries;
  std::optional<std::int64_t> priority;
  static void fields(auto& s, auto&& f) {
    f("work", s.work), f("due", s.due), f("retries", s.retries), f("priority", s.priority);
  }
};
/// As the event TaskChanged; `adds`/`removes` are candidates (and groups with the prefix "group:").
struct ChangeTask {
  static constexpr std::string_view name = "ChangeTask";
  WorkId task;
  std::optional<std::string> title, description, owner, assignee;
  std::optional<std::int32_t> priority;
  bool sets_due = false, sets_follow_up = false;
  std::optional<Instant> due, follow_up;
  std::vector<std::string> adds, removes;
  static void fields(auto& s, auto&& f) {
    f("task", s.task), f("title", s.title), f("description", s.description), f("owner", s.owner);
    f("assignee", s.assignee), f("priority", s.priority), f("sets_due", s.sets_due);
    f("sets_follow_up", s.sets_follow_up), f("due", s.due), f("follow_up", s.follow_up), f("adds", s.adds);
    f("removes", s.removes);
  }
};
/// A BPMN error or escalation that a person throws from a task; `person` empty = by force.
struct ThrowTaskError {
  static constexpr std::string_view name = "ThrowTaskError";
  WorkId task;
  std::string person, code, message;
  Variables variables;
  static void fields(auto& s, auto&& f) {
    f("task", s.task), f("person", s.person), f("code", s.code), f("message", s.message), f("variables", s.variables);
  }
};
struct ThrowTaskEscalation {
  static constexpr std::string_view name = "ThrowTaskEscalation";
  WorkId task;
  std::string person, code;
  Variables variables;
  static void fields(auto& s, auto&& f) {
    f("task", s.task), f("person", s.person), f("code", s.code), f("variables", s.variables);
  }
};
/// What the token waits for is taken as having come (receive tasks, catch events, jobs, tasks). Rejects: it waits for
/// something inside it.
struct ContinueToken {
  static constexpr std::string_view name = "ContinueToken";
  TokenId token;
  Variables variables;
  static void fields(auto& s, auto&& f) { f("token", s.token), f("variables", s.variables); }
};
enum class InstructionKind : std::uint8_t {  // Stored.
  Cancel = 0,                                ///< `token`, or `scope`, or every token at `element`
  StartBefore = 1,                           ///< at `element`
  StartAfter = 2,                            ///< behind `element`, by its outgoing flow
  TakeFlow = 3,                              ///< `element` is the id of a flow
};
struct Instruction {
  InstructionKind kind = InstructionKind::Cancel;
  std::string element;
  TokenId token;
  ScopeId scope;  ///< starts: an enclosing scope that is open; none = found, or opened from the process on
  Variables variables, local_variables;
  static void fields(auto& s, auto&& f) {
    f("kind", s.kind), f("element", s.element), f("token", s.token), f("scope", s.scope), f("variables", s.variables);
    f("local_variables", s.local_variables);
  }
};
/// Moves tokens by hand. Rejects as a whole when one instruction cannot be done. An instance without tokens ends.
struct ModifyInstance {
  static constexpr std::string_view name = "ModifyInstance";
  std::vector<Instruction> instructions;
  std::string reason;
  static void fields(auto& s, auto&& f) { f("instructions", s.instructions), f("reason", s.reason); }
};
/// Live change of a running multi-instance activity: `body` is its scope. A removed iteration is ended as cancelled;
/// one that has not begun never will.
struct AddIterations {
  static constexpr std::string_view name = "AddIterations";
  ScopeId body;
  std::vector<Value> items;  ///< nulls where it counts and has no collection
  static void fields(auto& s, auto&& f) { f("body", s.body), f("items", s.items); }
};
struct RemoveIterations {
  static constexpr std::string_view name = "RemoveIterations";
  ScopeId body;
  std::vector<std::uint32_t> loop_counters;
  static void fields(auto& s, auto&& f) { f("body", s.body), f("loop_counters", s.loop_counters); }
};
/// Starts activities of an ad-hoc sub-process that nothing leads to (13.3.5). Rejects: unknown, or busy and sequential.
struct StartAdHoc {
  static constexpr std::string_view name = "StartAdHoc";
  ScopeId scope;
  std::vector<std::string> elements;
  Variables variables;
  static void fields(auto& s, auto&& f) { f("scope", s.scope), f("elements", s.elements), f("variables", s.variables); }
};
/// Ends an ad-hoc sub-process by hand. Rejects: it still works and may not cancel what remains.
struct CompleteAdHoc {
  static constexpr std::string_view name = "CompleteAdHoc";
  ScopeId scope;
  static void fields(auto& s, auto&& f) { f("scope", s.scope); }
};

}  // namespace bihuan::command

namespace bihuan {

using Command =
    std::variant<command::StartInstance, command::CompleteTask, command::ClaimTask, command::UnclaimTask,
                 command::TransferTask, command::CompleteJob, command::FailJob, command::ThrowJobError,
                 command::FireTimer, command::Trigger, command::CompleteCall, command::FailCall, command::EscalateCall,
                 command::SetVariables, command::RetryIncident, command::SuspendInstance, command::ResumeInstance,
                 command::CancelInstance, command::RemoveVariables, command::RunContinuation, command::ChangeJob,
                 command::ChangeTask, command::ThrowTaskError, command::ThrowTaskEscalation, command::ContinueToken,
                 command::ModifyInstance, command::AddIterations, command::RemoveIterations, command::StartAdHoc,
                 command::CompleteAdHoc>;

}  // namespace bihuan
