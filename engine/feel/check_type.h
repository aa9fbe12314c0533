// Decides the rules of static types: what operators and properties make of types, and how types are told to people.
// It does not walk expressions (checker.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/value.h"
#include "engine/feel/program.h"
#include "engine/feel/signature.h"
#include "engine/feel/type.h"

namespace bihuan::feel {

/// Nothing is known of it: Any, a name that is not resolved here, or null, which fits everywhere.
bool is_open(const Type& type);
bool same(const Type& a, const Type& b);
/// The one type that both have; Any when they differ. Null gives way.
Type joined(const Type& a, const Type& b);
Type list_of(Type element);
Type range_of(Type end);
/// Of a list its element; of an open type Any; of any other the type itself, as it becomes a list of one.
Type element_of(const Type& type);
Type type_of_value(const Value& value);

/// The type of the result (DMN 1.5, tables 57 to 60); nullopt when these types have none.
std::optional<Type> arithmetic_type(Operator op, const Type& a, const Type& b);
/// May they be compared for equality, or for order? True when it is not known.
bool comparable(const Type& a, const Type& b, bool order);
/// The properties of a temporal type or a range with their types (table 65); empty for other types.
std::vector<std::pair<std::string_view, Type>> properties_of(const Type& type);
/// Is the type, or what it converts to, one of the domain? True when it is not known.
bool fits(const Type& type, const Domain& domain);

/// "数字", "number"; "数字的列表", "list<number>".
std::string chinese(const Type& type);
std::string english(const Type& type);
std::string chinese(const Domain& domain);
std::string english(const Domain& domain);

}  // namespace bihuan::feel
