// Decides for, some and every (DMN 1.5, 10.3.2.14 and .15). Ranges are counted, never laid out: a range of a billion
// costs nothing until it is walked, and walking it costs steps.
#include <algorithm>

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

const Value& Sequence::at(std::int64_t i, Value& made) const {
  if (items != nullptr) return (*items)[static_cast<std::size_t>(i)];
  const std::int64_t position = first + i * step;
  if (!days) return made = position;
  const std::optional<Date> date = date_of_days(position);
  return made = date ? Value(*date) : Value();
}

/// A loop under way: the iterations' nodes, the body, what has been made so far, and what ends it.
struct Evaluator::Loop {
  const Node& node;
  std::span<const NodeId> iterations;
  NodeId body;
  std::optional<bool> settling = {};  ///< of some and every: the truth that ends the loop
  bool settled = false, open = false;
  bool keeps_partial = false;
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

std::optional<Sequence> Evaluator::sequence(const Node& iteration) {
  const auto children = program_->children_of(iteration);
  Value value = evaluate(children[0]);
  if (children.size() == 2) return sequence_between(value, evaluate(children[1]), iteration);
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

/// Once, with all variables of the loops bound.
void Evaluator::repeat_body(Loop& loop) {
  Value partial;
  if (loop.keeps_partial) {
    evaluation_.charge_values(loop.results.size());
    partial = loop.results;
    frame_.local(loop.node.slot) = &partial;
  }
  if (loop.settling) {
    const Truth one = truth(loop.body);
    loop.settled = one == loop.settling;
    loop.open = loop.open || !one;
    return;
  }
  evaluation_.charge_values(1);
  loop.results.push_back(evaluate(loop.body));
  if (loop.keeps_partial && !is_bounded(loop.results.back(), max_value_levels, evaluation_.env.limits.steps))
    throw BudgetStop{"depth"};
}

/// Runs the loops from `level` inwards; false when an iteration has nothing to run over.
bool Evaluator::iterate(Loop& loop, std::size_t level) {
  if (level == loop.iterations.size()) {
    repeat_body(loop);
    return true;
  }
  const Node& node = program_->nodes[loop.iterations[level]];
  const std::optional<Sequence> steps = sequence(node);
  if (!steps) return false;
  evaluation_.enter();
  constexpr std::int64_t usual = 1024;  // more is not believed before it is there
  if (!loop.settling && loop.iterations.size() == 1)
    loop.results.reserve(static_cast<std::size_t>(std::clamp<std::int64_t>(steps->size(), 0, usual)));
  Value made;
  for (std::int64_t i = 0; i < steps->size() && !loop.settled; ++i) {
    evaluation_.step();
    frame_.local(node.slot) = &steps->at(i, made);
    if (!iterate(loop, level + 1)) return false;
  }
  evaluation_.leave();
  return true;
}

Value Evaluator::for_expression(const Node& node) {
  const auto children = program_->children_of(node);
  Loop loop{.node = node, .iterations = children.first(children.size() - 1), .body = children.back()};
  loop.keeps_partial = node.op == 1;
  const std::uint32_t depth = evaluation_.depth_left;
  if (iterate(loop, 0)) return std::move(loop.results);
  evaluation_.depth_left = depth;
  return {};
}

Value Evaluator::quantified(const Node& node, bool settling) {
  const auto children = program_->children_of(node);
  Loop loop{
      .node = node, .iterations = children.first(children.size() - 1), .body = children.back(), .settling = settling};
  const std::uint32_t depth = evaluation_.depth_left;
  if (!iterate(loop, 0)) {
    evaluation_.depth_left = depth;
    return {};
  }
  if (loop.settled) return settling;
  return loop.open ? Value() : Value(!settling);
}

}  // namespace bihuan::feel
