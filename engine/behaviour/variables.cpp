// Decides reading and writing of names (variables.h).
#include "engine/behaviour/variables.h"

#include "engine/behaviour/data.h"
#include "engine/behaviour/iteration_counters.h"

namespace bihuan::behaviour {
namespace {

using state::Scope;
using state::ScopeKind;
using state::Token;

/// The place around a scope: the token that waits for it, in its parent. Event sub-processes have no such token.
Place around(const Scope& scope) {
  return {scope.parent, scope.owner};
}

const Token* token_of(const Scope& scope, TokenId id) {
  return id ? state::find_token(scope, id) : nullptr;
}

/// What a compensation handler sees is what was in sight when its activity completed. What it writes it sees itself,
/// and it goes on outwards to where it would have gone then.
bool is_of_then(const Step& step, const Scope& scope) {
  return scope.kind == ScopeKind::Compensation && step.definition.at(scope.element).for_compensation;
}

/// Where a write lands. `copies`: what is of then on the way.
Place find_target(const Step& step, Place from, std::string_view name, std::vector<Place>& copies) {
  Place fallback;
  for (Place at = from;;) {
    const Scope& scope = step.scope(at.scope);
    const Token* token = token_of(scope, at.token);
    if (token != nullptr && state::find(token->locals, name) != nullptr) return at;
    const bool has_it = state::find(scope.variables, name) != nullptr;
    if (has_it && !is_of_then(step, scope)) return {at.scope, {}};
    if (has_it) copies.push_back({at.scope, {}});
    if (!fallback.scope && (keeps_its_writes(step, at.scope) || !scope.parent)) fallback = {at.scope, {}};
    if (!scope.parent) return fallback;
    at = around(scope);
  }
}

struct Portion {
  Place target;
  state::Variables variables;
};

Portion& portion_for(std::vector<Portion>& portions, Place target) {
  for (Portion& portion : portions)
    if (portion.target == target) return portion;
  return portions.emplace_back(Portion{target, {}});
}

}  // namespace

Place target_of(const Step& step, Place from, std::string_view name) {
  std::vector<Place> copies;
  return find_target(step, from, name, copies);
}

const Value* View::find(std::string_view name) const {
  if (extra_ != nullptr)
    if (const Value* value = state::find(*extra_, name)) return value;
  for (Place at = at_;;) {
    const Scope& scope = *state_.scope(at.scope);
    if (const Token* token = token_of(scope, at.token))
      if (const Value* value = state::find(token->locals, name)) return value;
    if (const Value* value = state::find(scope.variables, name)) return value;
    if (scope.kind == ScopeKind::MultiInstance && scope.multi_instance)
      if (const Value* value = counter(*scope.multi_instance, name)) return value;
    if (!scope.parent) return nullptr;
    at = around(scope);
  }
}

const Value* View::counter(const state::MultiInstance& body, std::string_view name) const {
  const std::optional<Counter> which = counter_named(name);
  if (!which) return nullptr;
  Value& value = counters_[static_cast<std::size_t>(*which)];
  value = Value(std::int64_t{count(body, *which)});
  return &value;
}

feel::Variables View::variables() const {
  const auto find = [](void* self, std::string_view name) { return static_cast<const View*>(self)->find(name); };
  return {find, const_cast<View*>(this)};  // NOLINT: the callback's self is read only
}

state::Variables View::all() const {
  state::Variables result;
  const auto add = [&](const state::Variables& variables) {
    for (const auto& entry : variables)
      if (state::find(result, entry.first) == nullptr) result.push_back(entry);
  };
  if (extra_ != nullptr) add(*extra_);
  for (Place at = at_;;) {
    const Scope& scope = *state_.scope(at.scope);
    if (const Token* token = token_of(scope, at.token)) add(token->locals);
    add(scope.variables);
    if (!scope.parent) return result;
    at = around(scope);
  }
}

std::vector<std::string> View::own() const {
  std::vector<std::string> names;
  const auto add = [&](const state::Variables& variables) {
    for (const auto& entry : variables) names.push_back(entry.first);
  };
  if (extra_ != nullptr) add(*extra_);
  const Scope* scope = state_.scope(at_.scope);
  if (const Token* token = scope == nullptr ? nullptr : token_of(*scope, at_.token)) add(token->locals);
  return names;
}

bool keeps_its_writes(const Step& step, ScopeId id) {
  if (step.definition.dialect != definition::Dialect::Bihuan) return false;
  const Scope& scope = step.scope(id);
  return scope.kind == ScopeKind::Iteration && step.scope(scope.parent).kind == ScopeKind::MultiInstance;
}

void write(Step& step, ScopeId from, const state::Variables& variables) {
  write_from(step, {from, {}}, variables);
}

void write_from(Step& step, Place from, const state::Variables& written) {
  std::vector<Portion> portions;
  state::Variables variables = written;
  write_stores(step, step.scope(from.scope).element, variables);
  for (const auto& [name, value] : variables) {
    std::vector<Place> places;
    places.push_back(find_target(step, from, name, places));
    for (Place place : places) portion_for(portions, place).variables.emplace_back(name, value);
  }
  for (Portion& portion : portions)
    step.emit(event::VariablesSet{portion.target.scope, portion.target.token, std::move(portion.variables)});
}

void deliver(Step& step, Place at, const definition::Element& element, const state::Variables& results) {
  if (results.empty()) return;
  if (!element.outputs.empty()) return step.emit(event::VariablesSet{at.scope, at.token, results});
  write(step, at.scope, results);
}

}  // namespace bihuan::behaviour
