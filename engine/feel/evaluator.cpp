// Decides names, logic of three values, comparison and the switch over all nodes. Frames are kept small and depth is
// counted, so that neither a text nor a recursive function can exhaust the stack.
#include "engine/feel/evaluator.h"

#include "engine/base/check.h"
#include "engine/feel/arithmetic.h"
#include "engine/feel/compare.h"

namespace bihuan::feel {
namespace {

std::optional<bool> negation(std::optional<bool> truth) {
  if (truth) truth = !*truth;
  return truth;
}

bool ordered(Operator op, std::strong_ordering order) {
  switch (op) {
    case Operator::Equal:
      return order == 0;
    case Operator::NotEqual:
      return order != 0;
    case Operator::Less:
      return order < 0;
    case Operator::LessEqual:
      return order <= 0;
    case Operator::Greater:
      return order > 0;
    case Operator::GreaterEqual:
      return order >= 0;
    case Operator::Add:
    case Operator::Subtract:
    case Operator::Multiply:
    case Operator::Divide:
    case Operator::Power:
      break;
  }
  CHECK(false && "a comparison operator");
  return false;
}

}  // namespace

Value Evaluator::evaluate(NodeId id) {
  const Node& node = program_->nodes[id];
  evaluation_.step();
  if (node.kind == NodeKind::Constant) return program_->constants[node.value];
  if (node.kind == NodeKind::Name) return name(node);
  evaluation_.enter();
  Value value = compound(node);
  evaluation_.leave();
  return value;
}

Value Evaluator::compound(const Node& node) {
  switch (node.kind) {
    case NodeKind::Constant:
      return program_->constants[node.value];
    case NodeKind::Name:
      return name(node);
    case NodeKind::Arithmetic:
      return arithmetic_chain(node);
    case NodeKind::Negate:
      return negated(evaluate(program_->children_of(node)[0]), evaluation_, node.offset);
    case NodeKind::Or:
      return logic(node, true);
    case NodeKind::And:
      return logic(node, false);
    case NodeKind::Comparison:
      return comparison(node);
    case NodeKind::Between:
      return between(node);
    case NodeKind::In:
      return in(node);
    case NodeKind::UnaryComparison:
      return unary_range(node);
    case NodeKind::InstanceOf:
      return instance(node);
    case NodeKind::Path:
      return path(node);
    case NodeKind::Filter:
      return filter(node);
    case NodeKind::Call:
      return call(node);
    case NodeKind::NamedCall:
      return named_call(node);
    case NodeKind::If:
      return if_expression(node);
    case NodeKind::For:
      return for_expression(node);
    case NodeKind::Some:
      return quantified(node, true);
    case NodeKind::Every:
      return quantified(node, false);
    case NodeKind::FunctionLiteral:
      return function_literal(node, std::nullopt);
    case NodeKind::List:
      return list(node);
    case NodeKind::ContextLiteral:
      return context(node);
    case NodeKind::Range:
      return range(node);
    case NodeKind::Tests:
    case NodeKind::AnyInput:
      return tested_variable(node);
    case NodeKind::Iteration:
      break;  // read by its loop
  }
  CHECK(false && "a node that evaluates");
  return {};
}

const Value& Evaluator::operand_of(NodeId id, const Node& node, Scratch& scratch) {
  if (node.kind == NodeKind::Path) return path_operand(node, scratch);
  if (node.kind == NodeKind::Name) {
    if (const Value* found = lookup(program_->uses[node.slot], node.value)) {
      evaluation_.step();
      return *found;
    }
  }
  return scratch.emplace(evaluate(id));
}

const Value* Evaluator::lookup(const Use& use, std::uint32_t name) {
  for (std::size_t filter = use.filters; filter-- > use.first_filter;) {
    const ContextEntries* item = frame_.item(filter);
    if (item == nullptr) continue;
    for (const auto& [key, value] : *item)
      if (key == program_->names[name]) return &value;
  }
  return use.local ? frame_.local(use.slot) : fetched(use.slot, name);
}

/// A variable of outside is looked up once in an evaluation.
const Value* Evaluator::fetched(std::uint32_t outside, std::uint32_t name) {
  const Value*& known = frame_.outside(outside);
  if (known != &Frame::not_fetched) return known;
  const std::string& text = program_->names[name];
  if (input_ != nullptr && text == "?") return known = input_;
  return known = variables_.find != nullptr ? variables_.find(variables_.self, text) : nullptr;
}

Value Evaluator::name(const Node& node) {
  if (const Value* found = lookup(program_->uses[node.slot], node.value)) return *found;
  const int built_in = program_->built_ins[node.value];
  if (built_in >= 0) {
    auto function = std::make_shared<Function>();
    function->body = BuiltInReference{built_in};
    return Value::FunctionPtr(std::move(function));
  }
  return null(node, "there is no variable '" + program_->names[node.value] + "'");
}

Value Evaluator::null(const Node& node, std::string_view why) {
  evaluation_.note(node.offset, why);
  return {};
}

Value Evaluator::arithmetic_chain(const Node& node) {
  const auto children = program_->children_of(node);
  Scratch left_scratch;
  Scratch right_scratch;
  // The left operand first: arguments of a call would be evaluated in any order.
  const Value& left = operand(children[0], left_scratch);
  Value result =
      arithmetic(program_->operators[node.value], left, operand(children[1], right_scratch), evaluation_, node.offset);
  for (std::size_t i = 2; i < children.size(); ++i)
    result = arithmetic(program_->operators[node.value + i - 1], result, operand(children[i], right_scratch),
                        evaluation_, node.offset);
  return result;
}

Evaluator::Truth Evaluator::truth(NodeId id) {
  const Node& node = program_->nodes[id];
  if (node.kind == NodeKind::Comparison) {  // the common case, without a Value in between
    evaluation_.step();
    Scratch a;
    Scratch b;
    const auto children = program_->children_of(node);
    evaluation_.enter();
    const Value& left = operand(children[0], a);
    const Truth result = compare(static_cast<Operator>(node.op), left, operand(children[1], b));
    evaluation_.leave();
    return result;
  }
  Scratch scratch;
  const Value& value = operand(id, scratch);
  if (const bool* b = value.get<bool>()) return *b;
  if (!value.is_null()) evaluation_.note(node.offset, "expected a boolean, found a " + std::string(kind_name(value)));
  return std::nullopt;
}

/// `settling` is the truth that settles the chain: true for or, false for and. Without it, null outweighs the other.
Value Evaluator::logic(const Node& node, bool settling) {
  bool open = false;
  for (const NodeId child : program_->children_of(node)) {
    const Truth one = truth(child);
    if (one == settling) return settling;
    open = open || !one;
  }
  return open ? Value() : Value(!settling);
}

Evaluator::Truth Evaluator::compare(Operator op, const Value& a, const Value& b) {
  if (const Decimal* x = a.number(), *y = b.number(); x != nullptr && y != nullptr) {
    evaluation_.step();
    return ordered(op, *x <=> *y);
  }
  if (op == Operator::Equal) return same(a, b);
  if (op == Operator::NotEqual) return negation(same(a, b));
  if (op == Operator::Less) return less(a, b, evaluation_);
  if (op == Operator::LessEqual) return less_or_equal(a, b, evaluation_);
  if (op == Operator::Greater) return less(b, a, evaluation_);
  CHECK(op == Operator::GreaterEqual);
  return less_or_equal(b, a, evaluation_);
}

/// equal(), with the usual kinds at hand.
Evaluator::Truth Evaluator::same(const Value& a, const Value& b) {
  if (const std::string* x = a.string(), *y = b.string(); x != nullptr && y != nullptr) {
    evaluation_.step();
    return *x == *y;
  }
  if (const Decimal* x = a.number(), *y = b.number(); x != nullptr && y != nullptr) {
    evaluation_.step();
    return *x == *y;
  }
  return equal(a, b, evaluation_);
}

Value Evaluator::comparison(const Node& node) {
  const auto children = program_->children_of(node);
  Scratch a;
  Scratch b;
  const Value& left = operand(children[0], a);
  const Value& right = operand(children[1], b);
  const Truth result = compare(static_cast<Operator>(node.op), left, right);
  if (result) return *result;
  return null(node, "cannot compare " + std::string(kind_name(left)) + " with " + std::string(kind_name(right)));
}

Value Evaluator::between(const Node& node) {
  const auto children = program_->children_of(node);
  Scratch value_scratch;
  Scratch end_scratch;
  const Value& value = operand(children[0], value_scratch);
  const Truth low = less_or_equal(operand(children[1], end_scratch), value, evaluation_);
  const Truth high = less_or_equal(value, operand(children[2], end_scratch), evaluation_);
  if (low == false || high == false) return false;  // as "and" has it
  if (low && high) return true;
  return null(node, "between needs three values of one kind");
}

Value Evaluator::instance(const Node& node) {
  Scratch scratch;
  const Value& value = operand(program_->children_of(node)[0], scratch);
  const Type& type = program_->types[node.value];
  if (!is_known(type, evaluation_.type_names)) return null(node, "there is no such type");
  return instance_of(value, type, evaluation_.type_names);
}

Value Evaluator::if_expression(const Node& node) {
  const auto children = program_->children_of(node);
  const Truth condition = truth(children[0]);
  return evaluate(condition == true ? children[1] : children[2]);
}

}  // namespace bihuan::feel
