// Decides how lists and contexts are written as text, and how JSON text becomes values (RFC 8259), for S(…), JSON(…)
// and for lists in text. It does not know expressions. Nesting is bounded both ways.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/value.h"
#include "engine/juel/fault.h"

namespace bihuan::juel {

/// JSON without spaces; temporal values as text. Throws feel::BudgetStop for what is too large or too deep.
std::string json_text(const Value& value, const Place& place);
/// nullopt when the text is no JSON, or nested deeper than 200.
std::optional<Value> parse_json(std::string_view text, const Place& place);

}  // namespace bihuan::juel
