// Decides the end of iterations (iteration_judge.h).
#include "engine/behaviour/iteration_judge.h"

#include "engine/behaviour/iteration_counters.h"
#include "engine/behaviour/vote.h"

namespace bihuan::behaviour {
namespace {

using definition::Element;
using definition::MultiInstanceRule;
using state::MultiInstance;

/// Those who were taken away no longer vote.
Tally tally_of(const MultiInstance& counts) {
  return {counts.pass, counts.reject, counts.abstain, counts.planned - counts.terminated};
}

/// The counters, without lists, as they will be once this iteration has ended.
MultiInstance counters_after(const MultiInstance& now, event::Vote vote) {
  MultiInstance after;
  after.planned = now.planned;
  after.started = now.started;
  after.completed = now.completed + 1;
  after.terminated = now.terminated;
  Tally tally = tally_of(now);
  tally.count(vote);
  after.pass = tally.pass;
  after.reject = tally.reject;
  after.abstain = tally.abstain;
  return after;
}

bool is_last(const MultiInstance& counts) {
  return counts.completed + counts.terminated == counts.planned;
}

/// What the rule's own expressions can read of the counters; nothing where it has none.
state::Variables readable(const MultiInstanceRule& rule, const MultiInstance& counts) {
  state::Variables variables;
  if (!rule.completion_condition.given() && !rule.vote && !rule.event && rule.complex.empty()) return variables;
  add_counters(variables, counts);
  if (rule.vote) add_tally(variables, tally_of(counts));
  return variables;
}

Evaluated<void> judge_vote(const Step& step, Place at, const definition::Vote& rule, const Tally& tally,
                           Judgement& judged) {
  const Evaluated<std::optional<bool>> certain = decided(step, at, rule, tally);
  if (!certain) return std::unexpected(certain.error());
  if (*certain) judged.ends = true;
  if (!judged.ends || rule.variable.empty()) return {};
  const Evaluated<bool> passed = *certain ? Evaluated<bool>(**certain) : passes(step, at, rule, tally);
  if (!passed) return std::unexpected(passed.error());
  judged.variables.emplace_back(rule.variable, vote_value(*passed, tally));
  return {};
}

event::Vote vote_in(const Step& step, Place inner, const Element& element) {
  if (!element.multi_instance->vote) return event::Vote::None;
  const Value* outcome = state::find(step.token(inner).locals, "outcome");
  return vote_of(element, outcome != nullptr && outcome->string() ? *outcome->string() : std::string());
}

Evaluated<Value> result_of(const Step& step, Place inner, const MultiInstanceRule& rule) {
  if (rule.output_collection.empty()) return Value();
  return evaluate(step, View(step.state(), inner), rule.output_element);
}

/// None throws for each iteration, One for the first; Complex asks its conditions each time (10.3.8, table 10.31).
Evaluated<std::vector<const definition::EventRule*>> choose_events(const Step& step, const View& view,
                                                                   const MultiInstanceRule& rule,
                                                                   const MultiInstance& after) {
  std::vector<const definition::EventRule*> chosen;
  switch (rule.behavior) {
    case definition::MultiInstanceBehavior::All:
      return chosen;
    case definition::MultiInstanceBehavior::None:
      if (rule.event) chosen.push_back(&*rule.event);
      return chosen;
    case definition::MultiInstanceBehavior::One:
      if (rule.event && after.completed == 1) chosen.push_back(&*rule.event);
      return chosen;
    case definition::MultiInstanceBehavior::Complex:
      for (const definition::ComplexBehavior& one : rule.complex) {
        const Evaluated<bool> is_true = evaluate_condition(step, view, one.condition);
        if (!is_true) return std::unexpected(is_true.error());
        if (*is_true) chosen.push_back(&one.event);
      }
      return chosen;
  }
  return chosen;
}

Evaluated<std::vector<ImplicitEvent>> events_of(const Step& step, Place inner, const View& view,
                                                const MultiInstanceRule& rule, const MultiInstance& after) {
  std::vector<ImplicitEvent> events;
  const auto chosen = choose_events(step, view, rule, after);
  if (!chosen) return std::unexpected(chosen.error());
  state::Variables attributes;
  if (!chosen->empty()) add_counters(attributes, after);
  for (const definition::EventRule* one : *chosen) {
    Evaluated<ImplicitEvent> event = plan_implicit_event(step, inner, *one, attributes);
    if (!event) return std::unexpected(std::move(event.error()));
    events.push_back(std::move(*event));
  }
  return events;
}

}  // namespace

Evaluated<IterationEnd> judge_iteration(const Step& step, Place inner) {
  const Element& element = step.element_at(inner);
  const MultiInstanceRule& rule = *element.multi_instance;
  IterationEnd end;
  Evaluated<Value> result = result_of(step, inner, rule);
  if (!result) return std::unexpected(std::move(result.error()));
  end.result = std::move(*result);
  end.vote = vote_in(step, inner, element);
  const MultiInstance after = counters_after(*step.scope(step.scope(inner.scope).parent).multi_instance, end.vote);
  const state::Variables extra = readable(rule, after);
  const View view(step.state(), inner, &extra);
  const Evaluated<bool> enough = rule.completion_condition.given()
                                     ? evaluate_condition(step, view, rule.completion_condition)
                                     : Evaluated<bool>(false);
  if (!enough) return std::unexpected(enough.error());
  end.whole.ends = *enough || is_last(after);
  Evaluated<std::vector<ImplicitEvent>> events = events_of(step, inner, view, rule, after);
  if (!events) return std::unexpected(std::move(events.error()));
  end.events = std::move(*events);
  if (!rule.vote) return end;
  const Evaluated<void> voted = judge_vote(step, inner, *rule.vote, tally_of(after), end.whole);
  if (!voted) return std::unexpected(voted.error());
  return end;
}

Evaluated<Judgement> judge_whole(const Step& step, ScopeId body) {
  const MultiInstanceRule& rule = *step.element_of(body).multi_instance;
  const MultiInstance& now = *step.scope(body).multi_instance;
  const Place at{body, {}};
  Judgement judged{is_last(now), {}};
  if (rule.completion_condition.given() && now.completed > 0 && !judged.ends) {
    const state::Variables extra = readable(rule, now);
    const Evaluated<bool> enough = evaluate_condition(step, View(step.state(), at, &extra), rule.completion_condition);
    judged.ends = enough && *enough;
  }
  if (!rule.vote) return judged;
  const Evaluated<void> voted = judge_vote(step, at, *rule.vote, tally_of(now), judged);
  if (!voted) return std::unexpected(voted.error());
  return judged;
}

}  // namespace bihuan::behaviour
