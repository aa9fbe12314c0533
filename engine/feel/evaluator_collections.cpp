// Decides lists, contexts, ranges, paths and filters (DMN 1.5, 10.3.2.13.4 and .5, table 61).
#include "engine/feel/compare.h"
#include "engine/feel/evaluator.h"

namespace bihuan::feel {

Value Evaluator::list(const Node& node) {
  List items;
  items.reserve(node.child_count);
  evaluation_.charge_values(node.child_count);
  for (const NodeId child : program_->children_of(node)) items.push_back(evaluate(child));
  return items;
}

/// Entries see the entries before them.
Value Evaluator::context(const Node& node) {
  const auto children = program_->children_of(node);
  ContextEntries entries;
  entries.reserve(children.size());  // the locals point into it
  evaluation_.charge_values(children.size() * 2);
  for (std::size_t i = 0; i < children.size(); ++i) {
    const std::uint32_t name = program_->argument_names[node.value + i];
    const Node& child = program_->nodes[children[i]];
    Value value = child.kind == NodeKind::FunctionLiteral ? function_literal(child, name) : evaluate(children[i]);
    entries.emplace_back(program_->names[name], std::move(value));
    frame_.local(node.slot + static_cast<std::uint32_t>(i)) = &entries.back().second;
  }
  return entries;
}

std::optional<Range> make_range(Value low, Value high, bool low_closed, bool high_closed, Evaluation& evaluation) {
  if (low.is_null() && high.is_null()) return std::nullopt;
  if (!low.is_null() && !high.is_null() && less_or_equal(low, high, evaluation) != true) return std::nullopt;
  const Value& end = low.is_null() ? high : low;
  if (!less(end, end, evaluation)) return std::nullopt;
  return Range{std::move(low), std::move(high), low_closed, high_closed};
}

std::optional<Range> Evaluator::range_of(const Node& node) {
  const auto children = program_->children_of(node);
  Value low = evaluate(children[0]);
  Value high = evaluate(children[1]);
  if (low.is_null() || high.is_null()) {
    evaluation_.note(node.offset, "an end of a range is null");
    return std::nullopt;
  }
  auto range = make_range(std::move(low), std::move(high), (node.op & low_closed_bit) != 0,
                          (node.op & high_closed_bit) != 0, evaluation_);
  if (!range) evaluation_.note(node.offset, "the ends of a range must be of one kind, the low one first");
  return range;
}

Value Evaluator::range(const Node& node) {
  auto range = range_of(node);
  return range ? Value(std::make_shared<const Range>(std::move(*range))) : Value();
}

/// "< 5" as a value is the range of all that is less.
Value Evaluator::unary_range(const Node& node) {
  Value end = evaluate(program_->children_of(node)[0]);
  const auto op = static_cast<Operator>(node.op);
  const bool closed = op == Operator::LessEqual || op == Operator::GreaterEqual || op == Operator::Equal;
  const bool below = op == Operator::Less || op == Operator::LessEqual;
  const bool above = op == Operator::Greater || op == Operator::GreaterEqual;
  if (op == Operator::Equal || op == Operator::NotEqual) {
    if (end.is_null()) return null(node, "the end of a range is null");
    const RangeForm form = closed ? RangeForm::Equal : RangeForm::NotEqual;
    return std::make_shared<const Range>(Range{end, end, closed, closed, form});
  }
  auto range =
      make_range(below ? Value() : end, above ? Value() : end, !below && closed, !above && closed, evaluation_);
  if (!range) return null(node, "no range has such an end");
  return std::make_shared<const Range>(std::move(*range));
}

Value Evaluator::path(const Node& node) {
  Scratch scratch;
  return path_of(operand(program_->children_of(node)[0], scratch), node);
}

/// Of a list, the path of each item.
Value Evaluator::path_of(const Value& value, const Node& node) {
  const std::string& name = program_->names[node.value];
  const List* items = value.list();
  if (items == nullptr) return member(value, name, node);
  List result;
  result.reserve(items->size());
  evaluation_.step(items->size());
  evaluation_.charge_values(items->size());
  for (const Value& item : *items) result.push_back(member(item, name, node));
  return result;
}

/// An entry of a context is not copied; where the context is made here, the scratch keeps it alive.
const Value& Evaluator::path_operand(const Node& node, Scratch& scratch) {
  evaluation_.step();
  evaluation_.enter();
  const Value& value = operand(program_->children_of(node)[0], scratch);
  if (const Value* entry = value.entry(program_->names[node.value])) {
    evaluation_.leave();
    return *entry;
  }
  Value made = path_of(value, node);
  evaluation_.leave();
  return scratch.emplace(std::move(made));
}

Value Evaluator::member(const Value& value, const std::string& name, const Node& node) {
  if (const Value* entry = value.entry(name)) return *entry;
  if (auto found = property(value, name, evaluation_.env)) return std::move(*found);
  return null(node, std::string(kind_name(value)) + " has no '" + name + "'");
}

Value Evaluator::filter(const Node& node) {
  Scratch scratch;
  const Value& value = operand(program_->children_of(node)[0], scratch);
  if (const List* items = value.list()) return filtered(*items, node);
  if (value.is_null()) return null(node, "null has no elements");
  return filtered(List{value}, node);
}

/// The entries of the element come first: an entry named "item" is not hidden by the element itself.
Value Evaluator::condition(const Node& filter, const Value& item) {
  frame_.local(filter.slot) = &item;
  frame_.push_item(item.context());
  Value answer = evaluate(program_->children_of(filter)[1]);
  frame_.pop_item();
  return answer;
}

/// A condition that answers a number is an index, whatever it was computed from.
Value Evaluator::filtered(const List& items, const Node& node) {
  List kept;
  const NodeId condition_id = program_->children_of(node)[1];
  if (items.empty()) {
    const bool constant = program_->nodes[condition_id].kind == NodeKind::Constant;
    const bool index = constant && program_->constants[program_->nodes[condition_id].value].number() != nullptr;
    return index ? null(node, "the list has no such element") : Value(std::move(kept));
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Value answer = condition(node, items[i]);
    if (const Decimal* index = answer.number(); index != nullptr && i == 0) return item_at(items, *index, node);
    if (!answer.is_true()) continue;
    evaluation_.charge_values(1);
    kept.push_back(items[i]);
  }
  return kept;
}

Value Evaluator::item_at(const List& items, const Decimal& index, const Node& node) {
  const auto size = static_cast<std::int64_t>(items.size());
  const std::optional<std::int64_t> i = index.to_int64();
  if (i && *i >= 1 && *i <= size) return items[static_cast<std::size_t>(*i - 1)];
  if (i && *i <= -1 && *i >= -size) return items[static_cast<std::size_t>(size + *i)];
  return null(node, "the list has " + std::to_string(size) + " elements, and none at " + index.text());
}

}  // namespace bihuan::feel
