// Decides when an evaluation is a fault: a condition that is not true or false, a null with a reason why (semantics.md,
// "Faults in expressions"). FEEL itself is engine/feel; what a fault leads to is incident.h.
#pragma once

#include <cstdint>
#include <string>

#include "engine/behaviour/variables.h"
#include "engine/definition/definition.h"

namespace bihuan::behaviour {

/// The value, in whichever language the expression is; null when it is not given or is null without a reason. What JUEL
/// or a script wrote besides is left out (effects.h). Faults: "expression-failed", "budget-exceeded", "script-failed".
Evaluated<Value> evaluate(const Step& step, const View& view, const definition::Expr& expr);
/// Faults besides: "condition-not-boolean".
Evaluated<bool> evaluate_condition(const Step& step, const View& view, const definition::Expr& expr);
/// The text of the value as FEEL's string() gives it; empty for null and when not given.
Evaluated<std::string> evaluate_text(const Step& step, const View& view, const definition::Expr& expr);
/// Faults besides: "not-an-integer".
Evaluated<std::int64_t> evaluate_integer(const Step& step, const View& view, const definition::Expr& expr,
                                         std::int64_t when_absent);

/// A fault that names the expression and what it read.
Fault fault_in(const View& view, const definition::Expr& expr, std::string code, std::string message_zh,
               std::string message_en);

Fault budget_exceeded(const View& view, const definition::Expr& expr, const std::string& which);

feel::Environment environment(const Step& step);

}  // namespace bihuan::behaviour
