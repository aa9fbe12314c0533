// Decides effects (effects.h): how JUEL and scripts are evaluated at a place.
#include "engine/behaviour/effects.h"

namespace bihuan::behaviour {
namespace {

Fault failed(const View& view, const definition::Expr& expr, const std::string& why_zh, const std::string& why_en) {
  return fault_in(view, expr, "expression-failed", "表达式“" + expr.source() + "”无法计算：" + why_zh,
                  "Expected a value of \"" + expr.source() + "\", but " + why_en);
}

Evaluated<Effects> run_juel(const Step& step, const View& view, const definition::Expr& expr,
                            const Occasion& occasion) {
  auto outcome = expr.juel()->evaluate(view.variables(), surroundings(step, view, occasion), environment(step));
  if (!outcome) return std::unexpected(budget_exceeded(view, expr, outcome.error().which));
  if (!outcome->fault_en.empty()) return std::unexpected(failed(view, expr, outcome->fault_zh, outcome->fault_en));
  return Effects{std::move(outcome->value), std::move(outcome->writes), std::move(outcome->local_writes),
                 std::move(outcome->removed), std::move(outcome->task_changes)};
}

/// Counters of a multi-instance activity are found by name alone (View::all leaves them out).
state::Variables in_sight(const View& view) {
  state::Variables all = view.all();
  for (const char* name :
       {"numberOfInstances", "numberOfActiveInstances", "numberOfCompletedInstances", "numberOfTerminatedInstances",
        "nrOfInstances", "nrOfActiveInstances", "nrOfCompletedInstances", "nrOfTerminatedInstances"}) {
    const Value* value = view.find(name);
    if (value != nullptr && state::find(all, name) == nullptr) all.emplace_back(name, *value);
  }
  return all;
}

/// A step that is taken again asks the same questions in the same order: the answer is looked for where it should be.
const ScriptAnswer* answer_to(const Step& step, const ScriptQuestion& question) {
  const auto* answers = step.context.scripts;
  if (answers == nullptr) return nullptr;
  for (std::size_t i = 0; i < answers->size(); ++i) {
    const auto& [asked, answer] = (*answers)[(step.scripts_found + i) % answers->size()];
    if (asked != question) continue;
    ++step.scripts_found;
    return &answer;
  }
  return nullptr;
}

Evaluated<Effects> run_script(const Step& step, const View& view, const definition::Expr& expr,
                              const Occasion& occasion) {
  juel::Surroundings around = surroundings(step, view, occasion);
  ScriptQuestion question{expr.script_language(),      expr.source(),         in_sight(view), view.own(),
                          std::move(around.execution), std::move(around.task)};
  const ScriptAnswer* answer = answer_to(step, question);
  if (answer == nullptr) {
    step.scripts_needed.push_back(std::move(question));
    return std::unexpected(Fault{"script-asked", "脚本尚未运行", "The script has not run yet", expr.source(), {}});
  }
  if (answer->fault_en.empty())
    return Effects{answer->result, answer->writes, answer->local_writes, answer->removed, answer->task_changes};
  return std::unexpected(
      Fault{"script-failed", answer->fault_zh, answer->fault_en, expr.source(), std::move(question.variables)});
}

}  // namespace

Evaluated<Effects> evaluate_with_effects(const Step& step, const View& view, const definition::Expr& expr,
                                         const Occasion& occasion) {
  if (expr.juel()) return run_juel(step, view, expr, occasion);
  if (!expr.script_language().empty()) return run_script(step, view, expr, occasion);
  Evaluated<Value> value = evaluate(step, view, expr);
  if (!value) return std::unexpected(std::move(value.error()));
  return Effects{std::move(*value), {}, {}, {}, {}};
}

void write_effects(Step& step, Place at, const Effects& effects) {
  for (const std::string& name : effects.removed) {
    const Place where = target_of(step, at, name);
    step.emit(event::VariablesRemoved{where.scope, where.token, {name}});
  }
  if (!effects.local_writes.empty()) step.emit(event::VariablesSet{at.scope, at.token, effects.local_writes});
  if (!effects.writes.empty()) write_from(step, at, effects.writes);
}

}  // namespace bihuan::behaviour
