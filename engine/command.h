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
  static void fields(auto& s, auto&& f) { f("timer", s.timer); }
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
  static void fields(auto& s, auto&& f) { f("scope", s.scope), f("variables", s.variables); }
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

}  // namespace bihuan::command

namespace bihuan {

using Command = std::variant<command::StartInstance, command::CompleteTask, command::ClaimTask, command::UnclaimTask,
                             command::TransferTask, command::CompleteJob, command::FailJob, command::ThrowJobError,
                             command::FireTimer, command::Trigger, command::CompleteCall, command::FailCall,
                             command::EscalateCall, command::SetVariables, command::RetryIncident,
                             command::SuspendInstance, command::ResumeInstance, command::CancelInstance>;

}  // namespace bihuan
