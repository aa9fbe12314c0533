// Decides joins (join.h).
#include "engine/behaviour/join.h"

#include <algorithm>

#include "engine/behaviour/leave.h"

namespace bihuan::behaviour {
namespace {

using definition::Element;
using definition::ElementKind;

/// The oldest token on the flow; none if it is empty.
TokenId token_on(const state::Scope& scope, FlowIndex flow) {
  for (const state::Token& token : scope.tokens)
    if (token.flow == flow) return token.id;
  return {};
}

/// Can the token come to one of these incoming flows (by position in gateway.incoming) without going through the
/// gateway?
bool can_come(const Element& gateway, const state::Token& token, const std::vector<std::size_t>& doors) {
  return std::any_of(doors.begin(), doors.end(), [&](std::size_t door) {
    return token.flow ? gateway.join_flows[door].has(token.flow.i) : gateway.join_elements[door].has(token.element.i);
  });
}

/// Gateways at whose door a token stands, in order of the tokens, each once.
std::vector<ElementIndex> waiting_inclusive(const Step& step, const state::Scope& scope) {
  std::vector<ElementIndex> found;
  for (const state::Token& token : scope.tokens) {
    if (!token.flow || step.definition.at(token.element).kind != ElementKind::InclusiveGateway) continue;
    if (std::find(found.begin(), found.end(), token.element) == found.end()) found.push_back(token.element);
  }
  return found;
}

}  // namespace

std::vector<TokenId> ready_for_parallel(const Step& step, ScopeId id, const Element& gateway) {
  std::vector<TokenId> tokens;
  for (FlowIndex flow : gateway.incoming) {
    const TokenId token = token_on(step.scope(id), flow);
    if (!token) return {};
    tokens.push_back(token);
  }
  return tokens;
}

std::vector<TokenId> ready_for_inclusive(const Step& step, ScopeId id, const Element& gateway) {
  const state::Scope& scope = step.scope(id);
  std::vector<TokenId> tokens;
  std::vector<std::size_t> held, empty;
  for (std::size_t door = 0; door < gateway.incoming.size(); ++door) {
    const TokenId token = token_on(scope, gateway.incoming[door]);
    (token ? held : empty).push_back(door);
    if (token) tokens.push_back(token);
  }
  const auto is_awaited = [&](const state::Token& token) {
    const bool at_the_door = token.flow && token.element == gateway.index;
    return !at_the_door && can_come(gateway, token, empty) && !can_come(gateway, token, held);
  };
  if (tokens.empty() || std::any_of(scope.tokens.begin(), scope.tokens.end(), is_awaited)) return {};
  return tokens;
}

Place join(Step& step, ScopeId scope, const Element& gateway, const std::vector<TokenId>& tokens) {
  const std::vector<TokenId> others(tokens.begin() + 1, tokens.end());
  step.emit(event::ElementActivated{scope, tokens.front(), gateway.index, others, step.context.now});
  step.touch(scope);
  return {scope, tokens.front()};
}

bool look_again(Step& step, ScopeId id) {
  if (step.state().scope(id) == nullptr) return false;
  bool went = false;
  for (ElementIndex index : waiting_inclusive(step, step.scope(id))) {
    const Element& gateway = step.definition.at(index);
    const std::vector<TokenId> tokens = ready_for_inclusive(step, id, gateway);
    if (tokens.empty()) continue;
    depart(step, join(step, id, gateway, tokens));
    went = true;
  }
  return went;
}

}  // namespace bihuan::behaviour
