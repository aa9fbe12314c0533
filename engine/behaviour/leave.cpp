// Decides the ways out (leave.h).
#include "engine/behaviour/leave.h"

#include "engine/behaviour/ad_hoc.h"
#include "engine/behaviour/cancel.h"
#include "engine/behaviour/compensation.h"
#include "engine/behaviour/continuation.h"
#include "engine/behaviour/expressions.h"
#include "engine/behaviour/incident.h"
#include "engine/behaviour/listeners.h"
#include "engine/behaviour/mapping.h"
#include "engine/behaviour/multi_instance.h"
#include "engine/behaviour/scope.h"

namespace bihuan::behaviour {
namespace {

using definition::Element;
using definition::ElementKind;
using definition::SequenceFlow;
using Flows = std::vector<FlowIndex>;

Fault no_way_out(const Element& element) {
  return {"no-way-out",
          "“" + element.id + "”的出口条件都不成立，也没有默认出口",
          "Expected a true condition or a default flow at \"" + element.id + "\", but there is none",
          {},
          {}};
}

/// A complex gateway in its second phase (element/complex_gateway.cpp).
bool is_reset(const Step& step, Place at, const Element& element) {
  if (element.kind != ElementKind::ComplexGateway) return false;
  const Value* start = state::find(step.token(at).locals, "waitingForStart");
  return start != nullptr && *start == Value(false);
}

/// Exclusive: the first true one. Others: all that are true, and those without a condition (13.4.2, 13.4.3, 13.2.1).
/// The reset of a complex gateway: those whose conditions are true, and it may be none (13.4.5).
Evaluated<Flows> choose(const Step& step, Place at, const Element& element) {
  const bool first_only = element.kind == ElementKind::ExclusiveGateway;
  const bool reset = is_reset(step, at, element);
  const View view(step.state(), at);
  Flows chosen;
  for (FlowIndex index : element.outgoing) {
    const SequenceFlow& flow = step.definition.at(index);
    if (index == element.default_flow || (reset && !flow.condition.given())) continue;
    const Evaluated<bool> open =
        flow.condition.given() ? evaluate_condition(step, view, flow.condition) : Evaluated<bool>(true);
    if (!open) return std::unexpected(open.error());
    if (*open) chosen.push_back(index);
    if (*open && first_only) return chosen;
  }
  if (!chosen.empty() || reset) return chosen;
  if (element.default_flow) return Flows{element.default_flow};
  return std::unexpected(no_way_out(element));
}

bool chooses(const Step& step, const Element& element) {
  if (element.kind == ElementKind::ParallelGateway || element.outgoing.empty()) return false;
  if (element.kind == ElementKind::ComplexGateway || element.default_flow) return true;
  for (FlowIndex flow : element.outgoing)
    if (step.definition.at(flow).condition.given()) return true;
  return element.kind == ElementKind::ExclusiveGateway && element.outgoing.size() > 1;
}

Evaluated<Flows> ways_out(const Step& step, Place at, const Element& element) {
  return chooses(step, element) ? choose(step, at, element) : Evaluated<Flows>(element.outgoing);
}

void complete(Step& step, Place at, const Element& element) {
  const state::Scope& scope = step.scope(at.scope);
  if (!scope.work.empty() || !scope.incidents.empty()) cancel_work(step, at);
  if (element.compensable) note_completed(step, at);
  step.emit(event::ElementCompleted{at.scope, at.token, element.index});
}

/// A link goes on at its other end as along a flow that is not drawn (10.5.5).
void go_by_link(Step& step, Place at, const Element& element) {
  complete(step, at, element);
  step.push(MoveKind::Arrive, place_token(step, at.scope, element.link_target));
}

/// An end event with a terminate definition ends everything else on its level (13.5.6).
bool ends_its_level(const Element& element) {
  return element.kind == ElementKind::EndEvent && element.has_event(definition::EventKind::Terminate);
}

/// Nothing of it is compensated any more: it did not complete.
void end_level(Step& step, ScopeId scope) {
  clear_scope(step, scope);
  if (step.scope(scope).parent) forget(step, scope);
}

void take_one(Step& step, ScopeId scope, FlowIndex flow) {
  const TokenId token = step.new_id<TokenId>();
  step.emit(event::FlowTaken{scope, token, flow, step.definition.at(flow).target, step.context.now});
  step.push(MoveKind::Arrive, {scope, token});
}

/// Each flow gets completionQuantity tokens (10.3.2). Without flows the token has ended.
void take(Step& step, ScopeId scope, const Flows& flows, const Element& element) {
  for (FlowIndex flow : flows)
    for (std::uint32_t n = 0; n < element.completion_quantity; ++n) take_one(step, scope, flow);
  if (flows.empty()) step.push(MoveKind::CloseIfDone, {scope, {}});
}

/// Nothing is asked and nobody told (definition/plain.h).
void go_plainly(Step& step, Place at, const Element& element) {
  complete(step, at, element);
  take(step, at.scope, element.outgoing, element);
}

}  // namespace

void end_here(Step& step, Place at) {
  complete(step, at, step.element_at(at));
  step.push(MoveKind::CloseIfDone, {at.scope, {}});
}

void depart(Step& step, Place at) {
  const Element& element = step.element_at(at);
  if (element.leaves_plainly) return go_plainly(step, at, element);
  if (step.scope(at.scope).kind == state::ScopeKind::Iteration) return iteration_done(step, at);
  if (listen_as_it_goes(step, at) && !cut_after(step, at)) take_way_out(step, at);
}

void take_way_out(Step& step, Place at) {
  const Element& element = step.element_at(at);
  if (element.link_target) return go_by_link(step, at, element);
  Evaluated<Flows> flows = ways_out(step, at, element);
  if (!flows) return raise(step, at, element.index, std::move(flows.error()), state::Stage::Depart);
  Evaluated<InnerEnd> inner = judge_inner_end(step, at, element);
  if (!inner) return raise(step, at, element.index, std::move(inner.error()), state::Stage::Depart);
  complete(step, at, element);
  take(step, at.scope, *flows, element);
  if (ends_its_level(element)) return end_level(step, at.scope);
  inner_ended(step, at.scope, std::move(*inner));
}

Evaluated<void> finish_work(Step& step, Place at, const Element& element) {
  if (Evaluated<void> heard = run_listeners(step, at, element, definition::ListenerMoment::End); !heard) return heard;
  return write_outputs(step, at, element);
}

void leave(Step& step, Place at) {
  const Element& element = step.element_at(at);
  if (element.leaves_plainly) return go_plainly(step, at, element);
  Evaluated<void> finished = finish_work(step, at, element);
  if (!finished) return raise(step, at, element.index, std::move(finished.error()), state::Stage::Leave);
  depart(step, at);
}

}  // namespace bihuan::behaviour
