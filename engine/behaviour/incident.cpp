// Decides incidents and their retry (incident.h).
#include "engine/behaviour/incident.h"

#include <variant>

#include "engine/behaviour/cancel.h"
#include "engine/behaviour/scope.h"
#include "engine/behaviour/subscribe.h"
#include "engine/behaviour/trigger.h"

namespace bihuan::behaviour {
namespace {

/// The work that the incident holds up goes on: a job gets tries, a timer is due still. Tasks, messages and calls are
/// tried again by who tried before.
void retry_work(Step& step, const state::Work& work) {
  if (std::holds_alternative<state::Timer>(work.detail)) fire_timer(step, work.id);
}

void subscribe_again(Step& step, Place at, const definition::Element& element) {
  if (element.kind == definition::ElementKind::BoundaryEvent) return await_boundary(step, at, element);
  await_event_sub_process(step, at.scope, element.index);
}

void begin_again(Step& step, Place at, ElementIndex start) {
  Evaluated<void> begun = begin_process(step, {start, 0});
  if (!begun) raise(step, at, start, std::move(begun.error()), state::Stage::Start);
}

void retry_stage(Step& step, Place at, const state::Incident& incident) {
  switch (incident.stage) {
    case state::Stage::Enter:
      cancel_work(step, at);
      return step.push(MoveKind::Arrive, at);
    case state::Stage::Leave:
      // Without a token it is the end of the whole process.
      return step.push(at.token ? MoveKind::Leave : MoveKind::CloseIfDone, at);
    case state::Stage::Depart:
      return step.push(MoveKind::Depart, at);
    case state::Stage::Subscribe:
      return subscribe_again(step, at, step.definition.at(incident.element));
    case state::Stage::Start:
      return begin_again(step, at, incident.element);
  }
}

}  // namespace

void raise(Step& step, Place at, ElementIndex element, Fault fault, state::Stage stage, WorkId work) {
  state::Incident incident;
  incident.id = step.new_id<IncidentId>();
  incident.token = at.token;
  incident.work = work;
  incident.element = element;
  incident.code = std::move(fault.code);
  incident.message_zh = std::move(fault.message_zh);
  incident.message_en = std::move(fault.message_en);
  incident.expression = std::move(fault.expression);
  incident.values = std::move(fault.values);
  incident.since = step.context.now;
  incident.stage = stage;
  step.emit(event::IncidentRaised{at.scope, std::move(incident)});
}

void retry(Step& step, ScopeId scope, IncidentId id) {
  const state::Incident incident = *state::find_incident(step.scope(scope), id);
  step.emit(event::IncidentResolved{scope, id});
  if (!incident.work) return retry_stage(step, {scope, incident.token}, incident);
  if (const state::Work* work = step.state().work(incident.work)) retry_work(step, *work);
}

void resolve_all(Step& step, Place at) {
  std::vector<IncidentId> incidents;
  for (const state::Incident& one : step.scope(at.scope).incidents)
    if (one.token == at.token) incidents.push_back(one.id);
  for (IncidentId id : incidents) step.emit(event::IncidentResolved{at.scope, id});
}

}  // namespace bihuan::behaviour
