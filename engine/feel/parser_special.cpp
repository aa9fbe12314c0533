// Decides if, for, some, every, function literals, types and unary tests: what begins with a keyword of its own.
#include "engine/feel/parser.h"

namespace bihuan::feel {
namespace {

bool is_test_operator(std::string_view symbol) {
  return symbol == "<" || symbol == "<=" || symbol == ">" || symbol == ">=" || symbol == "=" || symbol == "!=" ||
         symbol == "==";
}

}  // namespace

Parsed Parser::if_expression() {
  const std::uint32_t offset = token().begin;
  ++at_;
  const Parsed condition = expression();
  if (!condition) return condition;
  if (const auto word = expect_word("then"); !word) return std::unexpected(word.error());
  const Parsed then_branch = expression();
  if (!then_branch) return then_branch;
  if (const auto word = expect_word("else"); !word) return std::unexpected(word.error());
  const Parsed else_branch = expression();
  if (!else_branch) return else_branch;
  return add(NodeKind::If, offset, {*condition, *then_branch, *else_branch});
}

Parsed Parser::iteration() {
  const std::uint32_t offset = token().begin;
  const auto variable = declared_name({"in", ",", ")", "]", "return", "satisfies"});
  if (!variable) return std::unexpected(variable.error());
  bound_.pop_back();  // not visible to its own list
  if (const auto word = expect_word("in"); !word) return std::unexpected(word.error());
  const Parsed low = expression();
  if (!low) return low;
  std::vector<NodeId> children = {*low};
  if (take_symbol("..")) {
    const Parsed high = expression();
    if (!high) return high;
    children.push_back(*high);
  }
  bound_.push_back(*variable);
  return add(NodeKind::Iteration, offset, children, *variable);
}

Parsed Parser::for_expression() {
  const std::uint32_t offset = token().begin;
  const std::size_t bound_before = bound_.size();
  ++at_;
  std::vector<NodeId> children;
  do {
    const Parsed one = iteration();
    if (!one) return one;
    children.push_back(*one);
  } while (take_symbol(","));
  if (const auto word = expect_word("return"); !word) return std::unexpected(word.error());
  const std::uint32_t partial = intern("partial");
  const std::size_t first_node = program_->nodes.size();
  bound_.push_back(partial);
  const Parsed body = expression();
  bound_.resize(bound_before);
  if (!body) return body;
  children.push_back(*body);
  return add(NodeKind::For, offset, children, partial, reads(partial, first_node) ? 1 : 0);
}

Parsed Parser::quantified(NodeKind kind) {
  const std::uint32_t offset = token().begin;
  const std::size_t bound_before = bound_.size();
  ++at_;
  std::vector<NodeId> children;
  do {
    const Parsed one = iteration();
    if (!one) return one;
    children.push_back(*one);
  } while (take_symbol(","));
  if (const auto word = expect_word("satisfies"); !word) return std::unexpected(word.error());
  const Parsed body = expression();
  bound_.resize(bound_before);
  if (!body) return body;
  children.push_back(*body);
  return add(kind, offset, children);
}

std::expected<void, SyntaxError> Parser::formal_parameter(FunctionShape& shape) {
  const auto parameter = declared_name({":", ",", ")"});
  if (!parameter) return std::unexpected(parameter.error());
  shape.parameters.push_back(*parameter);
  shape.types.emplace_back();
  if (!take_symbol(":")) return {};
  auto declared = type();
  if (!declared) return std::unexpected(declared.error());
  shape.types.back() = std::move(*declared);
  return {};
}

Parsed Parser::function_literal() {
  const std::uint32_t offset = token().begin;
  const std::size_t bound_before = bound_.size();
  at_ += 2;
  FunctionShape shape;
  if (!take_symbol(")")) {
    do {
      if (const auto done = formal_parameter(shape); !done) return std::unexpected(done.error());
    } while (take_symbol(","));
    if (const auto end = expect_symbol(")"); !end) return std::unexpected(end.error());
  }
  shape.external = is_word("external") && is_symbol("{", 1);
  if (shape.external) ++at_;
  const std::size_t first_node = program_->nodes.size();
  const Parsed body = expression();
  bound_.resize(bound_before);
  if (!body) return body;
  collect_free_names(shape, first_node);
  program_->functions.push_back(std::move(shape));
  return add(NodeKind::FunctionLiteral, offset, {*body}, static_cast<std::uint32_t>(program_->functions.size() - 1));
}

/// Rules 52 to 54: "number", "list<string>", "context<a: number>", "function<number> -> string", a qualified name.
std::expected<Type, SyntaxError> Parser::type() {
  const Nesting nesting(nesting_);
  if (too_deep()) return deep();
  NameMatch match = name_here();
  if (match.count == 0) return unexpected_token("type");
  at_ += match.count;
  while (is_symbol(".") && token(1).kind == TokenKind::Word) {
    ++at_;
    const NameMatch more = name_here();
    match.name += "." + more.name;
    at_ += more.count;
  }
  Type base = type_of_name(match.name);
  if (!is_symbol("<")) return base;
  switch (base.kind) {
    case TypeKind::List:
    case TypeKind::Range:
      return type_arguments(std::move(base));
    case TypeKind::Context:
      return context_type(std::move(base));
    case TypeKind::Function:
      return function_type(std::move(base));
    default:
      return base;
  }
}

std::expected<Type, SyntaxError> Parser::type_arguments(Type base) {
  ++at_;
  auto element = type();
  if (!element) return element;
  base.arguments.push_back(std::move(*element));
  if (const auto end = expect_symbol(">"); !end) return std::unexpected(end.error());
  return base;
}

std::expected<Type, SyntaxError> Parser::context_type(Type base) {
  ++at_;
  do {
    const auto field = declared_name({":", ",", ">"});
    if (!field) return std::unexpected(field.error());
    bound_.pop_back();
    if (const auto colon = expect_symbol(":"); !colon) return std::unexpected(colon.error());
    auto declared = type();
    if (!declared) return declared;
    base.fields.emplace_back(program_->names[*field], std::move(*declared));
  } while (take_symbol(","));
  if (const auto end = expect_symbol(">"); !end) return std::unexpected(end.error());
  return base;
}

std::expected<Type, SyntaxError> Parser::function_type(Type base) {
  ++at_;
  if (!is_symbol(">")) {
    do {
      auto parameter = type();
      if (!parameter) return parameter;
      base.arguments.push_back(std::move(*parameter));
    } while (take_symbol(","));
  }
  if (const auto end = expect_symbol(">"); !end) return std::unexpected(end.error());
  if (const auto arrow = expect_symbol("->"); !arrow) return std::unexpected(arrow.error());
  auto result = type();
  if (!result) return result;
  base.arguments.push_back(std::move(*result));
  return base;
}

/// Rule 15: "-", not(tests), or tests.
Parsed Parser::tests_root() {
  const std::uint32_t offset = token().begin;
  if (is_symbol("-") && token(1).kind == TokenKind::End) {
    ++at_;
    return add(NodeKind::AnyInput, offset, std::initializer_list<NodeId>{});
  }
  if (is_word("not") && is_symbol("(", 1)) {
    at_ += 2;
    const auto tests = positive_tests(")");
    if (!tests) return std::unexpected(tests.error());
    if (token().kind == TokenKind::End) return add(NodeKind::Tests, offset, *tests, 0, 1);
    at_ = 0;  // "not(a) and b" is an expression that begins with a call
  }
  const auto tests = positive_tests("");
  if (!tests) return std::unexpected(tests.error());
  return add(NodeKind::Tests, offset, *tests);
}

std::expected<std::vector<NodeId>, SyntaxError> Parser::positive_tests(std::string_view closing) {
  std::vector<NodeId> tests;
  do {
    const Parsed test = positive_test();
    if (!test) return std::unexpected(test.error());
    tests.push_back(*test);
  } while (take_symbol(","));
  if (!closing.empty())
    if (const auto end = expect_symbol(closing); !end) return std::unexpected(end.error());
  return tests;
}

/// Rule 7.a: a comparison that has no left side.
bool Parser::begins_test() const {
  return token().kind == TokenKind::Symbol && is_test_operator(text_of(token()));
}

Parsed Parser::positive_test() {
  return begins_test() ? unary_comparison() : expression();
}

}  // namespace bihuan::feel
