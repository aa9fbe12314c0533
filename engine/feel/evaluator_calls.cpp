// Decides function literals, what they capture, and calls: positional and named, of literals, built-ins and host
// functions (DMN 1.5, 10.3.2.13.1 to .3).
#include <algorithm>

#include "engine/feel/built_in.h"
#include "engine/feel/evaluator.h"

namespace bihuan::feel {

/// A closure keeps the values that its names have where it is written, of the expression and of outside alike.
Value Evaluator::function_literal(const Node& node, const Scope* scope, std::string_view self) {
  const FunctionShape& shape = program_->functions[node.value];
  auto function = std::make_shared<Function>();
  function->external = shape.external;
  for (std::size_t i = 0; i < shape.parameters.size(); ++i)
    function->parameters.push_back({program_->names[shape.parameters[i]], shape.types[i]});
  Closure closure{program_, program_->children_of(node)[0], shape.parameters, {}, std::string(self)};
  evaluation_.charge_values(shape.free_names.size() + shape.parameters.size() + 4);
  for (const std::uint32_t name : shape.free_names) {
    if (std::find(shape.parameters.begin(), shape.parameters.end(), name) != shape.parameters.end()) continue;
    if (const Value* found = lookup(name, scope)) closure.captured.emplace_back(name, *found);
  }
  function->body = std::move(closure);
  return Value::FunctionPtr(std::move(function));
}

std::vector<Value> Evaluator::arguments(const Node& node, const Scope* scope) {
  std::vector<Value> values;
  values.reserve(node.child_count - 1);
  for (const NodeId child : program_->children_of(node).subspan(1)) values.push_back(evaluate(child, scope));
  return values;
}

Value Evaluator::call_value(const Value& callee, std::vector<Value> arguments, const Node& node) {
  const auto* function = callee.get<Value::FunctionPtr>();
  if (function == nullptr) return null(node, std::string(kind_name(callee)) + " is no function");
  return invoke(evaluation_, **function, std::move(arguments), node.offset);
}

/// A variable that holds a function hides the built-in of its name; any other variable does not.
Value Evaluator::call(const Node& node, const Scope* scope) {
  const NodeId callee = program_->children_of(node)[0];
  const Node& name = program_->nodes[callee];
  if (name.kind == NodeKind::Name && program_->built_ins[name.value] >= 0) {
    const Value* found = lookup(name.value, scope);
    if (found == nullptr || found->get<Value::FunctionPtr>() == nullptr)
      return call_built_in(program_->built_ins[name.value], arguments(node, scope), evaluation_, node.offset);
  }
  const Value function = evaluate(callee, scope);
  return call_value(function, arguments(node, scope), node);
}

std::vector<std::string_view> Evaluator::names_of_arguments(const Node& node) const {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i + 1 < node.child_count; ++i)
    names.push_back(program_->names[program_->argument_names[node.value + i]]);
  return names;
}

Value Evaluator::named_call(const Node& node, const Scope* scope) {
  const Value callee = evaluate(program_->children_of(node)[0], scope);
  const auto* function = callee.get<Value::FunctionPtr>();
  if (function == nullptr) return null(node, std::string(kind_name(callee)) + " is no function");
  return invoke_named(evaluation_, **function, names_of_arguments(node), arguments(node, scope), node.offset);
}

