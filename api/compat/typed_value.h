// Decides how values look in the Camunda 7 REST dialect: {value, type, valueInfo}. Values here know no Java classes: a
// number is Integer, Long or Double by what it is, lists and objects are Json (a text), a moment is a Date, and dates,
// times and durations, which that engine has no type for, are texts.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/value.h"
#include "engine/base/zone.h"
#include "engine/engine.h"
#include "engine/state/state.h"

namespace bihuan::compat {

/// {"value": …, "type": …, "valueInfo": {…}}.
std::string typed_json(const Value& value, const ZoneOffset* zones);
/// As typed_json, without the braces: for objects that say more beside it.
std::string typed_members(const Value& value, const ZoneOffset* zones);
/// {"name": {"value": …}, …}.
std::string typed_variables_json(const state::Variables& variables, const ZoneOffset* zones);
/// "Integer", "String", "Json"…
std::string_view type_of(const Value& value);

/// What a client means by {value, type, valueInfo}; without a type the JSON value tells. `pointer` is for the fault.
std::expected<Value, InputFault> read_typed(const Value& given, const std::string& pointer);
/// An object of such values; a name more than once is the JSON reader's to refuse. Null or absent: nothing.
std::expected<state::Variables, std::vector<InputFault>> read_typed_variables(const Value* given,
                                                                              const std::string& pointer);

}  // namespace bihuan::compat
