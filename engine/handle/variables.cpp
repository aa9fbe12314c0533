// Decides setting and removing variables by hand: of a scope, or local to a token.
#include "engine/behaviour/variables.h"

#include <algorithm>

#include "engine/handle/rejections.h"

namespace bihuan::handle {
namespace {

/// No scope is the process.
std::expected<Place, Rejection> find_place(const Step& step, ScopeId scope, TokenId token) {
  const ScopeId named = scope ? scope : ScopeId{1};
  const state::Scope* found = step.state().scope(named);
  if (found == nullptr)
    return refuse(RejectionCode::NotFound, "没有这个变量范围",
                  "Expected a scope " + std::to_string(named.n) + ", but there is none");
  if (token && state::find_token(*found, token) == nullptr)
    return refuse(RejectionCode::NotFound, "这个变量范围里没有编号为 " + std::to_string(token.n) + " 的令牌",
                  "Expected a token " + std::to_string(token.n) + " in the scope, but there is none");
  return Place{named, token};
}

const state::Variables& variables_at(const Step& step, Place at) {
  return at.token ? step.token(at).locals : step.scope(at.scope).variables;
}

}  // namespace

Handled handle(Step& step, const command::SetVariables& command) {
  const std::expected<Place, Rejection> at = find_place(step, command.scope, command.token);
  if (!at) return std::unexpected(at.error());
  if (command.variables.empty()) return {};
  if (command.outward)
    behaviour::write_from(step, *at, command.variables);
  else
    step.emit(event::VariablesSet{at->scope, at->token, command.variables});
  return {};
}

Handled handle(Step& step, const command::RemoveVariables& command) {
  const std::expected<Place, Rejection> at = find_place(step, command.scope, command.token);
  if (!at) return std::unexpected(at.error());
  std::vector<std::string> there;
  for (const std::string& name : command.names)
    if (state::find(variables_at(step, *at), name) != nullptr && std::ranges::find(there, name) == there.end())
      there.push_back(name);
  if (!there.empty()) step.emit(event::VariablesRemoved{at->scope, at->token, std::move(there)});
  return {};
}

}  // namespace bihuan::handle
