// The only code that changes state: one overload per event, in evolve*.cpp. It decides nothing: whoever emits an event
// has decided. Folding an instance's events from the start gives its state (architecture.md, rule 1).
#pragma once

#include "engine/event.h"
#include "engine/state/state.h"

namespace bihuan::state {

/// Requires that the event follows from the state (else CHECK). Guarantees: depends on nothing but its arguments.
void evolve(State& state, const Event& event);

// evolve.cpp: the instance, scopes, tokens.
void evolve(State& state, const event::InstanceStarted& event);
void evolve(State& state, const event::InstanceCompleted& event);
void evolve(State& state, const event::InstanceCancelled& event);
void evolve(State& state, const event::InstanceFailed& event);
void evolve(State& state, const event::InstanceSuspended& event);
void evolve(State& state, const event::InstanceResumed& event);
void evolve(State& state, const event::ScopeOpened& event);
void evolve(State& state, const event::ScopeClosed& event);
void evolve(State& state, const event::VariablesSet& event);
void evolve(State& state, const event::FlowTaken& event);
void evolve(State& state, const event::ElementActivated& event);
void evolve(State& state, const event::ElementCompleted& event);
void evolve(State& state, const event::ElementTerminated& event);

// evolve_work.cpp: work, incidents, and what leaves no trace in the state.
void evolve(State& state, const event::TaskCreated& event);
void evolve(State& state, const event::TaskClaimed& event);
void evolve(State& state, const event::TaskUnclaimed& event);
void evolve(State& state, const event::TaskTransferred& event);
void evolve(State& state, const event::TaskCompleted& event);
void evolve(State& state, const event::JobCreated& event);
void evolve(State& state, const event::JobCompleted& event);
void evolve(State& state, const event::JobFailed& event);
void evolve(State& state, const event::JobRetried& event);
void evolve(State& state, const event::TimerScheduled& event);
void evolve(State& state, const event::TimerFired& event);
void evolve(State& state, const event::SubscriptionOpened& event);
void evolve(State& state, const event::SubscriptionTriggered& event);
void evolve(State& state, const event::CallStarted& event);
void evolve(State& state, const event::CallCompleted& event);
void evolve(State& state, const event::WorkCancelled& event);
void evolve(State& state, const event::IncidentRaised& event);
void evolve(State& state, const event::IncidentResolved& event);
void evolve(State& state, const event::DecisionEvaluated& event);
void evolve(State& state, const event::ErrorThrown& event);
void evolve(State& state, const event::EscalationThrown& event);
void evolve(State& state, const event::MessageSent& event);
void evolve(State& state, const event::SignalSent& event);
void evolve(State& state, const event::ConditionOpened& event);
void evolve(State& state, const event::ConditionChanged& event);
void evolve(State& state, const event::ConditionMet& event);
void evolve(State& state, const event::ContinuationCreated& event);
void evolve(State& state, const event::ContinuationRun& event);
void evolve(State& state, const event::JobChanged& event);
void evolve(State& state, const event::TaskChanged& event);
void evolve(State& state, const event::TaskCandidatesSet& event);
void evolve(State& state, const event::DataStoreWritten& event);

// evolve_scope.cpp: what a scope keeps besides tokens and work.
void evolve(State& state, const event::VariablesRemoved& event);
void evolve(State& state, const event::MultiInstanceStarted& event);
void evolve(State& state, const event::IterationCompleted& event);
void evolve(State& state, const event::IterationsAdded& event);
void evolve(State& state, const event::IterationSkipped& event);
void evolve(State& state, const event::GatewayStateSet& event);

// evolve_compensation.cpp: what can be undone.
void evolve(State& state, const event::CompensableAdded& event);
void evolve(State& state, const event::CompensablesMoved& event);
void evolve(State& state, const event::CompensableRemoved& event);
void evolve(State& state, const event::CompensationThrown& event);

}  // namespace bihuan::state
