// Decides `in` and unary tests (DMN 1.5, 10.3.2.13 table 55, and 7.3): does an input match a test? Ranges and lists of
// a test are compared item by item and not made as values.
#include "engine/feel/compare.h"
#include "engine/feel/evaluator.h"

namespace bihuan::feel {

Value Evaluator::tested_variable(const Node& node) {
  static const Value none;
  const Value* input = input_ != nullptr            ? input_
                       : variables_.find != nullptr ? variables_.find(variables_.self, "?")
                                                    : nullptr;
  const Truth truth = tests(node, input != nullptr ? *input : none);
  return truth ? Value(*truth) : Value();
}

Value Evaluator::in(const Node& node) {
  const auto children = program_->children_of(node);
  Scratch scratch;
  const Value& value = operand(children[0], scratch);
  bool open = false;
  for (const NodeId child : children.subspan(1)) {
    const Truth one = test(child, value);
    if (one == true) return true;
    open = open || !one;
  }
  return open ? null(node, "the tests do not compare with the value") : Value(false);
}

/// A test that reads "?" is an answer by itself; any other is compared with the input.
Evaluator::Truth Evaluator::test(NodeId id, const Value& input) {
  const Node& node = program_->nodes[id];
  Scratch scratch;
  if (node.kind == NodeKind::UnaryComparison) {
    evaluation_.step();
    return compare(static_cast<Operator>(node.op), input, operand(program_->children_of(node)[0], scratch));
  }
  if (node.kind == NodeKind::AnyInput) return true;
  if (!node.reads_input && input.range() == nullptr && input.list() == nullptr) {
    if (node.kind == NodeKind::Range) return test_range(node, input);
    if (node.kind == NodeKind::List) return test_list(node, input);
  }
  const Value& value = operand(id, scratch);
  if (node.reads_input) {
    const bool* answer = value.get<bool>();
    return answer != nullptr ? Truth(*answer) : std::nullopt;
  }
  if (node.kind == NodeKind::Range && value.is_null()) return std::nullopt;
  return matches(input, value);
}

/// Of a range with numbers as ends, without making it; nullopt for any other, and for one that is none.
std::optional<bool> Evaluator::within_constants(const Node& node, const Decimal& input) {
  const auto constant = [&](NodeId id) {
    const Node& end = program_->nodes[id];
    return end.kind == NodeKind::Constant ? program_->constants[end.value].number() : nullptr;
  };
  const auto children = program_->children_of(node);
  const Decimal* low = constant(children[0]);
  const Decimal* high = constant(children[1]);
  if (low == nullptr || high == nullptr || *high < *low) return std::nullopt;
  const auto from = input <=> *low;
  const auto to = input <=> *high;
  return (from > 0 || (from == 0 && (node.op & low_closed_bit) != 0)) &&
         (to < 0 || (to == 0 && (node.op & high_closed_bit) != 0));
}

Evaluator::Truth Evaluator::test_range(const Node& node, const Value& input) {
  evaluation_.step();
  if (const Decimal* number = input.number())
    if (const auto within = within_constants(node, *number)) return within;
  evaluation_.enter();
  const std::optional<Range> range = range_of(node);
  evaluation_.leave();
  return range ? contains(*range, input, evaluation_) : std::nullopt;
}

/// All items are evaluated even when one matches: each may leave a diagnostic. Requires that the input is no list.
Evaluator::Truth Evaluator::test_list(const Node& node, const Value& input) {
  evaluation_.step();
  evaluation_.enter();
  bool found = false;
  bool open = false;
  for (const NodeId child : program_->children_of(node)) {
    Scratch scratch;
    const Value& item = operand(child, scratch);
    if (found) continue;
    const Truth one = matches_item(input, item);
    found = one == true;
    open = open || !one;
  }
  evaluation_.leave();
  if (found) return true;
  return open && input.is_null() ? Truth() : Truth(false);
}

Evaluator::Truth Evaluator::matches_item(const Value& input, const Value& item) {
  const Range* range = item.range();
  return range != nullptr && input.range() == nullptr ? contains(*range, input, evaluation_) : same(input, item);
}

Evaluator::Truth Evaluator::matches(const Value& input, const Value& test) {
  const List* items = test.list();
  if (items == nullptr) return matches_item(input, test);
  if (input.list() != nullptr && equal(input, test, evaluation_) == true) return true;
  bool open = false;
  for (const Value& item : *items) {
    const Truth one = matches_item(input, item);
    if (one == true) return true;
    open = open || !one;
  }
  return open && input.is_null() ? Truth() : Truth(false);
}

Evaluator::Truth Evaluator::tests(const Node& node, const Value& input) {
  if (node.kind == NodeKind::AnyInput) return true;
  bool open = false;
  const bool negated = node.op == 1;
  for (const NodeId child : program_->children_of(node)) {
    const Truth one = test(child, input);
    if (one == true) return !negated;
    open = open || !one;
  }
  return open && !negated ? Truth(false) : Truth(negated);
}

}  // namespace bihuan::feel
