// Business rule task.
// BPMN 2.0.2, 13.3.3: on activation the business rule is called, and the task completes with its answer. The rule is a
// DMN decision over the variables in scope; which rules fired goes into the journal. Without a decision it is an
// external job (docs/extensions.md, bihuan:job).
#include "engine/element/business_rule_task.h"

#include "engine/behaviour/activity.h"
#include "engine/behaviour/incident.h"
#include "engine/behaviour/leave.h"
#include "engine/element/decision_result.h"
#include "engine/element/job.h"

namespace bihuan::element {
namespace {

using behaviour::Entry;
using behaviour::View;
using definition::Element;

Fault not_found(const std::string& decision) {
  return {"decision-not-found",
          "没有名为“" + decision + "”的决策",
          "Expected a decision \"" + decision + "\", but there is none",
          decision,
          {}};
}

Fault failed(const std::string& decision, const std::string& zh, const std::string& en, const ContextEntries& inputs) {
  return {"decision-failed", "决策“" + decision + "”无法得出结果：" + zh,
          "Expected a result of the decision \"" + decision + "\", but " + en, decision, inputs};
}

ContextEntries inputs_of(const dmn::Decisions& decisions, const std::string& id, const View& view) {
  ContextEntries inputs;
  for (const std::string& name : decisions.inputs_of(id))
    if (const Value* value = view.find(name)) inputs.emplace_back(name, *value);
  return inputs;
}

/// "deployment", "latest", or "version:3".
Evaluated<std::string> binding_of(const Step& step, const View& view, const definition::DecisionRule& rule) {
  if (rule.binding != "version") return rule.binding;
  const Evaluated<std::int64_t> version = behaviour::evaluate_integer(step, view, rule.version, 1);
  if (!version) return std::unexpected(version.error());
  return "version:" + std::to_string(*version);
}

Evaluated<dmn::Evaluated> decide(const Step& step, const View& view, const definition::DecisionRule& rule) {
  const Evaluated<std::string> name = behaviour::evaluate_text(step, view, rule.decision);
  if (!name) return std::unexpected(name.error());
  const Evaluated<std::string> binding = binding_of(step, view, rule);
  if (!binding) return std::unexpected(binding.error());
  const dmn::Decisions* decisions = step.context.decisions ? step.context.decisions(*name, *binding) : nullptr;
  const std::string id = decisions == nullptr ? std::string() : decisions->find(*name);
  if (id.empty()) return std::unexpected(not_found(*name));
  const ContextEntries inputs = inputs_of(*decisions, id, view);
  auto result = dmn::evaluate(*decisions, id, inputs, behaviour::environment(step));
  if (!result) return std::unexpected(failed(id, result.error().message_zh, result.error().message_en, inputs));
  if (result->value.is_null() && !result->diagnostics.empty())
    return std::unexpected(
        failed(id, result->diagnostics.front().message, result->diagnostics.front().message, inputs));
  return std::move(*result);
}

void record(Step& step, Place at, const Element& element, const dmn::Trace& trace) {
  event::DecisionEvaluated said{at.token, element.index, trace.decision_id, trace.decision_name, trace.inputs,
                                {},       trace.result};
  for (const dmn::RuleFired& rule : trace.rules) said.rules.push_back(std::to_string(rule.index) + ":" + rule.rule_id);
  step.emit(std::move(said));
}

void token_arrives(Step& step, Place at) {
  const Element& element = step.element_at(at);
  if (element.decision) return evaluate_decision(step, at);
  open_job(step, at);
}

}  // namespace

void evaluate_decision(Step& step, Place at) {
  const Element& element = step.element_at(at);
  const definition::DecisionRule& rule = *element.decision;
  behaviour::activate(step, at);
  Evaluated<Entry> entry = behaviour::prepare(step, at, element);
  if (!entry) return behaviour::raise(step, at, element.index, std::move(entry.error()), state::Stage::Enter);
  Evaluated<dmn::Evaluated> result = decide(step, View(step.state(), at, &entry->locals), rule);
  if (!result) return behaviour::raise(step, at, element.index, std::move(result.error()), state::Stage::Enter);
  Evaluated<Value> value = mapped_result(rule.map_result, std::move(result->value), rule.decision.source());
  if (!value) return behaviour::raise(step, at, element.index, std::move(value.error()), state::Stage::Enter);
  behaviour::say_locals(step, at, *entry);
  for (const dmn::Trace& trace : result->trace) record(step, at, element, trace);
  if (!element.result_variable.empty())
    behaviour::deliver(step, at, element, {{element.result_variable, std::move(*value)}});
  behaviour::leave(step, at);
}

const Rule business_rule_task{.token_arrives = token_arrives, .work_completed = job_completed};

}  // namespace bihuan::element
