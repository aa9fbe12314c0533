// Decides the order of decisions, what each may read, and calls of knowledge and services (DMN 1.5, chapters 6
// and 10.4).
#include "engine/dmn/run.h"

#include <algorithm>

#include "engine/feel/function.h"

namespace bihuan::dmn {
namespace {

const Value* find_in(const ContextEntries& entries, std::string_view name) {
  for (const auto& [key, value] : entries)
    if (key == name) return &value;
  return nullptr;
}

std::vector<feel::FunctionParameter> parameters_of(const CompiledFunction& function) {
  std::vector<feel::FunctionParameter> parameters;
  for (const CompiledParameter& parameter : function.parameters) parameters.push_back({parameter.name, parameter.type});
  return parameters;
}

/// Requirements first, each once, without recursion: a chain of decisions may be long.
std::vector<std::size_t> order_of(const CompiledModel& model, std::size_t wanted,
                                  const std::map<std::size_t, Value>& made) {
  std::vector<std::size_t> order;
  std::map<std::size_t, bool> finished;
  std::vector<std::size_t> stack = {wanted};
  while (!stack.empty()) {
    const std::size_t top = stack.back();
    if (made.contains(top) || finished[top]) {
      stack.pop_back();
      continue;
    }
    const std::size_t before = stack.size();
    const auto& required = model.decisions[top].decisions;
    for (auto one = required.rbegin(); one != required.rend(); ++one)
      if (!made.contains(one->index) && !finished[one->index]) stack.push_back(one->index);
    if (stack.size() > before) continue;
    finished[top] = true;
    order.push_back(top);
    stack.pop_back();
  }
  return order;
}

}  // namespace

feel::Variables variables_of(const Frame& frame) {
  const auto find = [](void* self, std::string_view name) -> const Value* {
    for (const Frame* at = static_cast<const Frame*>(self); at != nullptr; at = at->outer)
      if (const Value* found = find_in(*at->entries, name)) return found;
    return nullptr;
  };
  return {find, const_cast<Frame*>(&frame)};
}

void put(ContextEntries& entries, const Required& as, Value value, std::size_t level) {
  if (level == as.through.size()) {
    entries.emplace_back(as.name, std::move(value));
    return;
  }
  const auto found = std::find_if(entries.begin(), entries.end(), [&](const auto& entry) {
    return entry.first == as.through[level] && entry.second.context() != nullptr;
  });
  ContextEntries inner = found != entries.end() ? *found->second.context() : ContextEntries{};
  put(inner, as, std::move(value), level + 1);
  if (found != entries.end()) {
    found->second = Value(std::move(inner));
  } else {
    entries.emplace_back(as.through[level], std::move(inner));
  }
}

void Run::require_bounded(const Value& value) const {
  if (!feel::is_bounded(value, feel::max_value_levels, evaluation.env.limits.steps)) throw feel::BudgetStop{"memory"};
}

Value Run::evaluate(const feel::Expression& expression, const Frame& frame) {
  const std::size_t before = evaluation.diagnostics.size();
  Value value = feel::evaluate(expression, variables_of(frame), evaluation);
  for (std::size_t i = before; i < evaluation.diagnostics.size(); ++i) {
    std::string& message = evaluation.diagnostics[i].message;
    if (!message.starts_with('[')) message.insert(0, place);  // else an inner decision has said its place already
  }
  return value;
}

/// A value that does not conform to the type that the model declares becomes null (DMN 1.5, 10.4).
Value Run::conforming(Value value, const feel::Type& type, std::string_view what) {
  if (type.kind == feel::TypeKind::Any) return value;
  Value result = feel::coerced(value, type, evaluation.type_names);
  if (result.is_null() && !value.is_null())
    note(std::string(what) + " does not conform to its type" + (type.name.empty() ? "" : " '" + type.name + "'"));
  return result;
}

Value Run::function_of_knowledge(std::size_t index) const {
  const CompiledKnowledge& knowledge = model->knowledge[index];
  auto function = std::make_shared<feel::Function>();
  function->parameters = parameters_of(knowledge.function);
  function->result = knowledge.result;
  function->external = knowledge.function.external;
  function->body = feel::HostFunction{[index](feel::Evaluation& evaluation, std::vector<Value> arguments) {
    return static_cast<Run*>(evaluation.host)->call_knowledge(index, std::move(arguments));
  }};
  return Value::FunctionPtr(std::move(function));
}

Value Run::function_of_service(std::size_t index) const {
  const CompiledService& service = model->services[index];
  auto function = std::make_shared<feel::Function>();
  for (const Required& one : service.input_data)
    function->parameters.push_back({one.name, model->inputs[one.index].type});
  for (const Required& one : service.input_decisions)
    function->parameters.push_back({one.name, model->decisions[one.index].type});
  function->body = feel::HostFunction{[index](feel::Evaluation& evaluation, std::vector<Value> arguments) {
    return static_cast<Run*>(evaluation.host)->call_service(index, std::move(arguments));
  }};
  return Value::FunctionPtr(std::move(function));
}

void Run::add_functions(ContextEntries& entries, const std::vector<Required>& knowledge,
                        const std::vector<Required>& services) {
  for (const Required& one : knowledge) put(entries, one, function_of_knowledge(one.index));
  for (const Required& one : services) put(entries, one, function_of_service(one.index));
}

void Run::show(std::string_view what, const Value& value) {
  constexpr std::uint32_t max_levels = 10;
  constexpr std::uint64_t max_parts = 200;
  if (explain != Explain::Values || current == nullptr || current->values.size() >= max_traced_values) return;
  const bool fits = feel::is_bounded(value, max_levels, max_parts);
  current->values.push_back({call_depth, std::string(what), fits ? feel::without_functions(value) : Value(), !fits});
}

void Run::enter_scope(std::size_t next) {
  scope = next;
  evaluation.type_names = type_names(model->scopes[next], &evaluation);
}

Value Run::call_knowledge(std::size_t index, std::vector<Value> arguments) {
  const CompiledKnowledge& knowledge = model->knowledge[index];
  ContextEntries entries;
  for (std::size_t i = 0; i < arguments.size(); ++i)
    entries.emplace_back(knowledge.function.parameters[i].name, std::move(arguments[i]));
  add_functions(entries, knowledge.knowledge, knowledge.services);
  if (find_in(entries, knowledge.name) == nullptr) entries.emplace_back(knowledge.name, function_of_knowledge(index));
  const std::size_t outer_scope = scope;
  enter_scope(knowledge.scope);
  for (const auto& [name, value] : entries)
    if (value.get<Value::FunctionPtr>() == nullptr) show(name, value);
  ++call_depth;
  Value value = boxed(knowledge.function.body, {&entries, nullptr});
  --call_depth;
  enter_scope(outer_scope);
  show(knowledge.name + "(…)", value);
  return value;
}

Value Run::call_service(std::size_t index, std::vector<Value> arguments) {
  const CompiledService& service = model->services[index];
  ContextEntries inputs;
  Call call{inputs, {}};
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (i < service.input_data.size()) {
      inputs.emplace_back(service.input_data[i].name, std::move(arguments[i]));
    } else {
      call.made.emplace(service.input_decisions[i - service.input_data.size()].index, std::move(arguments[i]));
    }
  }
  return service_result(service, call);
}

