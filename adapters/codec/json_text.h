// Decides how the pieces of a JSON text are written. For the writers in this folder and
// the one of the API; others use json.h.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/value.h"

namespace bihuan::codec {

/// Appends the text in double quotes; bytes that are not UTF-8 become U+FFFD.
void append_string(std::string& out, std::string_view text);
void append_value(std::string& out, const Value& value);

}  // namespace bihuan::codec
