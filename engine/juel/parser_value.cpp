// Decides literals, names, paths and calls. What models call `execution` and `task` is told apart here, by its place,
// and so is the map of all variables, which is read entry by entry and never as a whole.
#include <algorithm>
#include <array>
#include <optional>

#include "engine/juel/functions.h"
#include "engine/juel/parser.h"

namespace bihuan::juel {
namespace {

constexpr std::array<std::string_view, 8> variable_readers = {
    "getVariable",      "getVariableLocal",      "hasVariable", "hasVariableLocal",
    "getVariableTyped", "getVariableLocalTyped", "get",         "containsKey"};

bool reads_variable(std::string_view method) {
  return std::find(variable_readers.begin(), variable_readers.end(), method) != variable_readers.end();
}

/// What `surrounding.name` is when it is no plain property.
std::optional<NodeKind> special_member(SurroundingKind kind, std::string_view name) {
  if (name == "variables" || name == "getVariables") return NodeKind::AllVariables;
  const bool execution = name == "execution" || name == "getExecution";
  if (kind == SurroundingKind::Task && execution) return NodeKind::Surrounding;
  return std::nullopt;
}

}  // namespace

NodeId Parser::value() {
  NodeId result = primary();
  while (at(".") || at("[")) result = suffix(result);
  if (at("(")) fail(peek(), "这里不能调用", "Expected no call here: only names and members can be called");
  return result;
}

NodeId Parser::primary() {
  const Token token = peek();
  if (token.kind == TokenKind::Number) return number(token);
  if (token.kind == TokenKind::String) return ++next_, constant(token, unescaped(text(token)));
  if (token.kind == TokenKind::Word) return word();
  if (take("[")) return list(token);
  if (take("{")) return map(token);
  if (take("(")) {
    const NodeId inner = conditional();
    expect(")");
    return inner;
  }
  fail(token, "这里应当是值或名称", "Expected a value or a name");
}

NodeId Parser::list(const Token& begin) {
  std::vector<NodeId> items;
  if (take("]")) return add(NodeKind::List, begin, items);
  do items.push_back(conditional());
  while (take(","));
  expect("]");
  return add(NodeKind::List, begin, items);
}

/// Braces hold keys and values; without a colon they would be a set, which there is not.
NodeId Parser::map(const Token& begin) {
  std::vector<NodeId> entries;
  if (take("}")) return add(NodeKind::Map, begin, entries);
  do {
    entries.push_back(conditional());
    expect(":");
    entries.push_back(conditional());
  } while (take(","));
  expect("}");
  return add(NodeKind::Map, begin, entries);
}

NodeId Parser::number(const Token& token) {
  ++next_;
  std::string digits(text(token));
  if (digits.front() == '.') digits.insert(digits.begin(), '0');
  if (digits.back() == '.') digits.pop_back();
  const std::optional<Decimal> value = Decimal::parse(digits);
  if (!value) fail(token, "数字太大", "Expected a number that can be held");
  return constant(token, *value);
}

NodeId Parser::word() {
  const Token token = peek();
  const std::string_view word = text(token);
  ++next_;
  if (word == "true" || word == "false") return constant(token, word == "true");
  if (word == "null") return constant(token, Value());
  if (word == "instanceof") fail(token, "不支持 instanceof", "The operator instanceof is not supported");
  if (is_keyword(word))
    fail(token, "这里应当是值或名称", "Expected a value or a name, but " + std::string(word) + " is an operator");
  if (at("(")) return function("", token);
  if (at_function_space()) {
    ++next_;
    const Token function_name = peek();
    ++next_;
    return function(word, function_name);
  }
  return name(token);
}

/// Behind a word: `space:name(`, written without spaces, so that `a ? b : c(d)` stays a choice.
bool Parser::at_function_space() const {
  const Token& space = tokens_[next_ - 1];
  const bool joined = at(":") && peek().begin == space.end && peek(1).kind == TokenKind::Word &&
                      peek(1).begin == peek().end && peek(2).kind == TokenKind::Symbol && text(peek(2)) == "(";
  return joined && is_function_space(text(space));
}

NodeId Parser::name(const Token& token) {
  const std::string_view name = text(token);
  if (name == "execution")
    return add(NodeKind::Surrounding, token, {}, static_cast<std::uint32_t>(SurroundingKind::Execution));
  if (name == "task") return add(NodeKind::Surrounding, token, {}, static_cast<std::uint32_t>(SurroundingKind::Task));
  add_read(name);
  return add(NodeKind::Name, token, {}, name_index(name));
}

NodeId Parser::suffix(NodeId operand) {
  if (take(".")) return member(operand);
  const Token bracket = peek();
  expect("[");
  const NodeId key = conditional();
  expect("]");
  if (program_->nodes[operand].kind == NodeKind::AllVariables) note_variable("get", operand, {operand, key});
  return add(NodeKind::Index, bracket, {operand, key});
}

NodeId Parser::member(NodeId operand) {
  const Token token = peek();
  if (token.kind != TokenKind::Word) fail(token, "点号后面应当是名称", "Expected a name behind the dot");
  ++next_;
  const std::string_view name = text(token);
  const Node& node = program_->nodes[operand];
  if (node.kind == NodeKind::Surrounding) {
    const bool call = at("(");
    const bool getter = name.starts_with("get");
    const bool empty_call = call && peek(1).kind == TokenKind::Symbol && text(peek(1)) == ")";
    const auto special = special_member(static_cast<SurroundingKind>(node.value), name);
    if (special && getter == call && (!call || empty_call)) {
      if (call) next_ += 2;
      return add(*special, token, {}, static_cast<std::uint32_t>(SurroundingKind::Execution));
    }
  }
  if (at("(")) return method(operand, token);
  if (node.kind == NodeKind::AllVariables) add_read(name);
  return add(NodeKind::Property, token, {operand}, name_index(name));
}

NodeId Parser::method(NodeId receiver, const Token& token) {
  const std::string_view name = text(token);
  if (name == "stream" || name == "parallelStream") fail(token, "不支持数据流（stream）", "Streams are not supported");
  const std::vector<NodeId> children = arguments({receiver});
  note_variable(name, receiver, children);
  const Node& node = program_->nodes[receiver];
  const bool getter = children.size() == 1 && !property_name(name).empty();
  if (node.kind == NodeKind::Name && !is_method(name) && !getter && program_->bean.empty())
    program_->bean = program_->names[node.value];
  return add(NodeKind::Method, token, children, name_index(name));
}

/// A variable that is named by a literal is read as well as one that is written as a name.
void Parser::note_variable(std::string_view method, NodeId receiver, const std::vector<NodeId>& children) {
  const NodeKind kind = program_->nodes[receiver].kind;
  if (kind != NodeKind::Surrounding && kind != NodeKind::AllVariables) return;
  if (!reads_variable(method) || children.size() < 2) return;
  const Node& key = program_->nodes[children[1]];
  if (key.kind != NodeKind::Constant) return;
  if (const std::string* name = program_->constants[key.value].string()) add_read(*name);
}

NodeId Parser::function(std::string_view space, const Token& token) {
  const std::string_view name = text(token);
  const Token first = peek(1), second = peek(2);
  const bool bare_name = first.kind == TokenKind::Word && !is_keyword(text(first)) &&
                         second.kind == TokenKind::Symbol && (text(second) == ")" || text(second) == ",");
  std::vector<NodeId> children = arguments({});
  const auto number = find_function(space, name, children.size());
  const std::string full = (space.empty() ? "" : std::string(space) + ":") + std::string(name);
  if (!number)
    fail(token, "没有接受 " + std::to_string(children.size()) + " 个参数的函数 “" + full + "”",
         "Expected a function that exists, but there is no " + full + " with " + std::to_string(children.size()) +
             " arguments");
  if (takes_variable_name(*number)) {
    if (bare_name) children[0] = constant(first, text(first));
    const Node& key = program_->nodes[children[0]];
    if (key.kind == NodeKind::Constant)
      if (const std::string* variable = program_->constants[key.value].string()) add_read(*variable);
  }
  return add(NodeKind::Function, token, children, *number);
}

std::vector<NodeId> Parser::arguments(std::vector<NodeId> children) {
  expect("(");
  if (take(")")) return children;
  do children.push_back(conditional());
  while (take(","));
  expect(")");
  return children;
}

}  // namespace bihuan::juel