/// One output decision answers its value, several a context by their names.
Value Run::service_result(const CompiledService& service, Call& call) {
  Trace* const outer = current;
  const std::size_t outer_index = outer != nullptr ? static_cast<std::size_t>(outer - trace.data()) : 0;
  ContextEntries results;
  for (const Required& one : service.outputs) results.emplace_back(one.name, decide(one.index, call));
  current = outer != nullptr ? &trace[outer_index] : nullptr;
  if (results.size() == 1) return conforming(std::move(results[0].second), service.type, "the result of the service");
  return conforming(std::move(results), service.type, "the result of the service");
}

/// Where a caller may have put an input, the most exact name first (decision.h).
Value Run::input_value(const CompiledInputData& input, const Call& call) {
  const Value* given = nullptr;
  if (!input.through.empty() || input.scope != 0) {
    given = find_in(call.inputs, model->scopes[input.scope].ns + "#" + input.name);
    std::string dotted;
    const Value* within = nullptr;
    for (std::size_t i = 0; i < input.through.size(); ++i) {
      dotted += input.through[i] + ".";
      within = i == 0              ? find_in(call.inputs, input.through[i])
               : within != nullptr ? within->entry(input.through[i])
                                   : nullptr;
    }
    if (given == nullptr) given = find_in(call.inputs, dotted + input.name);
    if (given == nullptr && within != nullptr) given = within->entry(input.name);
  }
  if (given == nullptr) given = find_in(call.inputs, input.name);
  return given != nullptr ? conforming(*given, input.type, "the input '" + input.name + "'") : Value();
}

void Run::make(std::size_t index, Call& call) {
  const CompiledDecision& decision = model->decisions[index];
  const std::size_t outer_scope = scope;
  enter_scope(decision.scope);
  const std::string outer_place = std::move(place);
  place = "[" + decision.name + "] ";
  ContextEntries entries;
  Trace made{decision.id, decision.name, {}, {}, {}};
  for (const Required& one : decision.inputs) {
    Value value = input_value(model->inputs[one.index], call);
    made.inputs.emplace_back(one.name, value);
    put(entries, one, std::move(value));
  }
  for (const Required& one : decision.decisions) {
    made.inputs.emplace_back(one.name, feel::without_functions(call.made.at(one.index)));
    put(entries, one, call.made.at(one.index));
  }
  add_functions(entries, decision.knowledge, decision.services);
  const std::size_t at = trace.size();
  trace.push_back(std::move(made));
  current = &trace[at];
  Value value = conforming(boxed(decision.expression, {&entries, nullptr}), decision.type, "the result");
  require_bounded(value);
  trace[at].result = feel::without_functions(value);
  call.made.insert_or_assign(index, std::move(value));
  place = outer_place;
  enter_scope(outer_scope);
}

Value Run::decide(std::size_t decision, Call& call) {
  evaluation.enter();
  for (const std::size_t next : order_of(*model, decision, call.made)) make(next, call);
  evaluation.leave();
  return call.made.at(decision);
}

}  // namespace bihuan::dmn
