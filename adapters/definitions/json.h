// Decides how hostile JSON becomes a Value: bounded in size, depth and number of values, numbers with all their digits.
// It does not know forms or calendars.
#pragma once

#include <cstddef>
#include <expected>
#include <string_view>

#include "adapters/definitions/findings.h"
#include "engine/base/value.h"

namespace bihuan::definitions {

struct JsonLimits {
  std::size_t bytes = 4u << 20;
  std::size_t depth = 64;
  std::size_t values = 200'000;
};

/// Objects become contexts in the order of the text, numbers exact decimals of up to 34 digits.
/// Rejects, with line and column: other encodings, wrong JSON, names twice in one object, everything over a limit.
std::expected<Value, Diagnostic> read_json(std::string_view bytes, std::string_view file_name,
                                           const JsonLimits& limits = {});

/// The entry as text; empty if there is none or it is something else.
std::string_view json_text(const Value& object, std::string_view name);
/// The entry as yes or no; `otherwise` if there is none or it is something else.
bool json_flag(const Value& object, std::string_view name, bool otherwise);

}  // namespace bihuan::definitions
