// Decides multi-instance activities (multi_instance.h).
#include "engine/behaviour/multi_instance.h"

#include <algorithm>
#include <variant>

#include "engine/base/limits.h"
#include "engine/behaviour/activity.h"
#include "engine/behaviour/cancel.h"
#include "engine/behaviour/incident.h"
#include "engine/behaviour/iteration.h"
#include "engine/behaviour/iteration_judge.h"
#include "engine/behaviour/leave.h"
#include "engine/behaviour/standard_loop.h"

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
  return fault_in(view, rule.collection, "collection-not-list", "“" + rule.collection.source() + "”应当是列表",
                  "Expected a list of \"" + rule.collection.source() + "\", but it is none");
}

Fault bad_cardinality(const View& view, const MultiInstanceRule& rule) {
  return fault_in(view, rule.cardinality, "cardinality-not-valid",
                  "次数“" + rule.cardinality.source() + "”应当是不小于 0 的整数",
                  "Expected an integer from 0 of \"" + rule.cardinality.source() + "\", but it is none");
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
  if (rule.collection.given()) return plan_items(step, view, element);
  const Evaluated<std::int64_t> count = evaluate_integer(step, view, rule.cardinality, -1);
  if (!count) return std::unexpected(count.error());
  if (*count < 0) return std::unexpected(bad_cardinality(view, rule));
  if (*count > max_iterations) return std::unexpected(too_many(element));
  return Plan{static_cast<std::uint32_t>(*count), {}};
}

// --- the body
// ---------------------------------------------------------------------------------------------------------

const MultiInstance& counts_of(const Step& step, ScopeId body) {
  return *step.scope(body).multi_instance;
}

void open_body(Step& step, ScopeId body, const Element& element, Plan plan) {
  const bool keeps_lists = !plan.items.empty() || !element.multi_instance->output_collection.empty();
  event::MultiInstanceStarted started{body, plan.count, std::move(plan.items), 0, {}};
  if (keeps_lists && plan.count > iterations_per_page) {
    started.page_size = iterations_per_page;
    started.first_page = step.new_id<ScopeId>();
  }
  step.emit(std::move(started));
}

/// The record that holds the item and the result of this iteration: the body's own, or its page's.
const MultiInstance& holder_of(const Step& step, ScopeId body, std::uint32_t number) {
  const MultiInstance& counts = counts_of(step, body);
  return counts.page_size == 0 ? counts : counts_of(step, state::page_of(counts, number));
}

/// Where in its holder.
std::size_t position_of(const MultiInstance& counts, std::uint32_t number) {
  return counts.page_size == 0 ? number - 1 : (number - 1) % counts.page_size;
}

/// The results in item order; null where an iteration did not complete.
List results_of(const Step& step, ScopeId body) {
  const MultiInstance& counts = counts_of(step, body);
  const std::uint32_t at_once = counts.page_size == 0 ? std::max(counts.planned, 1u) : counts.page_size;
  List all;
  all.reserve(counts.planned);
  for (std::uint32_t first = 1; first <= counts.planned; first += at_once) {
    const std::vector<Value>& some = holder_of(step, body, first).results;
    all.insert(all.end(), some.begin(), some.end());
    all.resize(std::min(first - 1 + at_once, counts.planned));
  }
  return all;
}

// --- iterations
// -------------------------------------------------------------------------------------------------------

/// Numbers are given in order, over those that never begin.
std::uint32_t next_number(const MultiInstance& counts) {
  std::uint32_t number = counts.started - static_cast<std::uint32_t>(counts.skipped.size()) + 1;
  for (const std::uint32_t skipped : counts.skipped)
    if (skipped <= number) ++number;
  return number;
}

/// Products that count from 0 do so in models that were made for them.
std::int64_t loop_counter(const Step& step, std::uint32_t number) {
  const definition::Dialect dialect = step.definition.dialect;
  const bool from_zero = dialect == definition::Dialect::Camunda || dialect == definition::Dialect::Flowable;
  return from_zero ? std::int64_t{number} - 1 : std::int64_t{number};
}

