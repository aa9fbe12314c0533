// Decides what names and operators are found to be before they run. What a part is, is told by its operands; an operand
// of which nothing is known says nothing.
#include "engine/feel/check.h"

#include <algorithm>

#include "engine/feel/checker.h"
#include "engine/feel/suggestion.h"

namespace bihuan::feel {
namespace {

const Type boolean_type{.kind = TypeKind::Boolean};

std::string quoted_zh(std::string_view name) {
  return "“" + std::string(name) + "”";
}
std::string quoted_en(std::string_view name) {
  return "'" + std::string(name) + "'";
}

}  // namespace

Checker::Checker(const Program& program, const CheckScope& scope)
    : program_(program), scope_(scope), input_(scope.input) {
  if (auto tokens = tokens_of(program.source)) tokens_ = std::move(*tokens);
}

Type Checker::run() {
  Type type = infer(program_.root);
  std::ranges::stable_sort(findings, {}, &Finding::offset);
  return type;
}

Type Checker::infer(NodeId id) {
  const Node& node = program_.nodes[id];
  switch (node.kind) {
    case NodeKind::Constant:
      return constant(node);
    case NodeKind::Name:
      return name(node, id);
    case NodeKind::Arithmetic:
      return arithmetic(node);
    case NodeKind::Negate:
      return negation(node);
    case NodeKind::Or:
    case NodeKind::And:
      return logic(node);
    case NodeKind::Comparison:
      return comparison(node, id);
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
      return call(node, false);
    case NodeKind::NamedCall:
      return call(node, true);
    case NodeKind::If:
      return condition(node);
    case NodeKind::For:
    case NodeKind::Some:
    case NodeKind::Every:
      return iterations(node);
    case NodeKind::Iteration:
      return Type{};  // read by its loop
    case NodeKind::FunctionLiteral:
      return function_literal(node);
    case NodeKind::List:
      return list(node);
    case NodeKind::ContextLiteral:
      return context(node);
    case NodeKind::Range:
      return range(node);
    case NodeKind::Tests:
      return tests(node);
    case NodeKind::AnyInput:
      return boolean_type;
  }
  return Type{};
}

/// A literal behind "@" that is null was not understood.
Type Checker::constant(const Node& node) {
  const Value& value = program_.constants[node.value];
  if (value.is_null() && program_.source[node.offset] == '@') {
    const Token& text = tokens_[std::min(token_at(node.offset) + 1, tokens_.size() - 1)];
    report(node.offset, text.end, "这不是日期、时间、日期时间或时长",
           "this is no date, time, date and time or duration");
  }
  return type_of_value(value);
}

const Type* Checker::known(std::string_view name) const {
  for (auto local = locals_.rbegin(); local != locals_.rend(); ++local)
    if (local->name == name) return &local->type;
  for (const TypedName& outer : scope_.names)
    if (outer.name == name) return &outer.type;
  return nullptr;
}

Type Checker::name(const Node& node, NodeId id) {
  const std::string_view wanted = name_of(node.value);
  if (wanted == "?") return input_;
  if (const Type* type = known(wanted)) return *type;
  if (program_.built_ins[node.value] >= 0) return Type{.kind = TypeKind::Function};
  if (!scope_.closed || open_ > 0) return Type{};
  std::vector<std::string> candidates;
  for (const Local& local : locals_) candidates.emplace_back(local.name);
  for (const TypedName& outer : scope_.names) candidates.push_back(outer.name);
  report(id, "没有名为" + quoted_zh(wanted) + "的变量", "there is no variable " + quoted_en(wanted),
         nearest(wanted, candidates));
  return Type{};
}

Type Checker::arithmetic(const Node& node) {
  const auto children = program_.children_of(node);
  Type result = infer(children[0]);
  NodeId before = children[0];
  for (std::size_t i = 1; i < children.size(); ++i) {
    const Type right = infer(children[i]);
    const Operator op = program_.operators[node.value + i - 1];
    const auto type = arithmetic_type(op, result, right);
    if (!type) {
      const bool text = op == Operator::Add && (result.kind == TypeKind::String) != (right.kind == TypeKind::String);
      const NodeId other = result.kind == TypeKind::String ? children[i] : before;
      report(text ? other : children[i], chinese(result) + "与" + chinese(right) + "不能这样计算，结果总是空值",
             english(result) + " and " + english(right) + " have no such operation; the result is always null",
             text ? "string(" + std::string(text_of(other)) + ")" : "");
    }
    result = type.value_or(Type{});
    before = children[i];
  }
  return result;
}

Type Checker::negation(const Node& node) {
  const NodeId operand = program_.children_of(node)[0];
  const Type type = infer(operand);
  const Domain domain = domain_of("number/duration");
  if (is_open(type) || (fits(type, domain) && type.kind != TypeKind::List)) return type;
  report(operand, "负号只能用于数字或时长，这里是" + chinese(type),
         "only numbers and durations are negated, not a " + english(type));
  return Type{};
}

Type Checker::logic(const Node& node) {
  for (const NodeId child : program_.children_of(node)) {
    const Type type = infer(child);
    if (!is_open(type) && type.kind != TypeKind::Boolean)
      warn(child, "and、or 的两侧必须是真假值，这里是" + chinese(type),
           "and, or need booleans, not a " + english(type));
  }
  return boolean_type;
}

/// A text literal as the value that it was meant to be: date("2026-01-01"); "" when it is none.
std::string Checker::as_type(NodeId literal, const Type& type) const {
  const Node& node = program_.nodes[literal];
  const bool text = node.kind == NodeKind::Constant && program_.constants[node.value].string() != nullptr;
  const bool duration = type.kind == TypeKind::DaysDuration || type.kind == TypeKind::MonthsDuration;
  const bool readable = duration || type.kind == TypeKind::Date || type.kind == TypeKind::Time ||
                        type.kind == TypeKind::DateTime || type.kind == TypeKind::Number;
  if (!text || !readable) return "";
  return (duration ? "duration" : english(type)) + "(" + std::string(text_of(literal)) + ")";
}

Type Checker::comparison(const Node& node, NodeId id) {
  const auto children = program_.children_of(node);
  const Type left = infer(children[0]);
  const Type right = infer(children[1]);
  const auto op = static_cast<Operator>(node.op);
  const bool order = op != Operator::Equal && op != Operator::NotEqual;
  if (comparable(left, right, order)) return boolean_type;
  const bool text_left = left.kind == TypeKind::String;
  report(id, chinese(left) + "与" + chinese(right) + "不能比较，结果总是空值",
         english(left) + " and " + english(right) + " do not compare; the result is always null",
         as_type(text_left ? children[0] : children[1], text_left ? right : left));
  return boolean_type;
}

Type Checker::between(const Node& node) {
  const auto children = program_.children_of(node);
  const Type value = infer(children[0]);
  for (const NodeId end : children.subspan(1))
    if (const Type type = infer(end); !comparable(value, type, true))
      report(end, chinese(value) + "与" + chinese(type) + "不能比较",
             english(value) + " and " + english(type) + " do not compare");
  return boolean_type;
}

/// One test: a comparison, a range, or an expression that may read "?".
void Checker::test(NodeId id, const Type& input) {
  const Node& node = program_.nodes[id];
  const Type type = infer(id);
  const bool of_ends = node.kind == NodeKind::UnaryComparison || node.kind == NodeKind::Range;
  if (!of_ends || type.kind != TypeKind::Range || type.arguments.empty()) return;
  const auto op = static_cast<Operator>(node.op);
  const bool order = node.kind == NodeKind::Range || (op != Operator::Equal && op != Operator::NotEqual);
  if (is_open(input) || input.kind == TypeKind::List || input.kind == TypeKind::Range) return;
  if (!comparable(input, type.arguments[0], order))
    warn(id, "这里检验的是" + chinese(input) + "，条件却针对" + chinese(type.arguments[0]),
         "the value is a " + english(input) + ", the test is for a " + english(type.arguments[0]));
}

Type Checker::in(const Node& node) {
  const auto children = program_.children_of(node);
  Type value = infer(children[0]);
  std::swap(input_, value);
  for (const NodeId child : children.subspan(1)) test(child, input_);
  std::swap(input_, value);
  return boolean_type;
}

Type Checker::tests(const Node& node) {
  for (const NodeId child : program_.children_of(node)) test(child, input_);
  return boolean_type;
}

Type Checker::instance(const Node& node) {
  infer(program_.children_of(node)[0]);
  const Type& wanted = program_.types[node.value];
  const bool bare =
      (wanted.kind == TypeKind::List || wanted.kind == TypeKind::Range || wanted.kind == TypeKind::Function) &&
      wanted.arguments.empty();
  if (!bare) return boolean_type;
  const std::string whole = english(wanted) + (wanted.kind == TypeKind::Function ? "<> -> Any" : "<Any>");
  const std::size_t type = std::min(token_at(node.offset) + 2, tokens_.size() - 1);  // behind "instance of"
  report(
      tokens_[type].begin, tokens_[type].end, chinese(wanted) + "类型要写明参数，例如 " + whole + "，否则结果总是空值",
      "the type " + english(wanted) + " needs its parameters, as in " + whole + "; the result is always null", whole);
  return boolean_type;
}

Type Checker::condition(const Node& node) {
  const auto children = program_.children_of(node);
  const Type type = infer(children[0]);
  if (!is_open(type) && type.kind != TypeKind::Boolean)
    warn(children[0], "if 的条件必须是真假值，这里是" + chinese(type),
         "the condition must be a boolean, not a " + english(type));
  const Type yes = infer(children[1]);
  return joined(yes, infer(children[2]));
}

std::vector<Finding> check(const Expression& expression, const CheckScope& scope) {
  if (!expression.program()) return {};
  Checker checker(*expression.program(), scope);
  checker.run();
  return std::move(checker.findings);
}

Type type_of(const Expression& expression, const CheckScope& scope) {
  if (!expression.program()) return Type{.kind = TypeKind::Null};
  return Checker(*expression.program(), scope).run();
}

}  // namespace bihuan::feel
