// Decides operators and their precedence, loosest first: or, and, comparison, + -, * /, **, negation, instance of, and
// then paths, filters and calls (DMN 1.5, 10.3.1.2, rule 2). Chains of one level are one node, so that length is not
// depth.
#include "engine/feel/parser.h"

#include <array>

namespace bihuan::feel {
namespace {

using Spelled = std::pair<std::string_view, Operator>;
constexpr std::array<Spelled, 2> additive_operators = {{{"+", Operator::Add}, {"-", Operator::Subtract}}};
constexpr std::array<Spelled, 2> multiplicative_operators = {{{"*", Operator::Multiply}, {"/", Operator::Divide}}};
constexpr std::array<Spelled, 1> power_operators = {{{"**", Operator::Power}}};
constexpr std::array<Spelled, 7> comparison_operators = {{{"=", Operator::Equal},
                                                          {"==", Operator::Equal},
                                                          {"!=", Operator::NotEqual},
                                                          {"<", Operator::Less},
                                                          {"<=", Operator::LessEqual},
                                                          {">", Operator::Greater},
                                                          {">=", Operator::GreaterEqual}}};

const Spelled* spelled(std::span<const Spelled> operators, std::string_view text) {
  for (const Spelled& one : operators)
    if (one.first == text) return &one;
  return nullptr;
}

}  // namespace

Parsed Parser::expression() {
  const Nesting nesting(nesting_);
  if (too_deep()) return deep();
  return disjunction();
}

Parsed Parser::disjunction() {
  const std::uint32_t offset = token().begin;
  const Parsed first = conjunction();
  if (!first || !is_word("or")) return first;
  std::vector<NodeId> operands = {*first};
  while (take_word("or")) {
    const Parsed next = conjunction();
    if (!next) return next;
    operands.push_back(*next);
  }
  return add(NodeKind::Or, offset, operands);
}

Parsed Parser::conjunction() {
  const std::uint32_t offset = token().begin;
  const Parsed first = comparison();
  if (!first || !is_word("and")) return first;
  std::vector<NodeId> operands = {*first};
  while (take_word("and")) {
    const Parsed next = comparison();
    if (!next) return next;
    operands.push_back(*next);
  }
  return add(NodeKind::And, offset, operands);
}

Parsed Parser::comparison() {
  Parsed left = additive();
  while (left) {
    const std::uint32_t offset = token().begin;
    if (take_word("between")) {
      left = between(*left);
    } else if (take_word("in")) {
      left = in_tests(*left);
    } else if (const Spelled* op =
                   token().kind == TokenKind::Symbol ? spelled(comparison_operators, text_of(token())) : nullptr) {
      ++at_;
      const Parsed right = additive();
      if (!right) return right;
      left = add(NodeKind::Comparison, offset, {*left, *right}, 0, static_cast<std::uint8_t>(op->second));
    } else {
      return left;
    }
  }
  return left;
}

Parsed Parser::unary_comparison() {
  const std::uint32_t offset = token().begin;
  const Spelled* op = spelled(comparison_operators, text_of(token()));
  ++at_;
  const Parsed operand = additive();
  if (!operand) return operand;
  return add(NodeKind::UnaryComparison, offset, {*operand}, 0, static_cast<std::uint8_t>(op->second));
}

Parsed Parser::between(NodeId value) {
  const std::uint32_t offset = token().begin;
  const Parsed low = additive();
  if (!low) return low;
  if (const auto word = expect_word("and"); !word) return std::unexpected(word.error());
  const Parsed high = additive();
  if (!high) return high;
  return add(NodeKind::Between, offset, {value, *low, *high});
}

/// Rule 51: "in" one test, or "in" tests in parentheses. "(1..5)" is a range and not a list of tests.
Parsed Parser::in_tests(NodeId value) {
  const std::uint32_t offset = token().begin;
  std::vector<NodeId> children = {value};
  if (!is_symbol("(")) {
    // A comparison binds tighter than "and" and "or": "x in [1..3] and y" tests x, and then y.
    const Parsed test = begins_test() ? unary_comparison() : additive();
    if (!test) return test;
    children.push_back(*test);
    return add(NodeKind::In, offset, children);
  }
  ++at_;
  const Parsed first = positive_test();
  if (!first) return first;
  if (take_symbol("..")) {
    const Parsed range = range_after(*first, false, offset);
    if (!range) return range;
    children.push_back(*range);
    return add(NodeKind::In, offset, children);
  }
  children.push_back(*first);
  while (take_symbol(",")) {
    const Parsed test = positive_test();
    if (!test) return test;
    children.push_back(*test);
  }
  if (const auto end = expect_symbol(")"); !end) return std::unexpected(end.error());
  return add(NodeKind::In, offset, children);
}

Parsed Parser::arithmetic_chain(Parsed (Parser::*operand)(), std::span<const Spelled> operators) {
  const std::uint32_t offset = token().begin;
  const Parsed first = (this->*operand)();
  if (!first) return first;
  std::vector<NodeId> operands = {*first};
  std::vector<Operator> ops;
  while (token().kind == TokenKind::Symbol) {
    const Spelled* op = spelled(operators, text_of(token()));
    if (op == nullptr) break;
    ++at_;
    const Parsed next = (this->*operand)();
    if (!next) return next;
    ops.push_back(op->second);
    operands.push_back(*next);
  }
  if (ops.empty()) return first;
  const auto first_op = static_cast<std::uint32_t>(program_->operators.size());
  program_->operators.insert(program_->operators.end(), ops.begin(), ops.end());
  return add(NodeKind::Arithmetic, offset, operands, first_op);
}

Parsed Parser::additive() {
  return arithmetic_chain(&Parser::multiplicative, additive_operators);
}
Parsed Parser::multiplicative() {
  return arithmetic_chain(&Parser::power, multiplicative_operators);
}
Parsed Parser::power() {
  return arithmetic_chain(&Parser::negation, power_operators);
}

Parsed Parser::negation() {
  const std::uint32_t offset = token().begin;
  if (!take_symbol("-")) return instance_of();
  const Nesting nesting(nesting_);
  if (too_deep()) return deep();
  const Parsed operand = negation();
  if (!operand) return operand;
  const Value* value = constant_of(*operand);
  if (value != nullptr && value->number() != nullptr) return constant(value->number()->negate(), offset);
  return add(NodeKind::Negate, offset, {*operand});
}

Parsed Parser::instance_of() {
  Parsed operand = postfix();
  while (operand && is_word("instance") && is_word("of", 1)) {
    const std::uint32_t offset = token().begin;
    at_ += 2;
    auto wanted = type();
    if (!wanted) return std::unexpected(wanted.error());
    program_->types.push_back(std::move(*wanted));
    operand = add(NodeKind::InstanceOf, offset, {*operand}, static_cast<std::uint32_t>(program_->types.size() - 1));
  }
  return operand;
}

Parsed Parser::postfix() {
  Parsed operand = primary();
  while (operand) {
    if (is_symbol(".")) {
      operand = path_step(*operand);
    } else if (is_symbol("[") && !closes_range()) {
      operand = filter_step(*operand);
    } else if (is_symbol("(")) {
      operand = call_step(*operand);
    } else {
      return operand;
    }
  }
  return operand;
}

Parsed Parser::path_step(NodeId operand) {
  const std::uint32_t offset = token().begin;
  ++at_;
  const NameMatch match = name_here();
  if (match.count == 0) return unexpected_token("name");
  at_ += match.count;
  return add(NodeKind::Path, offset, {operand}, intern(match.name));
}

Parsed Parser::filter_step(NodeId operand) {
  const std::uint32_t offset = token().begin;
  ++at_;
  const std::uint32_t item = intern("item");
  bound_.push_back(item);
  const Parsed condition = expression();
  bound_.pop_back();
  if (!condition) return condition;
  if (const auto end = expect_symbol("]"); !end) return std::unexpected(end.error());
  return add(NodeKind::Filter, offset, {operand, *condition}, item);
}

Parsed Parser::call_step(NodeId callee) {
  const std::uint32_t offset = program_->nodes[callee].offset;
  ++at_;
  std::vector<NodeId> children = {callee};
  if (take_symbol(")")) return add(NodeKind::Call, offset, children);
  if (token().kind == TokenKind::Word) {
    // A named argument is a name and a colon; nothing else puts a colon behind words.
    std::size_t ahead = 0;
    while (token(ahead).kind == TokenKind::Word || token(ahead).kind == TokenKind::Number) ++ahead;
    if (is_symbol(":", ahead)) return named_arguments(callee, offset);
  }
  do {
    const Parsed argument = expression();
    if (!argument) return argument;
    children.push_back(*argument);
  } while (take_symbol(","));
  if (const auto end = expect_symbol(")"); !end) return std::unexpected(end.error());
  return add(NodeKind::Call, offset, children);
}

Parsed Parser::named_arguments(NodeId callee, std::uint32_t offset) {
  std::vector<NodeId> children = {callee};
  std::vector<std::uint32_t> names;
  do {
    const auto parameter = declared_name({":", ",", ")"});
    if (!parameter) return std::unexpected(parameter.error());
    bound_.pop_back();
    if (const auto colon = expect_symbol(":"); !colon) return std::unexpected(colon.error());
    const Parsed argument = expression();
    if (!argument) return argument;
    names.push_back(*parameter);
    children.push_back(*argument);
  } while (take_symbol(","));
  if (const auto end = expect_symbol(")"); !end) return std::unexpected(end.error());
  return add(NodeKind::NamedCall, offset, children, argument_names(names));
}

}  // namespace bihuan::feel
