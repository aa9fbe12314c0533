#include "adapters/host/placement.h"

#include "engine/behaviour/outside.h"

namespace bihuan::host {
namespace {

constexpr ScopeId process_scope{1};

/// Empty where the rule says nothing (yet).
std::string text_of(const definition::Expr& rule, const state::Variables& variables,
                    const feel::Environment& environment) {
  const auto value = behaviour::evaluate_outside(rule, feel::variables_of(variables), environment);
  return value && value->string() ? *value->string() : std::string();
}

}  // namespace

bool place_by_definition(Live& live, const feel::Environment& environment) {
  const state::Scope* scope = live.state.scope(process_scope);
  if (scope) {
    std::string unit = text_of(live.definition->unit, scope->variables, environment);
    std::string line = text_of(live.definition->line, scope->variables, environment);
    if (!unit.empty()) live.row.unit = std::move(unit);
    if (!line.empty()) live.row.line = std::move(line);
  }
  return !live.row.unit.empty();
}

}  // namespace bihuan::host
