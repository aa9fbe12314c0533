// Decides the second look (look_again.h).
#include "engine/behaviour/look_again.h"

#include <algorithm>

#include "engine/behaviour/join.h"
#include "engine/behaviour/leave.h"
#include "engine/element/complex_gateway.h"

namespace bihuan::behaviour {
namespace {

using definition::Element;
using definition::ElementKind;

bool looks_again(const Element& element) {
  return element.kind == ElementKind::InclusiveGateway || element.kind == ElementKind::ComplexGateway;
}

void add_once(std::vector<ElementIndex>& list, ElementIndex element) {
  if (std::find(list.begin(), list.end(), element) == list.end()) list.push_back(element);
}

/// Gateways at whose door a token stands, in order of the tokens, then those that only wait for their reset.
std::vector<ElementIndex> waiting(const Step& step, const state::Scope& scope) {
  std::vector<ElementIndex> found;
  for (const state::Token& token : scope.tokens)
    if (token.flow && looks_again(step.definition.at(token.element))) add_once(found, token.element);
  for (const state::GatewayState& one : scope.gateways) add_once(found, one.gateway);
  return found;
}

/// The doors of a gateway that goes once no awaited token is left: inclusive, or complex and waiting for its reset.
std::optional<Doors> doors_by_paths(const state::Scope& scope, const Element& gateway) {
  if (gateway.kind == ElementKind::InclusiveGateway) return doors_of(scope, gateway);
  return element::doors_of_reset(scope, gateway);
}

/// Its activation is held up by an incident: it is not reset meanwhile.
bool is_held_up(const state::Scope& scope, const Element& gateway) {
  return std::any_of(scope.tokens.begin(), scope.tokens.end(),
                     [&](const state::Token& token) { return !token.flow && token.element == gateway.index; });
}

void go(Step& step, ScopeId scope, const Element& gateway) {
  if (gateway.kind == ElementKind::ComplexGateway) return element::reset_complex_gateway(step, scope, gateway);
  depart(step, join(step, scope, gateway, tokens_at_doors(step.scope(scope), gateway)));
}

bool goes(Step& step, ScopeId id, const Element& gateway) {
  const state::Scope& scope = step.scope(id);
  const std::optional<Doors> doors = doors_by_paths(scope, gateway);
  if (!doors) return element::activate_complex_gateway(step, id, gateway);
  if (gateway.kind == ElementKind::ComplexGateway && is_held_up(scope, gateway)) return false;
  if (!awaited(step.definition, scope, gateway, *doors).empty()) return false;
  go(step, id, gateway);
  return true;
}

/// A gateway that waits, and for which tokens.
struct Wait {
  ElementIndex gateway;
  std::vector<const state::Token*> awaited;
};

std::vector<Wait> waits_by_paths(const Step& step, const state::Scope& scope) {
  std::vector<Wait> waits;
  for (ElementIndex index : waiting(step, scope)) {
    const Element& gateway = step.definition.at(index);
    if (gateway.kind == ElementKind::ComplexGateway && is_held_up(scope, gateway)) continue;
    if (const std::optional<Doors> doors = doors_by_paths(scope, gateway))
      waits.push_back({index, awaited(step.definition, scope, gateway, *doors)});
  }
  return waits;
}

/// Whether the wait is for something other than tokens at the doors of these gateways.
bool can_be_freed(const Wait& wait, const std::vector<Wait>& circle) {
  return std::any_of(wait.awaited.begin(), wait.awaited.end(), [&](const state::Token* token) {
    return !token->flow || std::none_of(circle.begin(), circle.end(),
                                        [&](const Wait& other) { return other.gateway == token->element; });
  });
}

/// The first gateway, by its oldest token, of those that wait for nothing but each other; none if there is no circle.
ElementIndex first_in_a_circle(const Step& step, const state::Scope& scope) {
  std::vector<Wait> circle = waits_by_paths(step, scope);
  while (circle.size() > 1) {
    const auto freed =
        std::find_if(circle.begin(), circle.end(), [&](const Wait& wait) { return can_be_freed(wait, circle); });
    if (freed == circle.end()) return circle.front().gateway;
    circle.erase(freed);
  }
  return {};
}

bool look_again_in(Step& step, ScopeId id) {
  if (step.state().scope(id) == nullptr) return false;
  bool went = false;
  for (ElementIndex index : waiting(step, step.scope(id)))
    if (step.state().scope(id) != nullptr) went = goes(step, id, step.definition.at(index)) || went;
  if (went || step.state().scope(id) == nullptr) return went;
  const ElementIndex stuck = first_in_a_circle(step, step.scope(id));
  if (stuck) go(step, id, step.definition.at(stuck));
  return bool(stuck);
}

/// Conditions of complex gateways may read what was written anywhere around them.
void touch_complex_gateways(Step& step) {
  if (!step.take_gateway_data_changed() || step.definition.complex_gateways.empty()) return;
  for (const auto& [id, scope] : step.state().scopes())
    for (const state::Token& token : scope.tokens)
      if (token.flow && step.definition.at(token.element).kind == ElementKind::ComplexGateway) step.touch(id);
}

}  // namespace

bool look_again(Step& step) {
  touch_complex_gateways(step);
  bool went = false;
  for (ScopeId scope : step.take_touched()) went = look_again_in(step, scope) || went;
  return went;
}

void reset_gateways(Step& step, ScopeId scope) {
  while (!step.scope(scope).gateways.empty())
    element::reset_complex_gateway(step, scope, step.definition.at(step.scope(scope).gateways.front().gateway));
  step.push(MoveKind::CloseIfDone, {scope, {}});
}

}  // namespace bihuan::behaviour
