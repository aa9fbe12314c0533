// Decides how FEEL values and JSON texts become each other. JSON has no temporal values, so those go out as ISO 8601
// strings, and strings that come in stay strings; whoever knows a field's type (a form) makes dates of them.
#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

#include "engine/base/value.h"

namespace bihuan::codec {

/// Where and why a text is no JSON that is taken. `offset` counts bytes; `message` is for logs and programs,
/// `message_zh` for staff.
struct JsonError {
  std::size_t offset = 0;
  std::string message;
  std::string message_zh;
};

struct JsonLimits {
  std::size_t bytes = 16u << 20;
  std::size_t depth = 64;          ///< nested arrays and objects
  std::size_t values = 1'000'000;  ///< all values together
};

/// Numbers keep their digits, up to the 34 of a decimal128 (more are rounded half-even). Rejects what RFC 8259 does not
/// allow, UTF-8 that is not well formed, a name twice in one object, numbers out of range, and what exceeds a limit.
/// Safe for any bytes.
std::expected<Value, JsonError> parse_json(std::string_view text, const JsonLimits& limits = {});

/// One line without spaces, of any depth. Numbers are plain digits; temporal values, durations and ranges are strings
/// as FEEL writes them; functions are null. Bytes that are not UTF-8 become U+FFFD.
std::string to_json(const Value& value);

/// The text in double quotes, as in to_json.
std::string json_string(std::string_view text);

}  // namespace bihuan::codec
