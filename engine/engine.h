// The only header that outsiders include. Decides nothing itself: it names the contract.
//
//   step(definition, state, command, context)  commands in, events out; state is changed by evolve alone
//   replay(definition-free)                    the fold of events is the state, bit for bit
//
// Pure: the same arguments give the same events, always. Everything from outside (time, numbers, the organisation's
// answers, calendars, zones, decisions) comes in the Context, as values.
#pragma once

#include <expected>
#include <functional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/zone.h"
#include "engine/calendar/working_calendar.h"
#include "engine/command.h"
#include "engine/definition/definition.h"
#include "engine/dmn/decision.h"
#include "engine/event.h"
#include "engine/state/evolve.h"
#include "engine/state/state.h"

namespace bihuan {

/// A question to the organisation, as a user task's assignment asks it. Two equal look-ups get one answer.
struct Lookup {
  std::string kind;  ///< of docs/extensions.md: role, head, head-above, department, supervision, administrator
  std::vector<std::pair<std::string, std::string>> parameters;
  auto operator<=>(const Lookup&) const = default;
};

/// Answers: person ids, in the directory's order. An empty list is an answer.
using LookupAnswers = std::map<Lookup, std::vector<std::string>>;

/// A script that a step met: what it is and what it may see. Two equal questions get one answer.
struct ScriptQuestion {
  std::string language, source;
  state::Variables variables;       ///< every name in sight, inner ones hide outer ones
  std::vector<std::string> locals;  ///< names of those that are the place's own
  Value execution, task;            ///< as juel::Surroundings
  bool operator==(const ScriptQuestion&) const = default;
};

struct ScriptAnswer {
  Value result;
  state::Variables writes, local_writes;  ///< in order; the first go outwards from the script's place
  std::vector<std::string> removed;
  ContextEntries task_changes;     ///< of a task's listener: {"assignee": …}
  std::string fault_zh, fault_en;  ///< both empty: it ran
};

struct Context {
  Instant now;
  std::string actor;         ///< who asks: person id, "worker:<name>", or "system"
  InstanceId next_instance;  ///< the first of a block of numbers that calls may use, in order
  const LookupAnswers* answers = nullptr;
  const ZoneOffset* zones = nullptr;
  std::string_view local_zone = "Asia/Shanghai";
  /// Whether this person gets no work any more; empty: nobody is known to. What the organisation answers leaves such
  /// people out by itself.
  std::function<bool(std::string_view person)> gone;
  /// A calendar by id; nullptr if there is none.
  std::function<const calendar::WorkingCalendar*(std::string_view id)> calendar;
  /// The decisions that hold a decision of this id, by binding ("deployment" or "latest"); nullptr if there are none.
  std::function<const dmn::Decisions*(std::string_view decision, std::string_view binding)> decisions;
  /// What scripts answered so far.
  const std::vector<std::pair<ScriptQuestion, ScriptAnswer>>* scripts = nullptr;
  /// The value of a data store (BPMN 2.0.2, 10.4.1) of this process; null if nothing was ever written.
  std::function<Value(std::string_view store)> data_store;
};

/// Why a command was refused: the caller's fault, nothing was changed. One table turns codes into HTTP
/// (api/problem.cpp).
enum class RejectionCode {
  NotFound,      ///< no such task, job, timer, incident, scope
  AlreadyDone,   ///< somebody was faster; the message names who and when where that is known
  NotAllowed,    ///< not this person's to do
  InvalidInput,  ///< outcome, opinion, variables: `faults` names each
  WrongState,    ///< suspended, ended, not due yet, taken by another
};

struct InputFault {
  std::string pointer;  ///< JSON pointer into the request's body
  std::string message_zh, message_en;
};

struct Rejection {
  RejectionCode code = RejectionCode::NotFound;
  std::string message_zh, message_en;
  std::vector<InputFault> faults;
};

/// The step needs answers first. The host gets them and runs the same step again; nothing was changed.
struct Needs {
  std::vector<Lookup> lookups;
  std::vector<ScriptQuestion> scripts;
};

struct Outcome {
  std::vector<Event> events;
  std::uint32_t instances_used = 0;  ///< numbers taken from next_instance
};

using Refused = std::variant<Rejection, Needs>;

/// Handles the command and everything that follows until no token can move without the outside.
/// Guarantees: on refusal (or a thrown Bug) `state` is as before; otherwise it holds the changes, not yet kept
/// (State::keep, State::changed). More than max_steps_per_command element moves: the state is as before but for an
/// incident.
std::expected<Outcome, Refused> step(const definition::Definition& definition, state::State& state,
                                     const Command& command, const Context& context);

/// The fold of an instance's events from the start.
state::State replay(std::span<const Event> events);

/// The activities that a person may start now in this scope of an ad-hoc sub-process (BPMN 2.0.2, 13.3.5), in document
/// order; empty where the scope is none, or works one after another and is busy.
std::vector<ElementIndex> enabled_elements(const definition::Definition& definition, const state::State& state,
                                           ScopeId scope);

/// The rules of invariants 1, 3 and 4 of semantics.md; empty = all hold. Tests check it after every step.
std::vector<std::string> broken_invariants(const definition::Definition& definition, const state::State& state);

}  // namespace bihuan
