// Decides which table a call is looked up in, and what is said when nothing is found: the receiver's own kind first,
// then what every kind answers, then getX() and isX() as entries and properties.
#include <array>
#include <string>
#include <utility>

#include "engine/feel/evaluator.h"
#include "engine/juel/call.h"
#include "engine/juel/moment.h"

namespace bihuan::juel {
namespace {

bool is_moment(const Value& value) {
  return value.get<Date>() != nullptr || value.get<DateTime>() != nullptr;
}

std::span<const Method> own_methods(const Value& value) {
  if (value.string() != nullptr) return text_methods();
  if (value.list() != nullptr) return list_methods();
  if (value.context() != nullptr) return context_methods();
  if (value.number() != nullptr) return number_methods();
  if (is_moment(value)) return moment_methods();
  return {};
}

/// What Java's dates call what FEEL calls otherwise.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> java_names = {{{"dayOfMonth", "day"},
                                                                                      {"monthValue", "month"},
                                                                                      {"monthOfYear", "month"},
                                                                                      {"dayOfWeek", "weekday"},
                                                                                      {"hourOfDay", "hour"},
                                                                                      {"minuteOfHour", "minute"},
                                                                                      {"secondOfMinute", "second"}}};

std::string_view feel_name(std::string_view name) {
  for (const auto& [java, feel] : java_names)
    if (java == name) return feel;
  return name;
}

Value milliseconds(const Value& moment, const Place& place) {
  const feel::Seconds at = moment_of(moment, place);
  constexpr std::int64_t ms_per_second = 1000, ns_per_ms = 1'000'000;
  return Value(at.seconds * ms_per_second + at.ns / ns_per_ms);
}

/// nullopt when the value has no such property.
std::optional<Value> known_property(const Value& value, std::string_view name, const Place& place) {
  if (value.is_null()) return Value();
  if (const ContextEntries* entries = value.context()) {
    place.evaluation.step(entries->size() / 16);
    const Value* entry = value.entry(name);
    return entry != nullptr ? *entry : Value();
  }
  if ((value.list() != nullptr || value.string() != nullptr) && name == "empty") return Value(is_empty(value));
  if (is_moment(value) && (name == "time" || name == "millis")) return milliseconds(value, place);
  return feel::property(value, feel_name(name), place.evaluation.env);
}

}  // namespace

std::string property_name(std::string_view getter) {
  const std::size_t prefix = getter.starts_with("get") ? 3 : getter.starts_with("is") ? 2 : 0;
  if (prefix == 0 || getter.size() <= prefix || getter[prefix] < 'A' || getter[prefix] > 'Z') return "";
  std::string name(getter.substr(prefix));
  name[0] = static_cast<char>(name[0] - 'A' + 'a');
  return name;
}

Value property_of(const Value& value, std::string_view name, const Place& place) {
  if (std::optional<Value> found = known_property(value, name, place)) return std::move(*found);
  place.fault(std::string(kind_of(value).zh) + "没有属性 “" + std::string(name) + "”",
              "Unknown property used in expression: " + std::string(kind_of(value).en) + " has no property " +
                  std::string(name));
}

bool is_method(std::string_view name) {
  for (const auto& methods :
       {text_methods(), list_methods(), context_methods(), number_methods(), moment_methods(), common_methods()})
    for (const Method& method : methods)
      if (method.name == name) return true;
  return false;
}

Value call_method(Call& call) {
  const std::string name(call.name);
  if (call.receiver.is_null())
    call.place.fault("值为空，不能调用 " + name, "Expected a value, but it is null, so " + name + " cannot be called");
  const std::size_t count = call.arguments.size();
  const Method* method = find_method(own_methods(call.receiver), name, count);
  if (method == nullptr) method = find_method(common_methods(), name, count);
  if (method != nullptr) return method->run(call);
  const std::string property = count == 0 ? property_name(name) : "";
  const bool missing_entry = call.receiver.context() != nullptr && call.receiver.entry(property) == nullptr;
  if (!property.empty() && !missing_entry)
    if (std::optional<Value> found = known_property(call.receiver, property, call.place)) return std::move(*found);
  call.place.fault(
      std::string(kind_of(call.receiver).zh) + "没有接受 " + std::to_string(count) + " 个参数的方法 “" + name + "”",
      std::string("Unknown method used in expression: ") + kind_of(call.receiver).en + " has no method " + name +
          " with " + std::to_string(count) + " arguments");
}

Value call_surrounding(Call& call, bool task) {
  const std::string name(call.name);
  const std::size_t count = call.arguments.size();
  const Method* method = task ? find_method(task_methods(), name, count) : nullptr;
  if (method == nullptr) method = find_method(execution_methods(), name, count);
  if (method != nullptr) return method->run(call);
  const std::string property = count == 0 ? property_name(name) : "";
  const Value* changed = task ? call.scope.task_change(property) : nullptr;
  if (changed != nullptr) return *changed;
  if (const Value* entry = property.empty() ? nullptr : call.receiver.entry(property)) return *entry;
  const std::string what = task ? "task" : "execution";
  call.place.fault(what + " 没有方法 “" + name + "”",
                   "Unknown method used in expression: " + what + " has no method " + name);
}

}  // namespace bihuan::juel
