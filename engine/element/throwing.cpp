// Decides throwing (throwing.h).
#include "engine/element/throwing.h"

#include "engine/behaviour/compensation.h"
#include "engine/behaviour/incident.h"
#include "engine/behaviour/mapping.h"
#include "engine/behaviour/send.h"
#include "engine/behaviour/throw.h"
#include "engine/element/job.h"

namespace bihuan::element {
namespace {

using behaviour::View;
using definition::Element;
using definition::EventKind;
using definition::EventRule;

/// What is thrown, computed before anything is said.
struct Plan {
  Variables inputs;
  std::vector<behaviour::Sending> sendings;
  std::vector<std::string> escalations;
  Value script;
};

bool is_sent(const EventRule& rule, bool with_messages) {
  return rule.kind == EventKind::Signal || (rule.kind == EventKind::Message && with_messages);
}

Evaluated<void> plan_one(const Step& step, Place at, const Element& element, const EventRule& rule, bool with_messages,
                         Plan& plan) {
  if (is_sent(rule, with_messages)) {
    Evaluated<behaviour::Sending> sending = behaviour::plan_sending(step, at, element.index, rule, plan.inputs);
    if (!sending) return std::unexpected(std::move(sending.error()));
    plan.sendings.push_back(std::move(*sending));
  } else if (rule.kind == EventKind::Escalation || rule.kind == EventKind::Error) {
    Evaluated<std::string> code = behaviour::evaluate_text(step, View(step.state(), at, &plan.inputs), rule.code);
    if (!code) return std::unexpected(std::move(code.error()));
    if (rule.kind == EventKind::Escalation) plan.escalations.push_back(std::move(*code));
  }
  return {};
}

/// A job or a script stands for the messages of the event.
Evaluated<Plan> plan_all(const Step& step, Place at, const Element& element) {
  Plan plan;
  if (!element.inputs.empty()) {
    Evaluated<Variables> inputs = behaviour::evaluate_inputs(step, at, element);
    if (!inputs) return std::unexpected(std::move(inputs.error()));
    plan.inputs = std::move(*inputs);
  }
  const bool with_messages = !element.job && !element.script.given();
  for (const EventRule& rule : element.events)
    if (Evaluated<void> one = plan_one(step, at, element, rule, with_messages, plan); !one)
      return std::unexpected(std::move(one.error()));
  if (!element.script.given()) return plan;
  Evaluated<Value> script = behaviour::evaluate(step, View(step.state(), at, &plan.inputs), element.script);
  if (!script) return std::unexpected(std::move(script.error()));
  plan.script = std::move(*script);
  return plan;
}

void say(Step& step, Place at, const Element& element, Plan plan) {
  if (element.script.given() && !element.result_variable.empty())
    behaviour::deliver(step, at, element, {{element.result_variable, std::move(plan.script)}});
  for (behaviour::Sending& sending : plan.sendings) behaviour::send(step, std::move(sending));
  for (const std::string& code : plan.escalations)
    if (step.exists(at)) behaviour::throw_escalation(step, at, code, plan.inputs);
  if (step.exists(at) && element.has_event(EventKind::Compensation)) behaviour::throw_compensation(step, at);
}

bool throw_planned(Step& step, Place at) {
  const Element& element = step.element_at(at);
  if (element.events.empty() && element.inputs.empty() && !element.script.given()) return true;
  Evaluated<Plan> plan = plan_all(step, at, element);
  if (!plan) {
    behaviour::raise(step, at, element.index, std::move(plan.error()), state::Stage::Enter);
    return false;
  }
  say(step, at, element, std::move(*plan));
  return step.exists(at) && !step.token(at).child;  // a compensation is waited for
}

}  // namespace

bool throw_all(Step& step, Place at) {
  if (!step.element_at(at).job) return throw_planned(step, at);
  open_job(step, at);
  return false;
}

bool throw_after_job(Step& step, Place at, const Variables& results) {
  behaviour::deliver(step, at, step.element_at(at), results);
  return throw_planned(step, at);
}

Evaluated<ThrownCode> evaluate_code(const Step& step, Place at, const Element& element, const EventRule& rule) {
  Evaluated<Variables> inputs = behaviour::evaluate_inputs(step, at, element);
  if (!inputs) return std::unexpected(std::move(inputs.error()));
  Evaluated<std::string> code = behaviour::evaluate_text(step, View(step.state(), at, &*inputs), rule.code);
  if (!code) return std::unexpected(std::move(code.error()));
  return ThrownCode{std::move(*inputs), std::move(*code)};
}

}  // namespace bihuan::element
