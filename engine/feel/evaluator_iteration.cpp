// Decides for, some and every (DMN 1.5, 10.3.2.14 and .15). Ranges are counted, never laid out: a range of a billion
// costs nothing until it is walked, and walking it costs steps.
#include "engine/feel/compare.h"
#include "engine/feel/evaluator.h"
#include "engine/feel/temporal.h"

namespace bihuan::feel {
namespace {

std::optional<std::int64_t> position(const Value& value) {
  if (const Decimal* number = value.number()) return number->to_int64();
  if (const Date* date = value.get<Date>()) return days_of(*date);
  return std::nullopt;
}

}  // namespace

Value Sequence::at(std::int64_t i) const {
  if (items != nullptr) return (*items)[static_cast<std::size_t>(i)];
  const std::int64_t position = first + i * step;
  if (!days) return position;
  const std::optional<Date> date = date_of_days(position);
  return date ? Value(*date) : Value();
}

/// A loop under way: the iterations' nodes, the body, what has been made so far, and what ends it.
struct Evaluator::Loop {
  const Node& node;
  std::span<const NodeId> iterations;
  NodeId body;
  std::optional<bool> settling = {};  ///< of some and every: the truth that ends the loop
  bool settled = false, open = false;
  bool keeps_partial = false;
  std::uint32_t partial = 0;
  List results = {};
};

std::optional<Sequence> Evaluator::sequence_between(const Value& low, const Value& high, const Node& node) {
  const auto from = position(low);
  const auto to = position(high);
  const bool days = low.get<Date>() != nullptr;
  std::int64_t distance = 0;
  if (!from || !to || days != (high.get<Date>() != nullptr) || __builtin_sub_overflow(*to, *from, &distance) ||
      distance == INT64_MAX || distance == INT64_MIN) {
    evaluation_.note(node.offset, "an iteration needs two whole numbers or two dates");
    return std::nullopt;
  }
  const bool down = distance < 0;
  return Sequence{.first = *from, .count = (down ? -distance : distance) + 1, .step = down ? -1 : 1, .days = days};
}

std::optional<Sequence> Evaluator::sequence(const Node& iteration, const Scope* scope) {
  const auto children = program_->children_of(iteration);
  Value value = evaluate(children[0], scope);
  if (children.size() == 2) return sequence_between(value, evaluate(children[1], scope), iteration);
  if (const Range* range = value.range()) {
    auto steps = sequence_between(range->low, range->high, iteration);
    if (!steps) return steps;
    if (!range->low_closed) {
      steps->first += steps->step;
      --steps->count;
    }
    if (!range->high_closed) --steps->count;
    return steps;
  }
  if (value.is_null()) {
    evaluation_.note(iteration.offset, "null cannot be iterated over");
    return std::nullopt;
  }
  Sequence steps;
  steps.holder = value.list() != nullptr ? std::move(value) : Value(List{std::move(value)});
  steps.items = steps.holder.list();
  return steps;
}

/// Runs the loops from `level` inwards; false when an iteration has nothing to run over.
bool Evaluator::iterate(Loop& loop, std::size_t level, const Scope* scope) {
  if (level == loop.iterations.size()) {
    Value partial;
    Bound bound{loop.partial, &partial};
    if (loop.keeps_partial) {
      evaluation_.charge_values(loop.results.size());
      partial = loop.results;
    }
    const Scope inner{.outer = scope, .bound = {&bound, loop.keeps_partial ? 1u : 0u}};
    if (loop.settling) {
      const Truth one = truth(loop.body, &inner);
      loop.settled = one == loop.settling;
      loop.open = loop.open || !one;
      return true;
    }
    evaluation_.charge_values(1);
    loop.results.push_back(evaluate(loop.body, &inner));
    if (loop.keeps_partial && !is_bounded(loop.results.back(), max_value_levels, evaluation_.env.limits.steps))
      throw BudgetStop{"depth"};
    return true;
  }
  const Node& node = program_->nodes[loop.iterations[level]];
  const std::optional<Sequence> steps = sequence(node, scope);
  if (!steps) return false;
  evaluation_.enter();
  for (std::int64_t i = 0; i < steps->size() && !loop.settled; ++i) {
    evaluation_.step();
    const Value value = steps->at(i);
    const Bound bound{node.value, &value};
    const Scope inner{.outer = scope, .bound = {&bound, 1}};
    if (!iterate(loop, level + 1, &inner)) return false;
  }
  evaluation_.leave();
  return true;
}

Value Evaluator::for_expression(const Node& node, const Scope* scope) {
  const auto children = program_->children_of(node);
  Loop loop{.node = node, .iterations = children.first(children.size() - 1), .body = children.back()};
  loop.keeps_partial = node.op == 1;
  loop.partial = node.value;
  const std::uint32_t depth = evaluation_.depth_left;
  if (iterate(loop, 0, scope)) return std::move(loop.results);
  evaluation_.depth_left = depth;
  return {};
}

Value Evaluator::quantified(const Node& node, const Scope* scope, bool settling) {
  const auto children = program_->children_of(node);
  Loop loop{
      .node = node, .iterations = children.first(children.size() - 1), .body = children.back(), .settling = settling};
  const std::uint32_t depth = evaluation_.depth_left;
  if (!iterate(loop, 0, scope)) {
    evaluation_.depth_left = depth;
    return {};
  }
  if (loop.settled) return settling;
  return loop.open ? Value() : Value(!settling);
}

}  // namespace bihuan::feel
