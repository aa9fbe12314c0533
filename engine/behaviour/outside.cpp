// Decides expressions without an instance (outside.h).
#include "engine/behaviour/outside.h"

namespace bihuan::behaviour {

std::optional<Value> evaluate_outside(const definition::Expr& expr, const feel::Variables& variables,
                                      const feel::Environment& environment) {
  if (!expr.is_computed()) return expr.constant();
  if (expr.feel()) {
    const auto outcome = expr.feel()->evaluate(variables, environment);
    if (!outcome || (outcome->value.is_null() && !outcome->diagnostics.empty())) return std::nullopt;
    return outcome->value;
  }
  if (!expr.juel()) return std::nullopt;
  const auto outcome = expr.juel()->evaluate(variables, {}, environment);
  if (!outcome || !outcome->fault_en.empty()) return std::nullopt;
  return outcome->value;
}

}  // namespace bihuan::behaviour
