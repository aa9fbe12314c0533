// Decides the sentence of one event. An event without a sentence answers none.
#pragma once

#include <optional>

#include "api/story/story.h"

namespace bihuan::story {

/// What a sentence may look at besides its event.
struct Phrases {
  Teller& teller;
  const Record& record;

  std::optional<Entry> operator()(const event::InstanceStarted& event) const;
  std::optional<Entry> operator()(const event::InstanceCompleted& event) const;
  std::optional<Entry> operator()(const event::InstanceCancelled& event) const;
  std::optional<Entry> operator()(const event::InstanceFailed& event) const;
  std::optional<Entry> operator()(const event::InstanceSuspended& event) const;
  std::optional<Entry> operator()(const event::InstanceResumed& event) const;
  std::optional<Entry> operator()(const event::VariablesSet& event) const;
  std::optional<Entry> operator()(const event::TaskCreated& event) const;
  std::optional<Entry> operator()(const event::TaskClaimed& event) const;
  std::optional<Entry> operator()(const event::TaskUnclaimed& event) const;
  std::optional<Entry> operator()(const event::TaskTransferred& event) const;
  std::optional<Entry> operator()(const event::TaskCompleted& event) const;
  std::optional<Entry> operator()(const event::JobCreated& event) const;
  std::optional<Entry> operator()(const event::JobCompleted& event) const;
  std::optional<Entry> operator()(const event::JobFailed& event) const;
  std::optional<Entry> operator()(const event::JobRetried& event) const;
  std::optional<Entry> operator()(const event::TimerScheduled& event) const;
  std::optional<Entry> operator()(const event::TimerFired& event) const;
  std::optional<Entry> operator()(const event::SubscriptionOpened& event) const;
  std::optional<Entry> operator()(const event::SubscriptionTriggered& event) const;
  std::optional<Entry> operator()(const event::CallStarted& event) const;
  std::optional<Entry> operator()(const event::CallCompleted& event) const;
  std::optional<Entry> operator()(const event::WorkCancelled& event) const;
  std::optional<Entry> operator()(const event::IncidentRaised& event) const;
  std::optional<Entry> operator()(const event::IncidentResolved& event) const;
  std::optional<Entry> operator()(const event::DecisionEvaluated& event) const;
  std::optional<Entry> operator()(const event::ErrorThrown& event) const;
  std::optional<Entry> operator()(const event::EscalationThrown& event) const;
  std::optional<Entry> operator()(const event::MessageSent& event) const;
  std::optional<Entry> operator()(const event::SignalSent& event) const;
  // phrases_change.cpp: what somebody changed by hand, and what the model watches and undoes.
  std::optional<Entry> operator()(const event::ConditionOpened& event) const;
  std::optional<Entry> operator()(const event::ConditionMet& event) const;
  std::optional<Entry> operator()(const event::JobChanged& event) const;
  std::optional<Entry> operator()(const event::TaskChanged& event) const;
  std::optional<Entry> operator()(const event::TaskCandidatesSet& event) const;
  std::optional<Entry> operator()(const event::VariablesRemoved& event) const;
  std::optional<Entry> operator()(const event::CompensationThrown& event) const;
  std::optional<Entry> operator()(const event::IterationsAdded& event) const;
  std::optional<Entry> operator()(const event::IterationSkipped& event) const;
  std::optional<Entry> operator()(const event::DataStoreWritten& event) const;
  // What the engine does for itself.
  std::optional<Entry> operator()(const event::ConditionChanged&) const { return {}; }
  std::optional<Entry> operator()(const event::ContinuationCreated&) const { return {}; }
  std::optional<Entry> operator()(const event::ContinuationRun&) const { return {}; }
  std::optional<Entry> operator()(const event::CompensableAdded&) const { return {}; }
  std::optional<Entry> operator()(const event::CompensablesMoved&) const { return {}; }
  std::optional<Entry> operator()(const event::CompensableRemoved&) const { return {}; }
  std::optional<Entry> operator()(const event::GatewayStateSet&) const { return {}; }
  std::optional<Entry> operator()(const event::ScopeOpened&) const { return {}; }
  std::optional<Entry> operator()(const event::ScopeClosed&) const { return {}; }
  std::optional<Entry> operator()(const event::FlowTaken&) const { return {}; }
  std::optional<Entry> operator()(const event::ElementActivated&) const { return {}; }
  std::optional<Entry> operator()(const event::ElementCompleted&) const { return {}; }
  std::optional<Entry> operator()(const event::ElementTerminated&) const { return {}; }
  std::optional<Entry> operator()(const event::MultiInstanceStarted&) const { return {}; }
  std::optional<Entry> operator()(const event::IterationCompleted&) const { return {}; }

 private:
  ElementIndex open_element(WorkId work) const;
  Entry entry(std::string kind, ElementIndex element, std::string zh, std::string en) const;
  std::string title(ElementIndex element) const;
  std::string who() const;
  Teller::Open close(WorkId work) const;
};

}  // namespace bihuan::story