void begin_next(Step& step, ScopeId body, const Element& element) {
  const MultiInstanceRule& rule = *element.multi_instance;
  const std::uint32_t number = next_number(counts_of(step, body));
  const MultiInstance& holder = holder_of(step, body, number);
  const std::size_t position = position_of(counts_of(step, body), number);
  state::Variables variables{{"loopCounter", Value(loop_counter(step, number))}};
  if (!rule.element_variable.empty() && position < holder.items.size())
    variables.emplace_back(rule.element_variable, holder.items[position]);
  if (!rule.index_variable.empty()) variables.emplace_back(rule.index_variable, Value(std::int64_t{number} - 1));
  ++step.iterations_begun;
  begin_iteration(step, body, element, number, std::move(variables));
}

bool has_unbegun(const Step& step, ScopeId body) {
  return counts_of(step, body).started < counts_of(step, body).planned;
}

void go_on_later(Step& step, Place owner, const Element& element) {
  if (has_more_to_come(step, owner)) return;
  state::Continuation later;
  later.kind = state::ContinuationKind::MoreIterations;
  later.due = step.context.now;
  step.emit(
      event::ContinuationCreated{step.new_id<WorkId>(), owner.scope, owner.token, element.index, std::move(later)});
}

bool slice_is_full(const Step& step) {
  return step.iterations_begun >= iterations_per_slice;
}

bool is_busy(const Step& step, ScopeId body) {
  return step.scope(body).children != 0;
}

}  // namespace

bool is_to_multiply(const Step& step, Place at) {
  return step.element_at(at).multi_instance && step.scope(at.scope).kind != ScopeKind::Iteration;
}

bool has_more_to_come(const Step& step, Place owner) {
  const auto& all = step.scope(owner.scope).work;
  return std::any_of(all.begin(), all.end(), [&](const state::Work& work) {
    const auto* later = std::get_if<state::Continuation>(&work.detail);
    return work.token == owner.token && later != nullptr && later->kind == state::ContinuationKind::MoreIterations;
  });
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
  const bool empty = plan->count == 0;
  step.emit(event::ScopeOpened{body, at.scope, ScopeKind::MultiInstance, element.index, at.token, 0});
  open_body(step, body, element, std::move(*plan));
  open(step, at, std::move(entry.boundary));
  if (!empty) return begin_more(step, at);
  Evaluated<Judgement> judged = judge_whole(step, body);
  if (!judged) return raise(step, at, element.index, std::move(judged.error()), state::Stage::Depart);
  finish_body(step, body, judged->variables);
}

void begin_more(Step& step, Place owner) {
  const ScopeId body = step.token(owner).child;
  const Element& element = step.element_at(owner);
  const bool one_by_one = element.multi_instance->sequential;
  while (has_unbegun(step, body) && !slice_is_full(step) && !(one_by_one && is_busy(step, body)))
    begin_next(step, body, element);
  if (has_unbegun(step, body) && !(one_by_one && is_busy(step, body))) go_on_later(step, owner, element);
}

void iteration_done(Step& step, Place inner) {
  const ScopeId body = step.scope(inner.scope).parent;
  if (step.scope(body).kind == ScopeKind::Loop) return loop_iteration_done(step, inner);
  const Element& element = step.element_at(inner);
  Evaluated<IterationEnd> end = judge_iteration(step, inner);
  if (!end) return raise(step, inner, element.index, std::move(end.error()), state::Stage::Depart);
  const Place owner{step.scope(body).parent, step.scope(body).owner};
  end_iteration(step, inner, std::move(end->result), end->vote);
  for (const ImplicitEvent& event : end->events) {
    throw_implicitly(step, owner, event);
    if (step.state().scope(body) == nullptr) return;  // it was interrupted
  }
  if (end->whole.ends) return finish_body(step, body, end->whole.variables);
  if (element.multi_instance->sequential) begin_more(step, owner);
}

void finish_body(Step& step, ScopeId body, const state::Variables& variables) {
  const Place owner{step.scope(body).parent, step.scope(body).owner};
  const Element& element = step.element_of(body);
  state::Variables results = variables;
  if (!element.multi_instance->output_collection.empty())
    results.emplace_back(element.multi_instance->output_collection, Value(results_of(step, body)));
  const std::vector<ScopeId> open = step.state().children_of(body);
  for (auto one = open.rbegin(); one != open.rend(); ++one)
    if (step.scope(*one).kind != ScopeKind::Page) terminate_scope(step, *one);
  close_scope(step, body);
  if (!results.empty()) write(step, owner.scope, results);
  depart(step, owner);
}

}  // namespace bihuan::behaviour
