// Decides multi-instance activities (multi_instance.h).
#include "engine/behaviour/multi_instance.h"

#include <optional>

#include "engine/base/limits.h"
#include "engine/behaviour/activity.h"
#include "engine/behaviour/cancel.h"
#include "engine/behaviour/compensation.h"
#include "engine/behaviour/incident.h"
#include "engine/behaviour/leave.h"
#include "engine/behaviour/scope.h"
#include "engine/behaviour/vote.h"

namespace bihuan::behaviour {
namespace {

using definition::Element;
using definition::MultiInstanceRule;
using state::MultiInstance;
using state::ScopeKind;

struct Plan {
  std::uint32_t count = 0;
  std::vector<Value> items;
};

Fault bad_collection(const View& view, const MultiInstanceRule& rule) {
  return fault_in(view, rule.collection, "collection-not-list", "“" + rule.collection.source + "”应当是列表",
                  "Expected a list of \"" + rule.collection.source + "\", but it is none");
}

Fault bad_cardinality(const View& view, const MultiInstanceRule& rule) {
  return fault_in(view, rule.cardinality, "cardinality-not-valid",
                  "次数“" + rule.cardinality.source + "”应当是不小于 0 的整数",
                  "Expected an integer from 0 of \"" + rule.cardinality.source + "\", but it is none");
}

Fault too_many(const Element& element) {
  const std::string limit = std::to_string(max_iterations);
  return {"too-many-iterations",
          "“" + element.id + "”超过了 " + limit + " 次",
          "Expected at most " + limit + " iterations of \"" + element.id + "\", but there are more",
          {},
          {}};
}

Evaluated<Plan> plan_items(const Step& step, const View& view, const Element& element) {
  const MultiInstanceRule& rule = *element.multi_instance;
  const Evaluated<Value> collection = evaluate(step, view, rule.collection);
  if (!collection) return std::unexpected(collection.error());
  const List* items = collection->list();
  if (items == nullptr) return std::unexpected(bad_collection(view, rule));
  if (items->size() > max_iterations) return std::unexpected(too_many(element));
  return Plan{static_cast<std::uint32_t>(items->size()), *items};
}

Evaluated<Plan> plan_iterations(const Step& step, const View& view, const Element& element) {
  const MultiInstanceRule& rule = *element.multi_instance;
  if (rule.collection.given) return plan_items(step, view, element);
  const Evaluated<std::int64_t> count = evaluate_integer(step, view, rule.cardinality, -1);
  if (!count) return std::unexpected(count.error());
  if (*count < 0) return std::unexpected(bad_cardinality(view, rule));
  if (*count > max_iterations) return std::unexpected(too_many(element));
  return Plan{static_cast<std::uint32_t>(*count), {}};
}

void begin_iteration(Step& step, ScopeId body, const Element& element) {
  const MultiInstance& counts = *step.scope(body).multi_instance;
  const std::uint32_t number = counts.started + 1;
  state::Variables variables{{"loopCounter", Value(std::int64_t{number})}};
  if (!element.multi_instance->element_variable.empty() && number <= counts.items.size())
    variables.emplace_back(element.multi_instance->element_variable, counts.items[number - 1]);
  const ScopeId iteration = step.new_id<ScopeId>();
  step.emit(event::ScopeOpened{iteration, body, ScopeKind::Iteration, element.index, TokenId{}, number});
  step.emit(event::VariablesSet{iteration, TokenId{}, std::move(variables)});
  step.push(MoveKind::Arrive, place_token(step, iteration, element.index));
}

Tally tally_of(const MultiInstance& counts) {
  return {counts.pass, counts.reject, counts.abstain, counts.planned};
}

/// The body is done: results outwards, and the activity's token goes on.
void finish(Step& step, ScopeId body, const Element& element, const state::Variables& vote) {
  const Place owner{step.scope(body).parent, step.scope(body).owner};
  const MultiInstance& counts = *step.scope(body).multi_instance;
  state::Variables results = vote;
  if (!element.multi_instance->output_collection.empty()) {
    List collected = counts.results;
    collected.resize(counts.planned);
    results.emplace_back(element.multi_instance->output_collection, Value(std::move(collected)));
  }
  close_scope(step, body);
  if (!results.empty()) write(step, owner.scope, results);
  depart(step, owner);
}

/// What the end of one iteration means for the whole, computed before anything is said.
struct Progress {
  Value result;
  event::Vote vote = event::Vote::None;
  bool ends = false;            ///< the others are no longer wanted, or were the last
  state::Variables vote_value;  ///< when it ends
};

void add_counters(state::Variables& variables, const MultiInstance& after) {
  const std::uint32_t active = after.started - after.completed - after.terminated;
  variables.emplace_back("numberOfInstances", Value(std::int64_t{after.planned}));
  variables.emplace_back("numberOfActiveInstances", Value(std::int64_t{active}));
  variables.emplace_back("numberOfCompletedInstances", Value(std::int64_t{after.completed}));
  variables.emplace_back("numberOfTerminatedInstances", Value(std::int64_t{after.terminated}));
}

/// The counters as they will be once this iteration has ended.
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

Evaluated<void> judge_vote(const Step& step, Place inner, const definition::Vote& rule, const Tally& tally,
                           Progress& progress) {
  const Evaluated<std::optional<bool>> certain = decided(step, inner, rule, tally);
  if (!certain) return std::unexpected(certain.error());
  if (*certain) progress.ends = true;
  if (!progress.ends || rule.variable.empty()) return {};
  const Evaluated<bool> passed = *certain ? Evaluated<bool>(**certain) : passes(step, inner, rule, tally);
  if (!passed) return std::unexpected(passed.error());
  progress.vote_value.emplace_back(rule.variable, vote_value(*passed, tally));
  return {};
}

event::Vote vote_in(const Step& step, Place inner, const Element& element) {
  if (!element.multi_instance->vote) return event::Vote::None;
  const Value* outcome = state::find(step.token(inner).locals, "outcome");
  return vote_of(element, outcome != nullptr && outcome->string() ? *outcome->string() : std::string());
}

Evaluated<Progress> judge(const Step& step, Place inner, const Element& element, const MultiInstance& now) {
  const MultiInstanceRule& rule = *element.multi_instance;
  Progress progress;
  if (!rule.output_collection.empty()) {
    Evaluated<Value> result = evaluate(step, View(step.state(), inner), rule.output_element);
    if (!result) return std::unexpected(std::move(result.error()));
    progress.result = std::move(*result);
  }
  progress.vote = vote_in(step, inner, element);
  const MultiInstance after = counters_after(now, progress.vote);
  state::Variables counters;
  add_counters(counters, after);
  if (rule.vote) add_tally(counters, tally_of(after));
  const View view(step.state(), inner, &counters);
  const Evaluated<bool> enough = rule.completion_condition.given
                                     ? evaluate_condition(step, view, rule.completion_condition)
                                     : Evaluated<bool>(false);
  if (!enough) return std::unexpected(enough.error());
  progress.ends = *enough || after.completed + after.terminated == after.planned;
  if (!rule.vote) return progress;
  const Evaluated<void> voted = judge_vote(step, inner, *rule.vote, tally_of(after), progress);
  if (!voted) return std::unexpected(voted.error());
  return progress;
}

void end_iterations(Step& step, ScopeId body) {
  const std::vector<ScopeId> open = step.state().children_of(body);
  for (auto one = open.rbegin(); one != open.rend(); ++one)
    if (step.scope(*one).kind != ScopeKind::Page) terminate_scope(step, *one);
}

/// A body without iterations: a vote over nobody is decided by its rule all the same.
void finish_empty(Step& step, Place at, ScopeId body, const Element& element) {
  Progress progress{.ends = true};
  if (element.multi_instance->vote) {
    Evaluated<void> voted = judge_vote(step, at, *element.multi_instance->vote, Tally{}, progress);
    if (!voted) return raise(step, at, element.index, std::move(voted.error()), state::Stage::Depart);
  }
  finish(step, body, element, progress.vote_value);
}

}  // namespace

bool is_to_multiply(const Step& step, Place at) {
  return step.element_at(at).multi_instance && step.scope(at.scope).kind != ScopeKind::Iteration;
}

void begin_body(Step& step, Place at) {
  activate(step, at);
  const Element& element = step.element_at(at);
  Evaluated<Plan> plan = plan_iterations(step, View(step.state(), at), element);
  if (!plan) return raise(step, at, element.index, std::move(plan.error()), state::Stage::Enter);
  Entry entry;
  Evaluated<void> boundary = prepare_boundary(step, at, element, entry);
  if (!boundary) return raise(step, at, element.index, std::move(boundary.error()), state::Stage::Enter);
  const ScopeId body = step.new_id<ScopeId>();
  step.emit(event::ScopeOpened{body, at.scope, ScopeKind::MultiInstance, element.index, at.token, 0});
  step.emit(event::MultiInstanceStarted{body, plan->count, std::move(plan->items)});
  open(step, at, std::move(entry.boundary));
  if (plan->count == 0) return finish_empty(step, at, body, element);
  const std::uint32_t at_once = element.multi_instance->sequential ? 1 : plan->count;
  for (std::uint32_t i = 0; i < at_once; ++i) begin_iteration(step, body, element);
}

void iteration_done(Step& step, Place inner) {
  const Element& element = step.element_at(inner);
  const ScopeId body = step.scope(inner.scope).parent;
  const std::uint32_t number = step.scope(inner.scope).loop_counter;
  Evaluated<Progress> progress = judge(step, inner, element, *step.scope(body).multi_instance);
  if (!progress) return raise(step, inner, element.index, std::move(progress.error()), state::Stage::Depart);
  cancel_work(step, inner);
  if (element.compensable) note_completed(step, inner);
  step.emit(event::ElementCompleted{inner.scope, inner.token, element.index});
  step.emit(event::IterationCompleted{body, number, std::move(progress->result), progress->vote});
  step.emit(event::ScopeClosed{inner.scope, true});
  if (progress->ends) {
    end_iterations(step, body);
    return finish(step, body, element, progress->vote_value);
  }
  if (element.multi_instance->sequential) begin_iteration(step, body, element);
}

}  // namespace bihuan::behaviour
