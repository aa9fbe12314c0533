// Decides what FEEL types are (DMN 1.5, 10.3.2.9) and which values conform to them.
// It does not know item definitions: a name that FEEL does not define is asked of a TypeNames.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/value.h"

namespace bihuan::feel {

enum class TypeKind {
  Any,
  Null,
  Number,
  String,
  Boolean,
  Date,
  Time,
  DateTime,
  DaysDuration,
  MonthsDuration,
  List,
  Context,
  Function,
  Range,
  Named
};

/// `arguments`: the element of a list or range; the parameters and then the result of a function; empty when the type
/// was written without them ("list"). `fields`: of a context. `name`: of a Named type.
struct Type {
  TypeKind kind = TypeKind::Any;
  std::vector<Type> arguments = {};
  std::vector<std::pair<std::string, Type>> fields = {};
  std::string name = {};
};

struct Evaluation;

/// Answers whether a value conforms to a type that FEEL itself does not define. Checking takes steps of `evaluation`,
/// if there is one, since a value may share its parts and look much larger than it is. Instance: as `instance of` asks,
/// which looks at the shape only. Assignment: as a variable of the type asks, with the allowed values, but with
/// components that may be missing.
enum class Conformance { Instance, Assignment };
struct TypeNames {
  bool (*conforms)(const void* self, std::string_view type, const Value& value, Conformance conformance,
                   Evaluation* evaluation) = nullptr;
  const void* self = nullptr;
  Evaluation* evaluation = nullptr;
  /// Is a type of this name defined? Where it is left out, every name counts as defined.
  bool (*knows)(const void* self, std::string_view type) = nullptr;
  /// `coerced` for a type of this name: the implicit conversions that depend on what it stands for.
  Value (*coerce)(const void* self, std::string_view type, const Value& value, Evaluation* evaluation) = nullptr;
};

/// The type that FEEL gives this name, or a Named type. "Any", "number", "date and time", "dateTime",
/// "dayTimeDuration"…
Type type_of_name(std::string_view name);

/// Is this a node of the lattice of types? A list, context, range or function without its parameters is none (DMN 1.5,
/// table 61), nor a name that nothing defines.
bool is_known(const Type& type, const TypeNames& names);
/// `instance of`: null is an instance of Null only (and not of Any).
bool instance_of(const Value& value, const Type& type, const TypeNames& names);
/// Conformance: as instance_of, but null conforms to every type.
bool conforms(const Value& value, const Type& type, const TypeNames& names);
/// The value after FEEL's implicit conversions (10.3.2.9.4): to a singleton list, from a singleton list, a date to a
/// date and time; null when it does not conform even so.
Value coerced(const Value& value, const Type& type, const TypeNames& names);

/// The kind as messages name it: "number", "date and time", "list"…
std::string_view kind_name(const Value& value);

}  // namespace bihuan::feel
