// Decides the methods of `execution` and `task`: reading and writing variables, and what a task listener changes on its
// task. Getters are entries of their contexts (methods.cpp).
#include <array>

#include "engine/juel/call.h"

namespace bihuan::juel {
namespace {

Value get_variable(Call& call) {
  std::optional<Value> found = call.scope.find(call.text(0));
  return found ? std::move(*found) : Value();
}

/// Of the token's own scope, where the surroundings tell it; otherwise of those in sight.
std::optional<Value> local_variable(Call& call) {
  const std::string name = call.text(0);
  const Value* own = call.scope.execution().entry("variablesLocal");
  if (own == nullptr) return call.scope.find(name);
  if (own->entry(name) == nullptr) return call.scope.written_locally(name);
  return call.scope.find(name);
}

Value get_variable_local(Call& call) {
  std::optional<Value> found = local_variable(call);
  return found ? std::move(*found) : Value();
}

Value has_variable(Call& call) {
  return call.scope.find(call.text(0)).has_value();
}

Value has_variable_local(Call& call) {
  return local_variable(call).has_value();
}

Value set_variable(Call& call) {
  call.scope.set(call.text(0), call.arguments[1]);
  return {};
}

Value set_variable_local(Call& call) {
  call.scope.set_local(call.text(0), call.arguments[1]);
  return {};
}

Value set_variables(Call& call) {
  const ContextEntries* entries = call.arguments[0].context();
  if (entries == nullptr)
    call.place.fault("setVariables 需要一个映射", "Expected a map as the argument of setVariables");
  for (const auto& [name, value] : *entries) call.scope.set(name, value);
  return {};
}

Value remove_variable(Call& call) {
  call.scope.remove(call.text(0));
  return {};
}

constexpr std::array<Method, 11> of_execution = {{
    {"getVariable", 1, 1, get_variable},
    {"getVariableTyped", 1, 1, get_variable},
    {"getVariableLocal", 1, 1, get_variable_local},
    {"getVariableLocalTyped", 1, 1, get_variable_local},
    {"hasVariable", 1, 1, has_variable},
    {"hasVariableLocal", 1, 1, has_variable_local},
    {"setVariable", 2, 2, set_variable},
    {"setVariableLocal", 2, 2, set_variable_local},
    {"setVariables", 1, 1, set_variables},
    {"removeVariable", 1, 1, remove_variable},
    {"removeVariableLocal", 1, 1, remove_variable},
}};

/// "assignee" of "setAssignee".
Value set_property(Call& call) {
  call.scope.change_task(property_name("get" + std::string(call.name.substr(3))), call.arguments[0]);
  return {};
}

/// Under the method's own name, since it adds to what is there.
Value add_link(Call& call) {
  call.scope.change_task(call.name, call.arguments[0]);
  return {};
}

constexpr std::array<Method, 13> of_task = {{
    {"setAssignee", 1, 1, set_property},
    {"setOwner", 1, 1, set_property},
    {"setName", 1, 1, set_property},
    {"setDescription", 1, 1, set_property},
    {"setPriority", 1, 1, set_property},
    {"setDueDate", 1, 1, set_property},
    {"setFollowUpDate", 1, 1, set_property},
    {"addCandidateUser", 1, 1, add_link},
    {"addCandidateUsers", 1, 1, add_link},
    {"addCandidateGroup", 1, 1, add_link},
    {"addCandidateGroups", 1, 1, add_link},
    {"deleteCandidateUser", 1, 1, add_link},
    {"deleteCandidateGroup", 1, 1, add_link},
}};

}  // namespace

std::span<const Method> execution_methods() {
  return of_execution;
}

std::span<const Method> task_methods() {
  return of_task;
}

}  // namespace bihuan::juel
