// Complex gateway.
// BPMN 2.0.2, 10.6.5 and 13.4.5. It begins in the state "waiting for start": whenever a token comes to one of its
// incoming flows, the activation condition is evaluated over `activationCount` (all tokens on the incoming flows), a
// count for each incoming flow under the flow's id, and the variables in sight. Once it is true, the gateway takes one
// token from each flow that has one, gives tokens to the outgoing flows whose conditions are true (or the default) and
// then is "waiting for reset".
//
// Reset: no token elsewhere can still come to a flow that gave none (the rule of the inclusive join, with the flows
// that gave a token at the activation counting as held). It takes what has come over those other flows, and the
// outgoing conditions are evaluated once more: `waitingForStart` is true at the activation and false at the reset. Here
// a flow without a condition and the default give nothing, and giving nothing at all is no fault. Tokens that come
// meanwhile over flows that gave one at the activation wait for the next round.
//
// With one incoming flow there is nothing to wait for, and the activation is all.
#include "engine/element/complex_gateway.h"

#include <algorithm>

#include "engine/behaviour/activity.h"
#include "engine/behaviour/expressions.h"
#include "engine/behaviour/incident.h"
#include "engine/behaviour/leave.h"
#include "engine/behaviour/scope.h"

namespace bihuan::element {
namespace {

using definition::Element;
using state::GatewayState;

const GatewayState* pending_reset(const state::Scope& scope, ElementIndex gateway) {
  for (const GatewayState& one : scope.gateways)
    if (one.gateway == gateway) return &one;
  return nullptr;
}

bool contains(const std::vector<FlowIndex>& flows, FlowIndex flow) {
  return std::find(flows.begin(), flows.end(), flow) != flows.end();
}

Value number(std::int64_t n) {
  return Value(n);
}

/// What the activation condition reads besides variables.
Variables counts_of(const Step& step, const state::Scope& scope, const Element& gateway) {
  Variables counts{{"activationCount", Value()}, {"waitingForStart", Value(true)}};
  std::int64_t all = 0;
  for (FlowIndex flow : gateway.incoming) {
    const auto here = std::count_if(scope.tokens.begin(), scope.tokens.end(),
                                    [&](const state::Token& token) { return token.flow == flow; });
    all += here;
    counts.emplace_back(step.definition.at(flow).id, number(here));
  }
  counts.front().second = number(all);
  return counts;
}

Evaluated<bool> is_active(const Step& step, ScopeId id, const Element& gateway) {
  if (!gateway.activation_condition.given()) return true;
  const Variables counts = counts_of(step, step.scope(id), gateway);
  return behaviour::evaluate_condition(step, behaviour::View(step.state(), {id, {}}, &counts),
                                       gateway.activation_condition);
}

/// The outgoing conditions read these; they are gone with the token.
void say_phase(Step& step, Place at, bool start, std::size_t taken) {
  step.emit(event::VariablesSet{
      at.scope,
      at.token,
      {{"waitingForStart", Value(start)}, {"activationCount", number(static_cast<std::int64_t>(taken))}}});
}

bool gives_at_reset(const Step& step, const Element& gateway) {
  return std::any_of(gateway.outgoing.begin(), gateway.outgoing.end(),
                     [&](FlowIndex flow) { return step.definition.at(flow).condition.given(); });
}

bool has_incident(const state::Scope& scope, const std::vector<TokenId>& tokens) {
  return std::any_of(scope.incidents.begin(), scope.incidents.end(), [&](const state::Incident& one) {
    return std::find(tokens.begin(), tokens.end(), one.token) != tokens.end();
  });
}

void activate(Step& step, ScopeId scope, const Element& gateway, const std::vector<TokenId>& tokens) {
  std::vector<FlowIndex> gave;
  for (TokenId token : tokens) gave.push_back(step.token({scope, token}).flow);
  const Place at = behaviour::join(step, scope, gateway, tokens);
  if (gateway.incoming.size() > 1) step.emit(event::GatewayStateSet{scope, gateway.index, true, std::move(gave)});
  say_phase(step, at, true, tokens.size());
  behaviour::depart(step, at);
}

/// Tokens on the flows that gave none at the activation, one for each.
std::vector<TokenId> late_tokens(const Step& step, const state::Scope& scope, const Element& gateway,
                                 const std::vector<FlowIndex>& gave) {
  std::vector<TokenId> late = behaviour::tokens_at_doors(scope, gateway);
  std::erase_if(late, [&](TokenId token) { return contains(gave, step.token({scope.id, token}).flow); });
  return late;
}

void token_arrives(Step& step, Place at) {
  const Element& gateway = step.element_at(at);
  if (step.token(at).flow) {
    if (pending_reset(step.scope(at.scope), gateway.index) == nullptr)
      activate_complex_gateway(step, at.scope, gateway);
    return;  // at rest it looks again: engine.cpp
  }
  say_phase(step, at, true, 1);  // it was put here by hand
  behaviour::depart(step, at);
}

}  // namespace

std::optional<behaviour::Doors> doors_of_reset(const state::Scope& scope, const Element& gateway) {
  const GatewayState* pending = pending_reset(scope, gateway.index);
  if (pending == nullptr) return std::nullopt;
  const behaviour::Doors now = behaviour::doors_of(scope, gateway);
  behaviour::Doors doors{now.held, {}};
  for (std::size_t door : now.empty)
    (contains(pending->activated_by, gateway.incoming[door]) ? doors.held : doors.empty).push_back(door);
  return doors;
}

bool activate_complex_gateway(Step& step, ScopeId scope, const Element& gateway) {
  const std::vector<TokenId> tokens = behaviour::tokens_at_doors(step.scope(scope), gateway);
  if (tokens.empty()) return false;
  const Evaluated<bool> active = is_active(step, scope, gateway);
  if (active && *active) {
    activate(step, scope, gateway, tokens);
    return true;
  }
  if (active || has_incident(step.scope(scope), tokens)) return false;
  const TokenId oldest = *std::min_element(tokens.begin(), tokens.end());
  behaviour::raise(step, {scope, oldest}, gateway.index, active.error(), state::Stage::Enter);
  return false;
}

void reset_complex_gateway(Step& step, ScopeId scope, const Element& gateway) {
  const std::vector<FlowIndex> gave = pending_reset(step.scope(scope), gateway.index)->activated_by;
  const std::vector<TokenId> late = late_tokens(step, step.scope(scope), gateway, gave);
  step.emit(event::GatewayStateSet{scope, gateway.index, false, {}});
  step.touch(scope);  // what came for the next round
  if (late.empty() && !gives_at_reset(step, gateway)) return;
  const Place at =
      late.empty() ? behaviour::place_token(step, scope, gateway.index) : behaviour::join(step, scope, gateway, late);
  say_phase(step, at, false, late.size());
  behaviour::depart(step, at);
}

const Rule complex_gateway{.token_arrives = token_arrives};

}  // namespace bihuan::element
