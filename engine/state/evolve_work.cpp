// Decides what each event about work, incidents and throws does to the state. Decides no rule of BPMN.
#include "engine/state/evolve.h"
#include "engine/state/records.h"

namespace bihuan::state {
namespace {

/// Every kind of work is made alike.
template <class E, class Detail>
void add_work(State& state, const E& event, Detail detail) {
  count_id(state, event.work.n);
  std::uint32_t definition = 0;
  if constexpr (requires { event.definition; }) definition = event.definition;
  if constexpr (std::is_same_v<Detail, Condition>) state.index_condition(event.work, true);
  existing(state, event.scope).work.push_back({event.work, event.token, event.element, std::move(detail), definition});
  state.index_work(event.work, event.scope);
}

void remove_work(State& state, WorkId id) {
  const ScopeId holder = state.scope_of(id);
  CHECK(holder);
  erase_id(state.edit_scope(holder).work, id);
  state.index_work(id, ScopeId{});
  state.index_condition(id, false);
}

template <class Detail>
Detail& edit_work(State& state, WorkId id) {
  const ScopeId holder = state.scope_of(id);
  CHECK(holder);
  Detail* detail = std::get_if<Detail>(&at_id(state.edit_scope(holder).work, id).detail);
  CHECK(detail != nullptr);
  return *detail;
}

}  // namespace

void evolve(State& state, const event::TaskCreated& event) {
  add_work(state, event, event.task);
}

void evolve(State& state, const event::TaskClaimed& event) {
  edit_work<Task>(state, event.work).assignee = event.assignee;
}

void evolve(State& state, const event::TaskUnclaimed& event) {
  edit_work<Task>(state, event.work).assignee.clear();
}

void evolve(State& state, const event::TaskTransferred& event) {
  edit_work<Task>(state, event.work).assignee = event.to;
}

void evolve(State& state, const event::TaskCompleted& event) {
  if (!event.by.empty()) state.edit_header().performers[event.element] = event.by;
  remove_work(state, event.work);
}

void evolve(State& state, const event::JobCreated& event) {
  add_work(state, event, event.job);
}

void evolve(State& state, const event::JobCompleted& event) {
  remove_work(state, event.work);
}

void evolve(State& state, const event::JobFailed& event) {
  Job& job = edit_work<Job>(state, event.work);
  job.retries = event.retries;
  job.due = event.due;
  job.last_error = event.message;
  ++job.failures;
}

void evolve(State& state, const event::JobRetried& event) {
  Job& job = edit_work<Job>(state, event.work);
  job.retries = event.retries;
  job.due = event.due;
  job.failures = 0;
}

void evolve(State& state, const event::TimerScheduled& event) {
  add_work(state, event, event.timer);
}

void evolve(State& state, const event::TimerFired& event) {
  if (!event.next) return remove_work(state, event.work);
  Timer& timer = edit_work<Timer>(state, event.work);
  timer.due = *event.next;
  timer.remaining = event.remaining;
  timer.fired = event.fired;
}

void evolve(State& state, const event::SubscriptionOpened& event) {
  add_work(state, event, event.subscription);
}

void evolve(State& state, const event::SubscriptionTriggered& event) {
  if (!event.keeps) remove_work(state, event.work);
}

void evolve(State& state, const event::CallStarted& event) {
  add_work(state, event, Call{event.child, event.process});
}

void evolve(State& state, const event::CallCompleted& event) {
  remove_work(state, event.work);
}

void evolve(State& state, const event::WorkCancelled& event) {
  remove_work(state, event.work);
}

void evolve(State& state, const event::ConditionOpened& event) {
  add_work(state, event, Condition{});
}

void evolve(State& state, const event::ConditionChanged& event) {
  edit_work<Condition>(state, event.work).value = event.value;
}

void evolve(State& state, const event::ConditionMet& event) {
  if (!event.keeps) return remove_work(state, event.work);
  edit_work<Condition>(state, event.work).value = true;
}

void evolve(State& state, const event::ContinuationCreated& event) {
  add_work(state, event, event.continuation);
}

void evolve(State& state, const event::ContinuationRun& event) {
  remove_work(state, event.work);
}

void evolve(State& state, const event::JobChanged& event) {
  const auto change = [&](auto& detail) {
    if (event.due) detail.due = *event.due;
    if constexpr (requires { detail.retries; }) {
      if (event.retries) detail.retries = *event.retries;
      if (event.priority) detail.priority = *event.priority;
    }
  };
  const Work* work = state.work(event.work);
  CHECK(work != nullptr);
  if (std::holds_alternative<Job>(work->detail)) return change(edit_work<Job>(state, event.work));
  if (std::holds_alternative<Timer>(work->detail)) return change(edit_work<Timer>(state, event.work));
  change(edit_work<Continuation>(state, event.work));
}

void evolve(State& state, const event::TaskChanged& event) {
  Task& task = edit_work<Task>(state, event.work);
  if (event.title) task.name = *event.title;
  if (event.description) task.description = *event.description;
  if (event.owner) task.owner = *event.owner;
  if (event.assignee) task.assignee = *event.assignee;
  if (event.priority) task.priority = *event.priority;
  if (event.sets_due) task.due = event.due;
  if (event.sets_follow_up) task.follow_up = event.follow_up;
}

void evolve(State& state, const event::TaskCandidatesSet& event) {
  Task& task = edit_work<Task>(state, event.work);
  task.candidates = event.candidates;
  task.groups = event.groups;
}

void evolve(State& state, const event::IncidentRaised& event) {
  count_id(state, event.incident.id.n);
  existing(state, event.scope).incidents.push_back(event.incident);
  state.index_incident(event.incident.id, event.scope);
}

void evolve(State& state, const event::IncidentResolved& event) {
  Scope& scope = existing(state, event.scope);
  const Incident& incident = at_id(scope.incidents, event.incident);
  // The element is entered as if for the first time: what its inputs had made is made anew.
  if (incident.stage == Stage::Enter && incident.token && !incident.work)
    at_id(scope.tokens, incident.token).locals.clear();
  erase_id(scope.incidents, event.incident);
  state.index_incident(event.incident, ScopeId{});
}

void evolve(State& state, const event::MessageSent&) {
  ++state.edit_header().next;
}  // its id has a number of ours

// These are said for the record and for others; nothing here waits on them.
void evolve(State&, const event::DecisionEvaluated&) {}
void evolve(State&, const event::ErrorThrown&) {}
void evolve(State&, const event::EscalationThrown&) {}
void evolve(State&, const event::SignalSent&) {}
void evolve(State&, const event::DataStoreWritten&) {}

}  // namespace bihuan::state
