// Decides function literals, what they capture, and calls: positional and named, of literals, built-ins and host
// functions (DMN 1.5, 10.3.2.13.1 to .3).
#include <algorithm>

#include "engine/feel/built_in.h"
#include "engine/feel/evaluator.h"

namespace bihuan::feel {

namespace {

constexpr std::size_t few = 4;

/// The arguments of one call, in place when they are few.
class Arguments {
 public:
  explicit Arguments(std::size_t count) {
    if (count > few) more_.reserve(count);
    in_place_ = count <= few;
  }
  Arguments(const Arguments&) = delete;
  Arguments& operator=(const Arguments&) = delete;
  ~Arguments() { std::destroy_n(begin(), count_); }

  void add(Value value) {
    if (!in_place_) {
      more_.push_back(std::move(value));
      return;
    }
    std::construct_at(begin() + count_, std::move(value));
    ++count_;
  }
  std::span<Value> values() { return in_place_ ? std::span(begin(), count_) : std::span(more_); }

 private:
  Value* begin() { return reinterpret_cast<Value*>(bytes_); }

  bool in_place_ = true;
  std::size_t count_ = 0;  ///< of those in place
  alignas(Value) std::byte bytes_[few * sizeof(Value)];
  std::vector<Value> more_;
};

}  // namespace

/// A closure keeps the values that its names have where it is written, of the expression and of outside alike. `called`
/// is the name by which a context holds it.
Value Evaluator::function_literal(const Node& node, std::optional<std::uint32_t> called) {
  const FunctionShape& shape = program_->functions[node.value];
  auto function = std::make_shared<Function>();
  function->external = shape.external;
  for (std::size_t i = 0; i < shape.parameters.size(); ++i)
    function->parameters.push_back({program_->names[shape.parameters[i]], shape.types[i]});
  Closure closure{program_, program_->children_of(node)[0], node.value, {}, {}};
  evaluation_.charge_values(shape.free_names.size() + shape.parameters.size() + 4);
  for (std::size_t i = 0; i < shape.free_names.size(); ++i) {
    const std::uint32_t name = shape.free_names[i];
    if (std::find(shape.parameters.begin(), shape.parameters.end(), name) != shape.parameters.end()) continue;
    const auto local = static_cast<std::uint32_t>(shape.parameters.size() + i);
    if (const Value* found = lookup(program_->uses[shape.captures[i]], name)) {
      closure.captured.emplace_back(local, *found);
    } else if (called == name) {
      closure.self = local;
    }
  }
  function->body = std::move(closure);
  return Value::FunctionPtr(std::move(function));
}

std::vector<Value> Evaluator::arguments(const Node& node) {
  std::vector<Value> values;
  values.reserve(node.child_count - 1);
  for (const NodeId child : program_->children_of(node).subspan(1)) values.push_back(evaluate(child));
  return values;
}

Value Evaluator::call_value(const Value& callee, std::vector<Value> arguments, const Node& node) {
  const auto* function = callee.get<Value::FunctionPtr>();
  if (function == nullptr) return null(node, std::string(kind_name(callee)) + " is no function");
  return invoke(evaluation_, **function, std::move(arguments), node.offset);
}

Value Evaluator::call_built_in_here(int index, const Node& node) {
  Arguments values(node.child_count - 1);
  for (const NodeId child : program_->children_of(node).subspan(1)) values.add(evaluate(child));
  return call_built_in(index, values.values(), evaluation_, node.offset);
}

/// A variable that holds a function hides the built-in of its name; any other variable does not.
Value Evaluator::call(const Node& node) {
  const NodeId callee = program_->children_of(node)[0];
  const Node& name = program_->nodes[callee];
  if (name.kind == NodeKind::Name && program_->built_ins[name.value] >= 0) {
    const Value* found = lookup(program_->uses[name.slot], name.value);
    if (found == nullptr || found->get<Value::FunctionPtr>() == nullptr)
      return call_built_in_here(program_->built_ins[name.value], node);
  }
  const Value function = evaluate(callee);
  return call_value(function, arguments(node), node);
}

std::vector<std::string_view> Evaluator::names_of_arguments(const Node& node) const {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i + 1 < node.child_count; ++i)
    names.push_back(program_->names[program_->argument_names[node.value + i]]);
  return names;
}

Value Evaluator::named_call(const Node& node) {
  const Value callee = evaluate(program_->children_of(node)[0]);
  const auto* function = callee.get<Value::FunctionPtr>();
  if (function == nullptr) return null(node, std::string(kind_name(callee)) + " is no function");
  return invoke_named(evaluation_, **function, names_of_arguments(node), arguments(node), node.offset);
}

namespace {

/// What a function reads of outside it has captured.
const Variables nothing_outside;

}  // namespace

Evaluator::Evaluator(const Closure& closure, Evaluation& evaluation, std::span<const Value> arguments,
                     const Value* self)
    : program_(closure.program),
      variables_(nothing_outside),
      evaluation_(evaluation),
      frame_(closure.program->functions[closure.shape].frame, 0) {
  const FunctionShape& shape = program_->functions[closure.shape];
  for (std::uint32_t i = 0; i < shape.parameters.size() + shape.free_names.size(); ++i)
    frame_.local(i) = i < arguments.size() ? &arguments[i] : nullptr;
  for (const auto& [local, value] : closure.captured) frame_.local(local) = &value;
  if (closure.self) frame_.local(*closure.self) = self;
}

namespace {

Value invoke_closure(Evaluation& evaluation, const Function& function, const Closure& closure,
                     std::span<const Value> arguments) {
  Value self;
  if (closure.self) self = Value::FunctionPtr(std::make_shared<const Function>(function));
  return Evaluator(closure, evaluation, arguments, &self).evaluate(closure.body);
}

Value note_null(Evaluation& evaluation, std::uint32_t offset, std::string_view why) {
  evaluation.note(offset, why);
  return {};
}

/// The arguments in the order of the parameters, null where none was given (10.3.2.13.5); nullopt when a name is
/// unknown or given twice.
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
  return ordered;
}

}  // namespace

Value invoke_named(Evaluation& evaluation, const Function& function, std::span<const std::string_view> names,
                   std::vector<Value> arguments, std::uint32_t offset) {
  if (const auto* reference = std::get_if<BuiltInReference>(&function.body)) {
    auto ordered = arranged(reference->index, names, arguments, evaluation.type_names);
    if (!ordered) return note_null(evaluation, offset, "the function has no parameters of these names and types");
    return call_built_in(reference->index, *ordered, evaluation, offset);
  }
  auto ordered = in_order(function.parameters, names, std::move(arguments));
  if (!ordered) return note_null(evaluation, offset, "the names of the arguments do not fit the parameters");
  return invoke(evaluation, function, std::move(*ordered), offset);
}

Value call_built_in(int index, std::span<Value> arguments, Evaluation& evaluation, std::uint32_t offset) {
  const BuiltIn& function = built_ins()[static_cast<std::size_t>(index)];
  BuiltInCall call{evaluation, function.name, arguments, offset};
  if (!accepts(index, arguments.size())) return call.null("does not take so many arguments");
  return function.call(call);
}

Value invoke(Evaluation& evaluation, const Function& function, std::vector<Value> arguments, std::uint32_t offset) {
  evaluation.step();
  evaluation.charge_values(arguments.size());
  if (const auto* reference = std::get_if<BuiltInReference>(&function.body))
    return call_built_in(reference->index, arguments, evaluation, offset);
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
