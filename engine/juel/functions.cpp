// Decides the functions: now() and who is at work (Camunda), S() and JSON() (Spin), variables:… (Flowable). To
// Flowable's comparisons a missing variable is null, so that a condition never fails on it.
#include "engine/juel/functions.h"

#include <algorithm>
#include <array>

#include "engine/feel/temporal.h"
#include "engine/juel/json_text.h"

namespace bihuan::juel {
namespace {

struct Function {
  bool of_variables = false;  ///< in the space `variables:`, its first argument is a variable's name
  Method method;
};

Value now(Call& call) {
  const feel::Environment& env = call.place.evaluation.env;
  return feel::in_zone(env.now, env.local_zone, env.zones);
}

Value variable_or_null(Call& call, std::string_view name) {
  std::optional<Value> found = call.scope.find(name);
  return found ? std::move(*found) : Value();
}

Value current_user(Call& call) {
  return variable_or_null(call, "authenticatedUserId");
}

Value current_user_groups(Call& call) {
  return variable_or_null(call, "authenticatedUserGroupIds");
}

/// A text is read as JSON; any other value is one already.
Value json(Call& call) {
  const std::string* text = call.arguments[0].string();
  if (text == nullptr) return call.arguments[0];
  if (std::optional<Value> value = parse_json(*text, call.place)) return std::move(*value);
  call.place.fault("文字不是有效的 JSON", "Expected a text that is JSON");
}

std::optional<Value> variable(Call& call) {
  return call.scope.find(call.text(0));
}

Value get(Call& call) {
  return variable_or_null(call, call.text(0));
}

Value get_or_default(Call& call) {
  const std::optional<Value> found = variable(call);
  return found && !found->is_null() ? *found : call.arguments[1];
}

Value exists(Call& call) {
  return variable(call).has_value();
}

template <Operator op>
Value compares(Call& call) {
  const Value found = variable(call).value_or(Value());
  return holds(op, found, call.arguments[1], call.place);
}

bool contains(const Value& value, const Value& wanted, const Place& place) {
  place.evaluation.step();
  if (const std::string* text = value.string()) return text->find(text_of(wanted, place)) != std::string::npos;
  if (value.context() != nullptr) return value.entry(text_of(wanted, place)) != nullptr;
  const List* items = value.list();
  if (items == nullptr) return false;
  place.evaluation.step(items->size());
  return std::any_of(items->begin(), items->end(), [&](const Value& item) { return item == wanted; });
}

Value contains_all(Call& call) {
  const std::optional<Value> found = variable(call);
  return found && std::all_of(call.arguments.begin() + 1, call.arguments.end(),
                              [&](const Value& wanted) { return contains(*found, wanted, call.place); });
}

Value contains_any(Call& call) {
  const std::optional<Value> found = variable(call);
  return found && std::any_of(call.arguments.begin() + 1, call.arguments.end(),
                              [&](const Value& wanted) { return contains(*found, wanted, call.place); });
}

Value is_empty_variable(Call& call) {
  const std::optional<Value> found = variable(call);
  return !found || is_empty(*found);
}

Value is_not_empty_variable(Call& call) {
  return !is_empty_variable(call).is_true();
}

constexpr std::uint8_t many = 100;

constexpr std::array functions = {
    Function{false, {"now", 0, 0, now}},
    Function{false, {"dateTime", 0, 0, now}},
    Function{false, {"currentUser", 0, 0, current_user}},
    Function{false, {"currentUserGroups", 0, 0, current_user_groups}},
    Function{false, {"S", 1, 1, json}},
    Function{false, {"JSON", 1, 1, json}},
    Function{true, {"get", 1, 1, get}},
    Function{true, {"getOrDefault", 2, 2, get_or_default}},
    Function{true, {"exists", 1, 1, exists}},
    Function{true, {"exist", 1, 1, exists}},
    Function{true, {"equals", 2, 2, compares<Operator::Equal>}},
    Function{true, {"eq", 2, 2, compares<Operator::Equal>}},
    Function{true, {"notEquals", 2, 2, compares<Operator::NotEqual>}},
    Function{true, {"ne", 2, 2, compares<Operator::NotEqual>}},
    Function{true, {"lowerThan", 2, 2, compares<Operator::Less>}},
    Function{true, {"lessThan", 2, 2, compares<Operator::Less>}},
    Function{true, {"lt", 2, 2, compares<Operator::Less>}},
    Function{true, {"lowerThanOrEquals", 2, 2, compares<Operator::LessEqual>}},
    Function{true, {"lessThanOrEquals", 2, 2, compares<Operator::LessEqual>}},
    Function{true, {"lte", 2, 2, compares<Operator::LessEqual>}},
    Function{true, {"greaterThan", 2, 2, compares<Operator::Greater>}},
    Function{true, {"gt", 2, 2, compares<Operator::Greater>}},
    Function{true, {"greaterThanOrEquals", 2, 2, compares<Operator::GreaterEqual>}},
    Function{true, {"gte", 2, 2, compares<Operator::GreaterEqual>}},
    Function{true, {"contains", 2, many, contains_all}},
    Function{true, {"containsAny", 2, many, contains_any}},
    Function{true, {"isEmpty", 1, 1, is_empty_variable}},
    Function{true, {"empty", 1, 1, is_empty_variable}},
    Function{true, {"isNotEmpty", 1, 1, is_not_empty_variable}},
    Function{true, {"notEmpty", 1, 1, is_not_empty_variable}},
};

}  // namespace

bool is_function_space(std::string_view name) {
  return name == "variables" || name == "vars" || name == "var";
}

std::optional<std::uint32_t> find_function(std::string_view space, std::string_view name, std::size_t arguments) {
  for (std::uint32_t i = 0; i < functions.size(); ++i) {
    const Method& method = functions[i].method;
    if (functions[i].of_variables == !space.empty() && method.name == name && arguments >= method.fewest &&
        arguments <= method.most)
      return i;
  }
  return std::nullopt;
}

bool takes_variable_name(std::uint32_t function) {
  return functions[function].of_variables;
}

Value call_function(std::uint32_t function, Call& call) {
  call.name = functions[function].method.name;
  return functions[function].method.run(call);
}

}  // namespace bihuan::juel
