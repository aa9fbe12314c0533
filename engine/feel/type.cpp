// Decides conformance of values to FEEL types, and the implicit conversions.
#include "engine/feel/type.h"

#include <algorithm>
#include <array>

#include "engine/feel/evaluation.h"
#include "engine/feel/function.h"
#include "engine/feel/temporal.h"

namespace bihuan::feel {
namespace {

using NamedKind = std::pair<std::string_view, TypeKind>;
constexpr std::array<NamedKind, 24> names_of_kinds = {{{"Any", TypeKind::Any},
                                                       {"Null", TypeKind::Null},
                                                       {"number", TypeKind::Number},
                                                       {"string", TypeKind::String},
                                                       {"boolean", TypeKind::Boolean},
                                                       {"date", TypeKind::Date},
                                                       {"time", TypeKind::Time},
                                                       {"date and time", TypeKind::DateTime},
                                                       {"dateTime", TypeKind::DateTime},
                                                       {"days and time duration", TypeKind::DaysDuration},
                                                       {"day and time duration", TypeKind::DaysDuration},
                                                       {"dayTimeDuration", TypeKind::DaysDuration},
                                                       {"years and months duration", TypeKind::MonthsDuration},
                                                       {"year and month duration", TypeKind::MonthsDuration},
                                                       {"yearMonthDuration", TypeKind::MonthsDuration},
                                                       {"list", TypeKind::List},
                                                       {"context", TypeKind::Context},
                                                       {"function", TypeKind::Function},
                                                       {"range", TypeKind::Range},
                                                       {"feel:Any", TypeKind::Any},
                                                       {"feel:number", TypeKind::Number},
                                                       {"feel:string", TypeKind::String},
                                                       {"feel:boolean", TypeKind::Boolean},
                                                       {"feel:date", TypeKind::Date}}};

bool is(const Value& value, const Type& type, const TypeNames& names, Conformance how);

bool list_is(const List& items, const Type& type, const TypeNames& names, Conformance how) {
  if (type.arguments.empty()) return true;
  return std::all_of(items.begin(), items.end(),
                     [&](const Value& item) { return item.is_null() || is(item, type.arguments[0], names, how); });
}

bool context_is(const Value& value, const Type& type, const TypeNames& names, Conformance how) {
  return std::all_of(type.fields.begin(), type.fields.end(), [&](const auto& field) {
    const Value* entry = value.entry(field.first);
    return entry != nullptr && (is(*entry, field.second, names, how) || entry->is_null());
  });
}

bool range_is(const Range& range, const Type& type, const TypeNames& names) {
  if (type.arguments.empty()) return true;
  const auto end_is = [&](const Value& end) {
    return end.is_null() || is(end, type.arguments[0], names, Conformance::Instance);
  };
  return end_is(range.low) && end_is(range.high);
}

/// May a value of type `a` stand where `b` is wanted (10.3.2.9.2)? What a name means is not known here: it fits.
bool conforms_to(const Type& a, const Type& b) {
  if (b.kind == TypeKind::Any || a.kind == TypeKind::Null) return true;
  if (a.kind == TypeKind::Named || b.kind == TypeKind::Named) return true;
  if (a.kind != b.kind) return false;
  if (a.kind == TypeKind::Context)
    return std::ranges::all_of(b.fields, [&](const auto& wanted) {
      const auto found = std::ranges::find(a.fields, wanted.first, [](const auto& field) { return field.first; });
      return found != a.fields.end() && conforms_to(found->second, wanted.second);
    });
  if (a.arguments.empty() || b.arguments.empty()) return true;
  if (a.kind != TypeKind::Function) return conforms_to(a.arguments[0], b.arguments[0]);
  if (a.arguments.size() != b.arguments.size()) return false;
  for (std::size_t i = 0; i + 1 < a.arguments.size(); ++i)
    if (!conforms_to(b.arguments[i], a.arguments[i])) return false;
  return conforms_to(a.arguments.back(), b.arguments.back());
}

/// A function type's last argument is its result. Parameters are contravariant: the function must take all that the
/// type promises to give. A result that was not declared is not known, and fits.
bool function_is(const Function& function, const Type& type) {
  if (type.arguments.empty()) return true;
  if (function.parameters.size() + 1 != type.arguments.size()) return false;
  for (std::size_t i = 0; i < function.parameters.size(); ++i)
    if (!conforms_to(type.arguments[i], function.parameters[i].type)) return false;
  return function.result.kind == TypeKind::Any || conforms_to(function.result, type.arguments.back());
}

bool is(const Value& value, const Type& type, const TypeNames& names, Conformance how) {
  if (names.evaluation != nullptr) names.evaluation->step();
  if (value.is_null()) return how == Conformance::Assignment || type.kind == TypeKind::Null;
  switch (type.kind) {
    case TypeKind::Any:
      return true;
    case TypeKind::Null:
      return false;
    case TypeKind::Number:
      return value.number() != nullptr;
    case TypeKind::String:
      return value.string() != nullptr;
    case TypeKind::Boolean:
      return value.get<bool>() != nullptr;
    case TypeKind::Date:
      return value.get<Date>() != nullptr;
    case TypeKind::Time:
      return value.get<Time>() != nullptr;
    case TypeKind::DateTime:
      return value.get<DateTime>() != nullptr;
    case TypeKind::DaysDuration:
      return value.get<DaysDuration>() != nullptr;
    case TypeKind::MonthsDuration:
      return value.get<MonthsDuration>() != nullptr;
    case TypeKind::List:
      return value.list() != nullptr && list_is(*value.list(), type, names, how);
    case TypeKind::Context:
      return value.context() != nullptr && context_is(value, type, names, how);
    case TypeKind::Range:
      return value.range() != nullptr && range_is(*value.range(), type, names);
    case TypeKind::Function: {
      const auto* function = value.get<Value::FunctionPtr>();
      return function != nullptr && function_is(**function, type);
    }
    case TypeKind::Named:
      return names.conforms != nullptr && names.conforms(names.self, type.name, value, how, names.evaluation);
  }
  return false;
}

}  // namespace

Type type_of_name(std::string_view name) {
  for (const NamedKind& known : names_of_kinds)
    if (known.first == name) return Type{.kind = known.second};
  return Type{.kind = TypeKind::Named, .name = std::string(name)};
}

bool is_known(const Type& type, const TypeNames& names) {
  const auto known = [&](const Type& part) { return is_known(part, names); };
  const auto known_field = [&](const auto& field) { return is_known(field.second, names); };
  switch (type.kind) {
    case TypeKind::List:
    case TypeKind::Range:
    case TypeKind::Function:
      return !type.arguments.empty() && std::all_of(type.arguments.begin(), type.arguments.end(), known);
    case TypeKind::Context:
      return !type.fields.empty() && std::all_of(type.fields.begin(), type.fields.end(), known_field);
    case TypeKind::Named:
      return names.conforms != nullptr && (names.knows == nullptr || names.knows(names.self, type.name));
    default:
      return true;
  }
}

bool instance_of(const Value& value, const Type& type, const TypeNames& names) {
  return is(value, type, names, Conformance::Instance);
}

bool conforms(const Value& value, const Type& type, const TypeNames& names) {
  return is(value, type, names, Conformance::Assignment);
}

Value coerced(const Value& value, const Type& type, const TypeNames& names) {
  if (conforms(value, type, names)) return value;
  if (type.kind == TypeKind::Named && names.coerce != nullptr)
    return names.coerce(names.self, type.name, value, names.evaluation);
  if (const List* items = value.list(); items != nullptr && items->size() == 1 && conforms((*items)[0], type, names))
    return (*items)[0];
  if (type.kind == TypeKind::List && value.list() == nullptr) {
    Value single(List{value});
    if (conforms(single, type, names)) return single;
  }
  if (const Date* date = value.get<Date>(); date != nullptr && type.kind == TypeKind::DateTime)
    return at_midnight(*date);
  return {};
}

std::string_view kind_name(const Value& value) {
  constexpr std::array<std::string_view, 13> names = {"null",
                                                      "boolean",
                                                      "number",
                                                      "string",
                                                      "date",
                                                      "time",
                                                      "date and time",
                                                      "days and time duration",
                                                      "years and months duration",
                                                      "list",
                                                      "context",
                                                      "range",
                                                      "function"};
  static_assert(names.size() == std::variant_size_v<Value::Variant>);
  return names[value.variant().index()];
}

}  // namespace bihuan::feel
