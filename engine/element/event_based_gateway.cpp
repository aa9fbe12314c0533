// Event-based gateway; also one that instantiates, exclusive or parallel.
// BPMN 2.0.2, 13.4.4: the choice is made by the first of the following events that occurs; the others are no longer
// waited for. All events are subscribed for the gateway's own token; behaviour/trigger.cpp lets the first one win.
// Behind a parallel gateway all events must come. One that instantiates begins in behaviour/instantiate.cpp.
#include "engine/behaviour/activity.h"
#include "engine/behaviour/incident.h"
#include "engine/behaviour/leave.h"
#include "engine/element/rule.h"

namespace bihuan::element {
namespace {

Evaluated<std::vector<behaviour::Planned>> plan_all(const Step& step, Place at, const definition::Element& gateway) {
  std::vector<behaviour::Planned> plan;
  const behaviour::View view(step.state(), at);
  for (FlowIndex flow : gateway.outgoing) {
    const definition::Element& event = step.definition.at(step.definition.at(flow).target);
    if (Evaluated<void> one = behaviour::plan_event(step, view, event, plan); !one)
      return std::unexpected(std::move(one.error()));
  }
  return plan;
}

/// Parallel: each event waits for itself.
void token_arrives(Step& step, Place at) {
  behaviour::activate(step, at);
  const definition::Element& gateway = step.element_at(at);
  if (gateway.parallel_events) return behaviour::leave(step, at);
  auto plan = plan_all(step, at, gateway);
  if (!plan) return behaviour::raise(step, at, gateway.index, std::move(plan.error()), state::Stage::Enter);
  behaviour::open(step, at, std::move(*plan));
}

}  // namespace

const Rule event_based_gateway{.token_arrives = token_arrives};

}  // namespace bihuan::element
