// Decides names, logic of three values, comparison, tests and the switch over all nodes. Frames are kept small and
// depth is counted, so that neither a text nor a recursive function can exhaust the stack.
#include "engine/feel/evaluator.h"

#include "engine/base/check.h"
#include "engine/feel/arithmetic.h"
#include "engine/feel/compare.h"

namespace bihuan::feel {
namespace {

Value of(std::optional<bool> truth) {
  return truth ? Value(*truth) : Value();
}

std::optional<bool> negation(std::optional<bool> truth) {
  if (truth) truth = !*truth;
  return truth;
}

}  // namespace

Value Evaluator::evaluate(NodeId id, const Scope* scope) {
  const Node& node = program_->nodes[id];
  evaluation_.step();
  if (node.kind == NodeKind::Constant) return program_->constants[node.value];
  if (node.kind == NodeKind::Name) return name(node, scope);
  evaluation_.enter();
  Value value = compound(node, scope);
  evaluation_.leave();
  return value;
}

Value Evaluator::compound(const Node& node, const Scope* scope) {
  switch (node.kind) {
    case NodeKind::Constant:
      return program_->constants[node.value];
    case NodeKind::Name:
      return name(node, scope);
    case NodeKind::Arithmetic:
      return arithmetic_chain(node, scope);
    case NodeKind::Negate:
      return negated(evaluate(program_->children_of(node)[0], scope), evaluation_, node.offset);
    case NodeKind::Or:
      return logic(node, scope, true);
    case NodeKind::And:
      return logic(node, scope, false);
    case NodeKind::Comparison:
      return comparison(node, scope);
    case NodeKind::Between:
      return between(node, scope);
    case NodeKind::In:
      return in(node, scope);
    case NodeKind::UnaryComparison:
      return unary_range(node, scope);
    case NodeKind::InstanceOf:
      return instance(node, scope);
    case NodeKind::Path:
      return path(node, scope);
    case NodeKind::Filter:
      return filter(node, scope);
    case NodeKind::Call:
      return call(node, scope);
    case NodeKind::NamedCall:
      return named_call(node, scope);
    case NodeKind::If:
      return if_expression(node, scope);
    case NodeKind::For:
      return for_expression(node, scope);
    case NodeKind::Some:
      return quantified(node, scope, true);
    case NodeKind::Every:
      return quantified(node, scope, false);
    case NodeKind::FunctionLiteral:
      return function_literal(node, scope, "");
    case NodeKind::List:
      return list(node, scope);
    case NodeKind::ContextLiteral:
      return context(node, scope);
    case NodeKind::Range:
      return range(node, scope);
    case NodeKind::Tests:
    case NodeKind::AnyInput: {
      static const Value none;
      const Value* input = input_ != nullptr            ? input_
                           : variables_.find != nullptr ? variables_.find(variables_.self, "?")
                                                        : nullptr;
      return of(tests(node, input != nullptr ? *input : none, scope));
    }
    case NodeKind::Iteration:
      break;  // read by its loop
  }
  CHECK(false && "a node that evaluates");
  return {};
}

const Value& Evaluator::operand(NodeId id, const Scope* scope, Value& scratch) {
  const Node& node = program_->nodes[id];
  if (node.kind == NodeKind::Constant) {
    evaluation_.step();
    return program_->constants[node.value];
  }
  if (node.kind == NodeKind::Name) {
    if (const Value* found = lookup(node.value, scope)) {
      evaluation_.step();
      return *found;
    }
  }
  scratch = evaluate(id, scope);
  return scratch;
}

const Value* Evaluator::lookup(std::uint32_t name, const Scope* scope) {
  for (; scope != nullptr; scope = scope->outer) {
    for (const Bound& bound : scope->bound)
      if (bound.name == name) return bound.value;
    if (scope->item == nullptr) continue;
    for (const auto& [key, value] : *scope->item)
      if (key == program_->names[name]) return &value;
  }
  if (input_ != nullptr && program_->names[name] == "?") return input_;
  if (variables_.find == nullptr) return nullptr;
  return variables_.find(variables_.self, program_->names[name]);
}

Value Evaluator::name(const Node& node, const Scope* scope) {
  if (const Value* found = lookup(node.value, scope)) return *found;
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

Value Evaluator::arithmetic_chain(const Node& node, const Scope* scope) {
  const auto children = program_->children_of(node);
  Value left_scratch;
  Value right_scratch;
  Value result = arithmetic(program_->operators[node.value], operand(children[0], scope, left_scratch),
                            operand(children[1], scope, right_scratch), evaluation_, node.offset);
  for (std::size_t i = 2; i < children.size(); ++i)
    result = arithmetic(program_->operators[node.value + i - 1], result, operand(children[i], scope, right_scratch),
                        evaluation_, node.offset);
  return result;
}

Evaluator::Truth Evaluator::truth(NodeId id, const Scope* scope) {
  const Node& node = program_->nodes[id];
  if (node.kind == NodeKind::Comparison) {  // the common case, without a Value in between
    evaluation_.step();
    Value a;
    Value b;
    const auto children = program_->children_of(node);
    evaluation_.enter();
    const Value& left = operand(children[0], scope, a);
    const Truth result = compare(static_cast<Operator>(node.op), left, operand(children[1], scope, b));
    evaluation_.leave();
    return result;
  }
  const Value value = evaluate(id, scope);
  if (const bool* b = value.get<bool>()) return *b;
  if (!value.is_null()) evaluation_.note(node.offset, "expected a boolean, found a " + std::string(kind_name(value)));
  return std::nullopt;
}

/// `settling` is the truth that settles the chain: true for or, false for and. Without it, null outweighs the other.
Value Evaluator::logic(const Node& node, const Scope* scope, bool settling) {
  bool open = false;
  for (const NodeId child : program_->children_of(node)) {
    const Truth one = truth(child, scope);
    if (one == settling) return settling;
    open = open || !one;
  }
  return open ? Value() : Value(!settling);
}

Evaluator::Truth Evaluator::compare(Operator op, const Value& a, const Value& b) {
  switch (op) {
    case Operator::Equal:
      return equal(a, b, evaluation_);
    case Operator::NotEqual:
      return negation(equal(a, b, evaluation_));
    case Operator::Less:
      return less(a, b, evaluation_);
    case Operator::LessEqual:
      return less_or_equal(a, b, evaluation_);
    case Operator::Greater:
      return less(b, a, evaluation_);
    case Operator::GreaterEqual:
      return less_or_equal(b, a, evaluation_);
    case Operator::Add:
    case Operator::Subtract:
    case Operator::Multiply:
    case Operator::Divide:
    case Operator::Power:
      break;
  }
  CHECK(false && "a comparison operator");
  return std::nullopt;
}

Value Evaluator::comparison(const Node& node, const Scope* scope) {
  const auto children = program_->children_of(node);
  Value a;
  Value b;
  const Value& left = operand(children[0], scope, a);
  const Value& right = operand(children[1], scope, b);
  const Truth result = compare(static_cast<Operator>(node.op), left, right);
  if (result) return *result;
  return null(node, "cannot compare " + std::string(kind_name(left)) + " with " + std::string(kind_name(right)));
}

Value Evaluator::between(const Node& node, const Scope* scope) {
  const auto children = program_->children_of(node);
  const Value value = evaluate(children[0], scope);
  const Truth low = less_or_equal(evaluate(children[1], scope), value, evaluation_);
  const Truth high = less_or_equal(value, evaluate(children[2], scope), evaluation_);
  if (low && high) return *low && *high;
  return null(node, "between needs three values of one kind");
}

Value Evaluator::in(const Node& node, const Scope* scope) {
  const auto children = program_->children_of(node);
  const Value value = evaluate(children[0], scope);
  bool open = false;
  for (const NodeId child : children.subspan(1)) {
    const Truth one = test(child, value, scope);
    if (one == true) return true;
    open = open || !one;
  }
  return open ? null(node, "the tests do not compare with the value") : Value(false);
}

/// A test that reads "?" is an answer by itself; any other is compared with the input (DMN 1.5, table 55).
Evaluator::Truth Evaluator::test(NodeId id, const Value& input, const Scope* scope) {
  const Node& node = program_->nodes[id];
  Value scratch;
  if (node.kind == NodeKind::UnaryComparison) {
    evaluation_.step();
    return compare(static_cast<Operator>(node.op), input, operand(program_->children_of(node)[0], scope, scratch));
  }
  if (node.kind == NodeKind::AnyInput) return true;
  const Value& value = operand(id, scope, scratch);
  if (node.reads_input) {
    const bool* answer = value.get<bool>();
    return answer != nullptr ? Truth(*answer) : std::nullopt;
  }
  if (node.kind == NodeKind::Range && value.is_null()) return std::nullopt;
  return matches(input, value);
}

Evaluator::Truth Evaluator::matches(const Value& input, const Value& test) {
  if (const Range* range = test.range(); range != nullptr && input.range() == nullptr)
    return contains(*range, input, evaluation_);
  const List* items = test.list();
  if (items == nullptr) return equal(input, test, evaluation_);
  if (input.list() != nullptr && equal(input, test, evaluation_) == true) return true;
  bool open = false;
  for (const Value& item : *items) {
    const Range* range = item.range();
    const Truth one = range != nullptr && input.range() == nullptr ? contains(*range, input, evaluation_)
                                                                   : equal(input, item, evaluation_);
    if (one == true) return true;
    open = open || !one;
  }
  return open && input.is_null() ? Truth() : Truth(false);
}

Evaluator::Truth Evaluator::tests(const Node& node, const Value& input, const Scope* scope) {
  if (node.kind == NodeKind::AnyInput) return true;
  bool open = false;
  const bool negated = node.op == 1;
  for (const NodeId child : program_->children_of(node)) {
    const Truth one = test(child, input, scope);
    if (one == true) return !negated;
    open = open || !one;
  }
  return open && !negated ? Truth(false) : Truth(negated);
}

Value Evaluator::instance(const Node& node, const Scope* scope) {
  const Value value = evaluate(program_->children_of(node)[0], scope);
  return instance_of(value, program_->types[node.value], evaluation_.type_names);
}

Value Evaluator::if_expression(const Node& node, const Scope* scope) {
  const auto children = program_->children_of(node);
  const Truth condition = truth(children[0], scope);
  return evaluate(condition == true ? children[1] : children[2], scope);
}

}  // namespace bihuan::feel
