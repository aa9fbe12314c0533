// Decides how an evaluation begins and ends: what is asked for, the budget, the answer with its trace.
#include "engine/dmn/decision.h"

#include <algorithm>
#include <set>

#include "engine/dmn/run.h"
#include "engine/feel/function.h"

namespace bihuan::dmn {
namespace {

/// Is this "namespace#name" of the element?
template <class Element>
bool is_qualified(const CompiledModel& model, const Element& element, std::string_view text) {
  const std::string& ns = model.scopes[element.scope].ns;
  return text.size() == ns.size() + 1 + element.name.size() && text.starts_with(ns) && text[ns.size()] == '#' &&
         text.ends_with(element.name);
}

template <class Elements>
std::optional<std::size_t> index_of(const CompiledModel& model, const Elements& elements, std::string_view text) {
  const auto first = [&](auto wanted) -> std::optional<std::size_t> {
    const auto found = std::find_if(elements.begin(), elements.end(), wanted);
    return found != elements.end() ? std::optional(static_cast<std::size_t>(found - elements.begin())) : std::nullopt;
  };
  if (const auto found = first([&](const auto& element) { return element.id == text; })) return found;
  if (const auto found = first([&](const auto& element) { return element.name == text; })) return found;
  return first([&](const auto& element) { return is_qualified(model, element, text); });
}

const Value* given(const ContextEntries& inputs, std::string_view name) {
  const auto found = std::find_if(inputs.begin(), inputs.end(), [&](const auto& input) { return input.first == name; });
  return found != inputs.end() ? &found->second : nullptr;
}

EvaluationFault not_found(std::string_view id) {
  return {std::string(id), "decision-not-found", "没有决策“" + std::string(id) + "”",
          "there is no decision '" + std::string(id) + "'"};
}

EvaluationFault exceeded(std::string_view id, std::string_view which) {
  const std::string_view zh = which == "steps" ? "步数" : which == "depth" ? "嵌套深度" : "内存";
  return {std::string(id), "budget-exceeded", "决策超出了" + std::string(zh) + "上限",
          "the decision exceeds its budget of " + std::string(which)};
}

/// A business knowledge model by itself: each parameter takes the input of its name.
Value called(Run& run, std::size_t index, const ContextEntries& inputs) {
  const Value function = run.function_of_knowledge(index);
  std::vector<Value> arguments;
  for (const CompiledParameter& parameter : run.model->knowledge[index].function.parameters) {
    const Value* value = given(inputs, parameter.name);
    arguments.push_back(value != nullptr ? *value : Value());
  }
  return feel::invoke(run.evaluation, **function.get<Value::FunctionPtr>(), std::move(arguments), 0);
}

Value answer(Run& run, const CompiledModel& model, std::string_view id, const ContextEntries& inputs) {
  Call call{inputs, {}};
  if (const auto decision = index_of(model, model.decisions, id)) return run.decide(*decision, call);
  const auto at = index_of(model, model.services, id);
  if (!at) return called(run, *index_of(model, model.knowledge, id), inputs);
  const CompiledService& service = model.services[*at];
  for (const Required& one : service.input_decisions) {
    const Value* value = given(inputs, one.name);
    const CompiledDecision& decision = model.decisions[one.index];
    call.made.insert_or_assign(one.index,
                               value != nullptr ? run.conforming(*value, decision.type, decision.name) : Value());
  }
  return run.service_result(service, call);
}

}  // namespace

std::string Decisions::find(std::string_view id_or_name) const {
  if (const auto i = index_of(*model_, model_->decisions, id_or_name)) return model_->decisions[*i].id;
  if (const auto i = index_of(*model_, model_->services, id_or_name)) return model_->services[*i].id;
  if (const auto i = index_of(*model_, model_->knowledge, id_or_name)) return model_->knowledge[*i].id;
  return "";
}

std::string Decisions::root() const {
  std::vector<bool> required(model_->decisions.size(), false);
  for (const CompiledDecision& one : model_->decisions)
    for (const Required& other : one.decisions) required[other.index] = true;
  std::string id;
  for (std::size_t i = 0; i < required.size(); ++i) {
    if (required[i] || model_->decisions[i].scope != 0) continue;
    if (!id.empty()) return "";
    id = model_->decisions[i].id;
  }
  return id;
}

const std::vector<Fault>& Decisions::warnings() const {
  return model_->warnings;
}

std::vector<std::string> Decisions::inputs_of(std::string_view decision_id) const {
  std::vector<std::string> names;
  std::vector<std::size_t> stack;
  std::set<std::size_t> seen;
  if (const auto first = index_of(*model_, model_->decisions, decision_id)) stack.push_back(*first);
  while (!stack.empty()) {
    const std::size_t at = stack.back();
    stack.pop_back();
    if (!seen.insert(at).second) continue;
    for (const Required& one : model_->decisions[at].inputs)
      if (std::find(names.begin(), names.end(), model_->inputs[one.index].name) == names.end())
        names.push_back(model_->inputs[one.index].name);
    for (const Required& one : model_->decisions[at].decisions) stack.push_back(one.index);
  }
  return names;
}

std::expected<Evaluated, EvaluationFault> evaluate(const Decisions& decisions, std::string_view decision_id,
                                                   const ContextEntries& inputs, const feel::Environment& env,
                                                   Explain explain) {
  const std::string id = decisions.find(decision_id);
  if (id.empty()) return std::unexpected(not_found(decision_id));
  feel::Evaluation evaluation(env);
  Run run{decisions.model(), evaluation};
  run.explain = explain;
  run.enter_scope(0);
  evaluation.host = &run;
  try {
    Value value = answer(run, *decisions.model(), id, inputs);
    run.require_bounded(value);
    return Evaluated{feel::without_functions(value), std::move(run.trace), std::move(evaluation.diagnostics)};
  } catch (const feel::BudgetStop& stop) {
    return std::unexpected(exceeded(id, stop.which));
  } catch (FaultStop& stop) {
    if (stop.fault.decision_id.empty()) stop.fault.decision_id = id;
    return std::unexpected(std::move(stop.fault));
  }
}

}  // namespace bihuan::dmn
