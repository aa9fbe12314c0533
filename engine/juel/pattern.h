// Decides what the methods with regular expressions do. Patterns are Java's as far as RE2 reads them, so linear in the
// text; back references and look-around are a fault.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/value.h"
#include "engine/juel/fault.h"

namespace bihuan::juel {

/// Does the whole text match?
Value pattern_matches(const std::string& text, const std::string& pattern, const Place& place);
/// `$1` in the replacement is a group; a backslash takes the next character as it is.
Value pattern_replaced(const std::string& text, const std::string& pattern, const std::string& replacement, bool all,
                       const Place& place);
/// As Java: empty texts at the end are left out unless there is a limit; a limit above zero bounds the parts.
Value pattern_split(const std::string& text, const std::string& pattern, std::int64_t limit, const Place& place);

}  // namespace bihuan::juel
