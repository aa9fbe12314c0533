// Decides how activities begin (activity.h).
#include "engine/behaviour/activity.h"

#include <algorithm>
#include <iterator>

#include "engine/behaviour/data.h"
#include "engine/behaviour/incident.h"
#include "engine/behaviour/leave.h"
#include "engine/definition/facts.h"

namespace bihuan::behaviour {

void activate(Step& step, Place at) {
  const state::Token& token = step.token(at);
  if (!token.flow) return;
  step.emit(event::ElementActivated{at.scope, at.token, token.element, {}, step.context.now});
}

bool passed_over(Step& step, Place at) {
  const definition::Element& element = step.element_at(at);
  if (!element.skip.given() || step.scope(at.scope).kind == state::ScopeKind::Iteration) return false;
  activate(step, at);
  Evaluated<bool> skips = evaluate_condition(step, View(step.state(), at), element.skip);
  if (skips && !*skips) return false;
  if (skips)
    take_way_out(step, at);
  else
    raise(step, at, element.index, std::move(skips.error()), state::Stage::Enter);
  return true;
}

Evaluated<Entry> prepare(const Step& step, Place at, const definition::Element& element) {
  Evaluated<state::Variables> locals = evaluate_inputs(step, at, element);
  if (!locals) return std::unexpected(std::move(locals.error()));
  if (!element.data.empty() && !is_container(element.kind)) {
    Evaluated<state::Variables> declared = initial_data(step, View(step.state(), at, &*locals), element, *locals);
    if (!declared) return std::unexpected(std::move(declared.error()));
    std::move(declared->begin(), declared->end(), std::back_inserter(*locals));
  }
  return Entry{std::move(*locals), {}};
}

Evaluated<void> prepare_boundary(const Step& step, Place at, const definition::Element& element, Entry& entry) {
  if (step.scope(at.scope).kind == state::ScopeKind::Iteration) return {};
  return plan_boundary(step, View(step.state(), at, &entry.locals), element, entry.boundary);
}

void say_locals(Step& step, Place at, const Entry& entry) {
  if (!entry.locals.empty()) step.emit(event::VariablesSet{at.scope, at.token, entry.locals});
}

bool enter_briefly(Step& step, Place at, const definition::Element& element) {
  activate(step, at);
  if (element.inputs.empty() && element.data.empty()) return true;
  const Evaluated<Entry> entry = prepare(step, at, element);
  if (!entry) {
    raise(step, at, element.index, entry.error(), state::Stage::Enter);
    return false;
  }
  say_locals(step, at, *entry);
  return true;
}

}  // namespace bihuan::behaviour
