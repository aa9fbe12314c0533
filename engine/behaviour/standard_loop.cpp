// Decides standard loops (standard_loop.h). The condition reads `loopCounter`: how many iterations there were, the one
// that just ended included; inside an iteration that is its own number. The maximum is evaluated once, on entry.
#include "engine/behaviour/standard_loop.h"

#include <limits>

#include "engine/behaviour/activity.h"
#include "engine/behaviour/cancel.h"
#include "engine/behaviour/expressions.h"
#include "engine/behaviour/incident.h"
#include "engine/behaviour/iteration.h"
#include "engine/behaviour/leave.h"

namespace bihuan::behaviour {
namespace {

using definition::Element;
using definition::LoopRule;
using state::ScopeKind;

constexpr std::uint32_t without_end = std::numeric_limits<std::uint32_t>::max();

state::Variables counter(std::uint32_t iterations) {
  return {{"loopCounter", Value(std::int64_t{iterations})}};
}

Fault bad_maximum(const View& view, const LoopRule& rule) {
  return fault_in(view, rule.maximum, "loop-maximum-not-valid",
                  "循环上限“" + rule.maximum.source() + "”应当是不小于 0 的整数",
                  "Expected an integer from 0 of \"" + rule.maximum.source() + "\", but it is none");
}

Evaluated<std::uint32_t> maximum(const Step& step, const View& view, const LoopRule& rule) {
  if (!rule.maximum.given()) return without_end;
  const Evaluated<std::int64_t> most = evaluate_integer(step, view, rule.maximum, -1);
  if (!most) return std::unexpected(most.error());
  if (*most < 0 || *most >= without_end) return std::unexpected(bad_maximum(view, rule));
  return static_cast<std::uint32_t>(*most);
}

/// Is there to be another iteration after so many?
Evaluated<bool> goes_on(const Step& step, Place at, const LoopRule& rule, std::uint32_t iterations,
                        std::uint32_t most) {
  if (iterations >= most) return false;
  if (!rule.condition.given()) return true;
  const state::Variables extra = counter(iterations);
  return evaluate_condition(step, View(step.state(), at, &extra), rule.condition);
}

struct Plan {
  std::uint32_t most = 0;
  bool begins = false;
  Entry entry;
};

Evaluated<Plan> plan_loop(const Step& step, Place at, const Element& element) {
  const LoopRule& rule = *element.loop;
  const Evaluated<std::uint32_t> most = maximum(step, View(step.state(), at), rule);
  if (!most) return std::unexpected(most.error());
  Plan plan{*most, *most > 0, {}};
  if (rule.test_before) {
    const Evaluated<bool> begins = goes_on(step, at, rule, 0, *most);
    if (!begins) return std::unexpected(begins.error());
    plan.begins = *begins;
  }
  if (!plan.begins) return plan;
  Evaluated<void> boundary = prepare_boundary(step, at, element, plan.entry);
  if (!boundary) return std::unexpected(std::move(boundary.error()));
  return plan;
}

void finish(Step& step, ScopeId body) {
  const Place owner{step.scope(body).parent, step.scope(body).owner};
  close_scope(step, body);
  depart(step, owner);
}

}  // namespace

bool is_to_loop(const Step& step, Place at) {
  return step.element_at(at).loop && step.scope(at.scope).kind != ScopeKind::Iteration;
}

void begin_loop(Step& step, Place at) {
  activate(step, at);
  const Element& element = step.element_at(at);
  Evaluated<Plan> plan = plan_loop(step, at, element);
  if (!plan) return raise(step, at, element.index, std::move(plan.error()), state::Stage::Enter);
  if (!plan->begins) return depart(step, at);
  const ScopeId body = step.new_id<ScopeId>();
  step.emit(event::ScopeOpened{body, at.scope, ScopeKind::Loop, element.index, at.token, 0});
  step.emit(event::MultiInstanceStarted{body, plan->most, {}, 0, {}});
  open(step, at, std::move(plan->entry.boundary));
  begin_iteration(step, body, element, 1, counter(1));
}

void loop_iteration_done(Step& step, Place inner) {
  const Element& element = step.element_at(inner);
  const ScopeId body = step.scope(inner.scope).parent;
  const std::uint32_t number = step.scope(inner.scope).loop_counter;
  const Evaluated<bool> again = goes_on(step, inner, *element.loop, number, step.scope(body).multi_instance->planned);
  if (!again) return raise(step, inner, element.index, again.error(), state::Stage::Depart);
  end_iteration(step, inner, {}, event::Vote::None);
  if (*again) return begin_iteration(step, body, element, number + 1, counter(number + 1));
  finish(step, body);
}

}  // namespace bihuan::behaviour
