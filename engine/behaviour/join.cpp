// Decides joins (join.h).
#include "engine/behaviour/join.h"

#include <algorithm>

#include "engine/behaviour/incident.h"
#include "engine/definition/reachability.h"

namespace bihuan::behaviour {
namespace {

using definition::Element;

/// The oldest token on the flow; none if it is empty.
TokenId token_on(const state::Scope& scope, FlowIndex flow) {
  for (const state::Token& token : scope.tokens)
    if (token.flow == flow) return token.id;
  return {};
}

/// Can the token come to one of these doors without going through the gateway?
bool can_come(const definition::Definition& definition, const Element& gateway, const state::Token& token,
              const std::vector<std::size_t>& doors) {
  return std::any_of(doors.begin(), doors.end(), [&](std::size_t door) {
    return token.flow ? definition::flow_reaches_door(definition, gateway, door, token.flow)
                      : definition::element_reaches_door(gateway, door, token.element);
  });
}

bool has_work(const state::Scope& scope, TokenId token) {
  return std::any_of(scope.work.begin(), scope.work.end(), [&](const state::Work& one) { return one.token == token; });
}

}  // namespace

std::vector<TokenId> ready_for_parallel(const Step& step, ScopeId id, const Element& gateway) {
  std::vector<TokenId> tokens = tokens_at_doors(step.scope(id), gateway);
  if (tokens.size() < gateway.incoming.size()) tokens.clear();
  return tokens;
}

std::vector<TokenId> tokens_at_doors(const state::Scope& scope, const Element& gateway) {
  std::vector<TokenId> tokens;
  for (FlowIndex flow : gateway.incoming)
    if (const TokenId token = token_on(scope, flow)) tokens.push_back(token);
  return tokens;
}

Doors doors_of(const state::Scope& scope, const Element& gateway) {
  Doors doors;
  for (std::size_t door = 0; door < gateway.incoming.size(); ++door)
    (token_on(scope, gateway.incoming[door]) ? doors.held : doors.empty).push_back(door);
  return doors;
}

std::vector<const state::Token*> awaited(const definition::Definition& definition, const state::Scope& scope,
                                         const Element& gateway, const Doors& doors) {
  std::vector<const state::Token*> found;
  if (doors.empty.empty()) return found;
  for (const state::Token& token : scope.tokens) {
    const bool at_the_door = token.flow && token.element == gateway.index;
    if (!at_the_door && can_come(definition, gateway, token, doors.empty) &&
        !can_come(definition, gateway, token, doors.held))
      found.push_back(&token);
  }
  return found;
}

Place join(Step& step, ScopeId scope, const Element& element, const std::vector<TokenId>& tokens) {
  if (!step.scope(scope).incidents.empty())
    for (TokenId token : tokens) resolve_all(step, {scope, token});
  const std::vector<TokenId> others(tokens.begin() + 1, tokens.end());
  step.emit(event::ElementActivated{scope, tokens.front(), element.index, others, step.context.now});
  return {scope, tokens.front()};
}

std::optional<Place> gather(Step& step, Place at) {
  const state::Token& arrived = step.token(at);
  const Element& element = step.definition.at(arrived.element);
  if (element.start_quantity <= 1 || !arrived.flow) return at;
  const state::Scope& scope = step.scope(at.scope);
  std::vector<TokenId> tokens;
  for (const state::Token& token : scope.tokens)
    if (token.flow && token.element == element.index && tokens.size() < element.start_quantity &&
        !has_work(scope, token.id))
      tokens.push_back(token.id);
  if (tokens.size() < element.start_quantity) return std::nullopt;
  return join(step, at.scope, element, tokens);
}

}  // namespace bihuan::behaviour
