// Decides faults of expressions (expressions.h).
#include "engine/behaviour/expressions.h"

#include <deque>

#include "engine/behaviour/data.h"
#include "engine/behaviour/effects.h"
#include "engine/definition/expressions.h"
#include "engine/feel/text.h"

namespace bihuan::behaviour {
namespace {

state::Variables values_read(const View& view, const definition::Expr& expr) {
  state::Variables values;
  for (const std::string& name : definition::names_read(expr)) {
    const Value* value = view.find(name);
    values.emplace_back(name, value == nullptr ? Value() : *value);
  }
  return values;
}

Fault failed(const View& view, const definition::Expr& expr, const feel::Diagnostic& why) {
  const std::string offset = std::to_string(why.offset);
  return fault_in(view, expr, "expression-failed",
                  "表达式“" + expr.source() + "”在第 " + offset + " 个字节处无法计算：" + why.message,
                  "Expected a value of \"" + expr.source() + "\", but at byte " + offset + ": " + why.message);
}

Fault not_boolean(const View& view, const definition::Expr& expr, const feel::Outcome& outcome) {
  const std::string why = outcome.diagnostics.empty() ? "" : " (" + outcome.diagnostics.front().message + ")";
  const std::string shown = feel::to_string(outcome.value) + why;
  return fault_in(view, expr, "condition-not-boolean",
                  "条件“" + expr.source() + "”应当得出 true 或 false，却得出 " + shown,
                  "Expected true or false of the condition \"" + expr.source() + "\", but it is " + shown);
}

/// What an expression sees: the place's variables, and data stores by their names.
class Sight {
 public:
  Sight(const Step& step, const View& view) : step_(step), view_(view) {}

  const Value* find(std::string_view name) {
    if (const Value* value = view_.find(name)) return value;
    const std::string_view store = store_of(step_.definition, name);
    return store.empty() ? nullptr : &read_.emplace_back(store_value(step_, store));
  }

  feel::Variables variables() {
    return {[](void* self, std::string_view name) { return static_cast<Sight*>(self)->find(name); }, this};
  }

 private:
  const Step& step_;
  const View& view_;
  std::deque<Value> read_;  ///< lasts as long as the evaluation
};

Evaluated<feel::Outcome> run(const Step& step, const View& view, const definition::Expr& expr) {
  Sight sight(step, view);
  auto outcome = expr.feel()->evaluate(sight.variables(), environment(step));
  if (outcome) return *std::move(outcome);
  return std::unexpected(budget_exceeded(view, expr, outcome.error().which));
}

/// JUEL and scripts: the value, and of FEEL's diagnostics none.
Evaluated<feel::Outcome> run_other(const Step& step, const View& view, const definition::Expr& expr) {
  Evaluated<Effects> effects = evaluate_with_effects(step, view, expr);
  if (!effects) return std::unexpected(std::move(effects.error()));
  return feel::Outcome{std::move(effects->value), {}};
}

}  // namespace

feel::Environment environment(const Step& step) {
  return {step.context.now, step.context.zones, step.context.local_zone, {}};
}

Fault fault_in(const View& view, const definition::Expr& expr, std::string code, std::string message_zh,
               std::string message_en) {
  return {std::move(code), std::move(message_zh), std::move(message_en), expr.source(), values_read(view, expr)};
}

Fault budget_exceeded(const View& view, const definition::Expr& expr, const std::string& which) {
  return fault_in(view, expr, "budget-exceeded", "表达式“" + expr.source() + "”超出计算限额（" + which + "）",
                  "Expected \"" + expr.source() + "\" to stay within limits, but it exceeded: " + which);
}

Evaluated<Value> evaluate(const Step& step, const View& view, const definition::Expr& expr) {
  if (!expr.is_computed()) return expr.constant();
  if (!expr.feel()) {
    Evaluated<feel::Outcome> outcome = run_other(step, view, expr);
    if (!outcome) return std::unexpected(std::move(outcome.error()));
    return std::move(outcome->value);
  }
  Evaluated<feel::Outcome> outcome = run(step, view, expr);
  if (!outcome) return std::unexpected(std::move(outcome.error()));
  if (outcome->value.is_null() && !outcome->diagnostics.empty())
    return std::unexpected(failed(view, expr, outcome->diagnostics.front()));
  return std::move(outcome->value);
}

Evaluated<bool> evaluate_condition(const Step& step, const View& view, const definition::Expr& expr) {
  feel::Outcome outcome{expr.constant(), {}};
  if (expr.is_computed()) {
    Evaluated<feel::Outcome> result = expr.feel() ? run(step, view, expr) : run_other(step, view, expr);
    if (!result) return std::unexpected(std::move(result.error()));
    outcome = std::move(*result);
  }
  if (const bool* answer = outcome.value.get<bool>()) return *answer;
  return std::unexpected(not_boolean(view, expr, outcome));
}

Evaluated<std::string> evaluate_text(const Step& step, const View& view, const definition::Expr& expr) {
  Evaluated<Value> value = evaluate(step, view, expr);
  if (!value) return std::unexpected(std::move(value.error()));
  return value->is_null() ? std::string() : feel::to_string(*value);
}

Evaluated<std::int64_t> evaluate_integer(const Step& step, const View& view, const definition::Expr& expr,
                                         std::int64_t when_absent) {
  Evaluated<Value> value = evaluate(step, view, expr);
  if (!value) return std::unexpected(std::move(value.error()));
  if (value->is_null() && !expr.given()) return when_absent;
  // Constants of attributes are texts: retries="3".
  const std::string* text = value->string();
  const std::optional<Decimal> number = text              ? Decimal::parse(*text)
                                        : value->number() ? *value->number()
                                                          : std::optional<Decimal>();
  const std::optional<std::int64_t> integer = number ? number->to_int64() : std::nullopt;
  if (integer) return *integer;
  return std::unexpected(
      fault_in(view, expr, "not-an-integer", "“" + expr.source() + "”应当是整数，却是 " + feel::to_string(*value),
               "Expected an integer of \"" + expr.source() + "\", but it is " + feel::to_string(*value)));
}

}  // namespace bihuan::behaviour
