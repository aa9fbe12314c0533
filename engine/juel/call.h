// Decides what a method or a function is given, and how one is found in a table. The tables are in methods_*.cpp and
// functions.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/juel/coercion.h"
#include "engine/juel/scope.h"

namespace bihuan::juel {

/// One call: its receiver (null of a function), its arguments and where it stands.
struct Call {
  std::string_view name;
  Value receiver;
  std::vector<Value> arguments;
  Scope& scope;
  Place place;

  std::string text(std::size_t i) const { return text_of(arguments[i], place); }
  std::int64_t whole(std::size_t i) const { return whole_number_of(arguments[i], place); }
  bool has(std::size_t i) const { return i < arguments.size(); }
};

struct Method {
  std::string_view name;
  std::uint8_t fewest = 0, most = 0;  ///< arguments
  Value (*run)(Call& call) = nullptr;
};

/// The method of this name that takes so many arguments; nullptr when there is none.
inline const Method* find_method(std::span<const Method> methods, std::string_view name, std::size_t arguments) {
  for (const Method& method : methods)
    if (method.name == name && arguments >= method.fewest && arguments <= method.most) return &method;
  return nullptr;
}

/// The methods of each kind of receiver.
std::span<const Method> text_methods();
std::span<const Method> list_methods();
std::span<const Method> context_methods();
std::span<const Method> number_methods();
std::span<const Method> moment_methods();
/// Of every kind: equals, toString, and what Spin's JSON nodes answer.
std::span<const Method> common_methods();
std::span<const Method> execution_methods();
std::span<const Method> task_methods();

/// Is there a method of this name that a value of any kind answers?
bool is_method(std::string_view name);

/// Calls the method of the receiver. Faults when there is none, naming what there is.
Value call_method(Call& call);
/// The same on `execution` or `task`, whose context is the receiver.
Value call_surrounding(Call& call, bool task);
/// `a.name` and a["name"]: an entry, a property of a date; null of null and of a missing entry. Faults otherwise.
Value property_of(const Value& value, std::string_view name, const Place& place);
/// "x" of "getX" and "isX"; empty otherwise.
std::string property_name(std::string_view getter);

}  // namespace bihuan::juel
