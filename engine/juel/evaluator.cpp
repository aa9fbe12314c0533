// Decides names, operators, paths and calls. A name that stands for nothing is a fault, as in Java; a member of null is
// null, a call on null is a fault.
#include "engine/juel/evaluator.h"

#include <algorithm>

#include "engine/base/check.h"
#include "engine/juel/coercion.h"
#include "engine/juel/functions.h"

namespace bihuan::juel {
namespace {

bool is_task(const Node& node) {
  return node.value == static_cast<std::uint32_t>(SurroundingKind::Task);
}

[[noreturn]] void unknown_name(const std::string& name, const Place& place) {
  place.fault("没有名为 “" + name + "” 的变量",
              "Unknown property used in expression: there is no variable named '" + name + "'");
}

}  // namespace

Value Evaluator::evaluate(NodeId id) {
  const Node& node = program_.nodes[id];
  evaluation_.step();
  if (node.kind == NodeKind::Constant) return program_.constants[node.value];
  evaluation_.enter();
  Value value = compound(node);
  evaluation_.leave();
  return value;
}

Value Evaluator::composite() {
  std::string text;
  for (const Part& part : program_.parts) {
    evaluation_.step();
    if (!part.is_expression)
      text += part.text;
    else
      text += text_of(evaluate(part.root), {evaluation_, program_.nodes[part.root].offset});
  }
  evaluation_.charge(text.size());
  return text;
}

Value Evaluator::compound(const Node& node) {
  switch (node.kind) {
    case NodeKind::Constant:
      return program_.constants[node.value];
    case NodeKind::Name:
      return name(node);
    case NodeKind::Surrounding:
      return surrounding(node);
    case NodeKind::AllVariables:
      return all_variables(node);
    case NodeKind::Or:
      return junction(node, true);
    case NodeKind::And:
      return junction(node, false);
    case NodeKind::Chain:
      return chain(node);
    case NodeKind::Negate:
      return negated(node);
    case NodeKind::Not:
      return !truth_of(evaluate(child(node, 0)), place(node));
    case NodeKind::Empty:
      return is_empty(evaluate(child(node, 0)));
    case NodeKind::Conditional:
      return conditional(node);
    case NodeKind::Property:
      return property(node);
    case NodeKind::Index:
      return index(node);
    case NodeKind::Method:
      return method(node);
    case NodeKind::Function:
      return function(node);
    case NodeKind::List:
      return list(node);
    case NodeKind::Map:
      return map(node);
  }
  CHECK(false && "a node that evaluates");
  return {};
}

Value Evaluator::name(const Node& node) {
  const std::string& name = program_.names[node.value];
  if (std::optional<Value> found = scope_.find(name)) return std::move(*found);
  unknown_name(name, place(node));
}

/// Where there is no execution or task, a variable may have that name.
Value Evaluator::surrounding(const Node& node) {
  const Value& here = is_task(node) ? scope_.task() : scope_.execution();
  if (!here.is_null()) return here;
  const std::string name = is_task(node) ? "task" : "execution";
  if (std::optional<Value> found = scope_.find(name)) return std::move(*found);
  unknown_name(name, place(node));
}

Value Evaluator::all_variables(const Node& node) {
  if (const Value* all = scope_.execution().entry("variables")) return *all;
  place(node).fault("这里不能一次读取全部变量，请写出变量名",
                    "Expected the name of a variable: all variables at once cannot be read here");
}

Value Evaluator::junction(const Node& node, bool settling) {
  for (const NodeId operand : program_.children_of(node))
    if (truth_of(evaluate(operand), {evaluation_, node_of(operand).offset}) == settling) return settling;
  return !settling;
}

Value Evaluator::chain(const Node& node) {
  const std::span<const NodeId> operands = program_.children_of(node);
  Value result = evaluate(operands[0]);
  for (std::size_t i = 1; i < operands.size(); ++i) {
    const Operator op = program_.operators[node.value + i - 1];
    const Value right = evaluate(operands[i]);
    const Place here{evaluation_, node_of(operands[i]).offset};
    evaluation_.step();
    result = op >= Operator::Add ? arithmetic(op, result, right, here) : Value(holds(op, result, right, here));
  }
  return result;
}

Value Evaluator::negated(const Node& node) {
  return number_of(evaluate(child(node, 0)), place(node)).negate();
}

Value Evaluator::conditional(const Node& node) {
  const NodeId condition = child(node, 0);
  return evaluate(child(node, truth_of(evaluate(condition), {evaluation_, node_of(condition).offset}) ? 1 : 2));
}

Value Evaluator::property(const Node& node) {
  return member(child(node, 0), program_.names[node.value], place(node));
}

/// Of a list the element, null beyond its end; of anything else the member of that name.
Value Evaluator::index(const Node& node) {
  const NodeKind operand = node_of(child(node, 0)).kind;
  if (operand == NodeKind::Surrounding || operand == NodeKind::AllVariables)
    return member(child(node, 0), text_of(evaluate(child(node, 1)), place(node)), place(node));
  const Value value = evaluate(child(node, 0));
  const Value key = evaluate(child(node, 1));
  if (value.is_null() || key.is_null()) return {};
  const List* items = value.list();
  if (items == nullptr) return property_of(value, text_of(key, place(node)), place(node));
  const std::int64_t at = whole_number_of(key, place(node));
  return at >= 0 && at < static_cast<std::int64_t>(items->size()) ? (*items)[static_cast<std::size_t>(at)] : Value();
}

Value Evaluator::member(NodeId operand, const std::string& name, const Place& here) {
  const Node& node = node_of(operand);
  if (node.kind == NodeKind::AllVariables) return variable_of_map(name);
  if (node.kind == NodeKind::Surrounding) return entry_of_surrounding(node, name, here);
  return property_of(evaluate(operand), name, here);
}

Value Evaluator::variable_of_map(const std::string& name) {
  std::optional<Value> found = scope_.find(name);
  return found ? std::move(*found) : Value();
}

Value Evaluator::entry_of_surrounding(const Node& node, const std::string& name, const Place& here) {
  const Value value = surrounding(node);
  const Value* changed = is_task(node) ? scope_.task_change(name) : nullptr;
  if (changed != nullptr) return *changed;
  if (const Value* entry = value.entry(name)) return *entry;
  const std::string what = is_task(node) ? "task" : "execution";
  here.fault(what + " 没有属性 “" + name + "”",
             "Unknown property used in expression: " + what + " has no property " + name);
}

std::vector<Value> Evaluator::arguments(const Node& node, std::size_t from) {
  std::vector<Value> values;
  for (const NodeId argument : program_.children_of(node).subspan(from)) values.push_back(evaluate(argument));
  return values;
}

/// The receiver of a method. An unknown name is a bean of another program, and is said to be one.
Value Evaluator::receiver(const Node& node, const std::string& method) {
  const Node& operand = node_of(child(node, 0));
  if (operand.kind != NodeKind::Name) return evaluate(child(node, 0));
  const std::string& name = program_.names[operand.value];
  evaluation_.step();
  if (std::optional<Value> found = scope_.find(name)) return std::move(*found);
  place(operand).fault("这里没有名为 “" + name + "” 的变量或程序组件（bean），不能调用 " + method,
                       "Unknown bean '" + name +
                           "': there is no variable of this name, and beans of a Java program do not run "
                           "here, so " +
                           method + " cannot be called");
}

Value Evaluator::method(const Node& node) {
  const std::string& name = program_.names[node.value];
  const Node& operand = node_of(child(node, 0));
  const bool variables = operand.kind == NodeKind::AllVariables;
  Call call{name, variables ? Value() : receiver(node, name), arguments(node, 1), scope_, place(node)};
  if (variables) return method_of_variables(call);
  const bool here =
      operand.kind == NodeKind::Surrounding && !(is_task(operand) ? scope_.task() : scope_.execution()).is_null();
  return here ? call_surrounding(call, is_task(operand)) : call_method(call);
}

Value Evaluator::method_of_variables(Call& call) {
  const bool one = call.arguments.size() == 1;
  if (call.name == "get" && one) return variable_of_map(call.text(0));
  if (call.name == "containsKey" && one) return scope_.find(call.text(0)).has_value();
  if (const Value* all = scope_.execution().entry("variables")) {
    call.receiver = *all;
    return call_method(call);
  }
  call.place.fault("全部变量的集合没有方法 “" + std::string(call.name) + "”",
                   "The map of all variables has no method " + std::string(call.name) + " here");
}

Value Evaluator::function(const Node& node) {
  Call call{"", {}, arguments(node, 0), scope_, place(node)};
  return call_function(node.value, call);
}

Value Evaluator::list(const Node& node) {
  evaluation_.charge_values(node.child_count);
  return List(arguments(node, 0));
}

/// Of a key that stands twice the last value counts.
Value Evaluator::map(const Node& node) {
  evaluation_.charge_values(node.child_count);
  ContextEntries entries;
  for (std::size_t i = 0; i + 1 < node.child_count; i += 2) {
    std::string key = text_of(evaluate(child(node, i)), place(node));
    Value value = evaluate(child(node, i + 1));
    evaluation_.step(1 + entries.size() / 8);
    const auto same = std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.first == key; });
    if (same == entries.end())
      entries.emplace_back(std::move(key), std::move(value));
    else
      same->second = std::move(value);
  }
  return entries;
}

}  // namespace bihuan::juel