namespace {

Value invoke_closure(Evaluation& evaluation, const Function& function, const Closure& closure,
                     const std::vector<Value>& arguments) {
  std::vector<Bound> bound;
  bound.reserve(arguments.size() + closure.captured.size() + 1);
  for (std::size_t i = 0; i < arguments.size(); ++i) bound.push_back({closure.parameters[i], &arguments[i]});
  for (const auto& [name, value] : closure.captured) bound.push_back({name, &value});
  Value self;
  if (!closure.self.empty()) {
    self = Value::FunctionPtr(std::make_shared<const Function>(function));
    const auto& names = closure.program->names;
    const auto name = std::find(names.begin(), names.end(), closure.self);
    bound.push_back({static_cast<std::uint32_t>(name - names.begin()), &self});
  }
  const Scope scope{.bound = bound};
  const Variables none;
  return Evaluator(closure.program, none, evaluation).evaluate(closure.body, &scope);
}

Value note_null(Evaluation& evaluation, std::uint32_t offset, std::string_view why) {
  evaluation.note(offset, why);
  return {};
}

/// The arguments in the order of the parameters; nullopt when a name is unknown, given twice, or missing.
std::optional<std::vector<Value>> in_order(const std::vector<FunctionParameter>& parameters,
                                           std::span<const std::string_view> names, std::vector<Value> arguments) {
  std::vector<Value> ordered(parameters.size());
  std::vector<bool> set(parameters.size());
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto named = [&](const FunctionParameter& parameter) { return parameter.name == names[i]; };
    const auto found = std::find_if(parameters.begin(), parameters.end(), named);
    const auto at = static_cast<std::size_t>(found - parameters.begin());
    if (found == parameters.end() || set[at]) return std::nullopt;
    ordered[at] = std::move(arguments[i]);
    set[at] = true;
  }
  if (std::find(set.begin(), set.end(), false) != set.end()) return std::nullopt;
  return ordered;
}

}  // namespace

Value invoke_named(Evaluation& evaluation, const Function& function, std::span<const std::string_view> names,
                   std::vector<Value> arguments, std::uint32_t offset) {
  if (const auto* reference = std::get_if<BuiltInReference>(&function.body)) {
    const auto order = order_of(built_ins()[static_cast<std::size_t>(reference->index)], names);
    if (!order) return note_null(evaluation, offset, "the function has no parameters of these names");
    std::vector<Value> ordered(order->count);
    for (std::size_t i = 0; i < arguments.size(); ++i) ordered[order->positions[i]] = std::move(arguments[i]);
    return call_built_in(reference->index, std::move(ordered), evaluation, offset);
  }
  auto ordered = in_order(function.parameters, names, std::move(arguments));
  if (!ordered) return note_null(evaluation, offset, "the names of the arguments do not fit the parameters");
  return invoke(evaluation, function, std::move(*ordered), offset);
}

Value call_built_in(int index, std::vector<Value> arguments, Evaluation& evaluation, std::uint32_t offset) {
  const BuiltIn& function = built_ins()[static_cast<std::size_t>(index)];
  BuiltInCall call{evaluation, function.name, arguments, offset};
  if (!accepts(function, arguments.size())) return call.null("does not take so many arguments");
  return function.call(call);
}

Value invoke(Evaluation& evaluation, const Function& function, std::vector<Value> arguments, std::uint32_t offset) {
  evaluation.step();
  evaluation.charge_values(arguments.size());
  if (const auto* reference = std::get_if<BuiltInReference>(&function.body))
    return call_built_in(reference->index, std::move(arguments), evaluation, offset);
  if (function.external) return note_null(evaluation, offset, "external functions are not executed");
  if (arguments.size() != function.parameters.size())
    return note_null(evaluation, offset, "the function takes another number of arguments");
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    Value value = coerced(arguments[i], function.parameters[i].type, evaluation.type_names);
    if (value.is_null() && !arguments[i].is_null())
      return note_null(evaluation, offset, "the argument '" + function.parameters[i].name + "' has the wrong type");
    arguments[i] = std::move(value);
  }
  evaluation.enter();
  const auto* closure = std::get_if<Closure>(&function.body);
  const Value result = closure != nullptr
                           ? invoke_closure(evaluation, function, *closure, arguments)
                           : std::get<HostFunction>(function.body).call(evaluation, std::move(arguments));
  evaluation.leave();
  Value conforming = coerced(result, function.result, evaluation.type_names);
  if (conforming.is_null() && !result.is_null()) evaluation.note(offset, "the result has the wrong type");
  return conforming;
}

}  // namespace bihuan::feel
