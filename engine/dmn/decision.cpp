// Decides how an evaluation begins and ends: what is asked for, the budget, the answer with its trace.
#include "engine/dmn/decision.h"

#include <algorithm>
#include <set>

#include "engine/dmn/run.h"

namespace bihuan::dmn {
namespace {

template <class Elements>
std::optional<std::size_t> index_of(const Elements& elements, std::string_view id_or_name) {
  for (std::size_t i = 0; i < elements.size(); ++i)
    if (elements[i].id == id_or_name) return i;
  for (std::size_t i = 0; i < elements.size(); ++i)
    if (elements[i].name == id_or_name) return i;
  return std::nullopt;
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

Value answer(Run& run, const CompiledModel& model, std::string_view id, const ContextEntries& inputs) {
  Call call{inputs, {}};
  if (const auto decision = index_of(model.decisions, id)) return run.decide(*decision, call);
  const CompiledService& service = model.services[*index_of(model.services, id)];
  for (const Required& one : service.input_decisions) {
    const auto given =
        std::find_if(inputs.begin(), inputs.end(), [&](const auto& input) { return input.first == one.name; });
    call.made.insert_or_assign(one.index, given != inputs.end() ? given->second : Value());
  }
  return run.service_result(service, call);
}

}  // namespace

std::string Decisions::find(std::string_view id_or_name) const {
  if (const auto i = index_of(model_->decisions, id_or_name)) return model_->decisions[*i].id;
  if (const auto i = index_of(model_->services, id_or_name)) return model_->services[*i].id;
  return "";
}

std::vector<std::string> Decisions::inputs_of(std::string_view decision_id) const {
  std::vector<std::string> names;
  std::vector<std::size_t> stack;
  std::set<std::size_t> seen;
  if (const auto first = index_of(model_->decisions, decision_id)) stack.push_back(*first);
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
                                                   const ContextEntries& inputs, const feel::Environment& env) {
  const std::string id = decisions.find(decision_id);
  if (id.empty()) return std::unexpected(not_found(decision_id));
  feel::Evaluation evaluation(env);
  Run run{decisions.model(), evaluation};
  evaluation.type_names = {item_conforms, decisions.model().get(), &evaluation};
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
