// Decides which RE2 expression an XPath regular expression means (DMN 1.5, 10.3.4.3 refers to XQuery and XPath
// Functions and Operators, 7.6). Linear in the text, always: what RE2 cannot do, back references above all, is refused.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "engine/feel/character_class.h"

namespace bihuan::feel {

/// The pattern in RE2's syntax with its flags (s, m, i, x, q) in front. A fault for an unknown flag, for what XPath
/// does not know, and for what RE2 cannot do.
std::expected<std::string, PatternFault> re2_pattern(std::string_view pattern, std::string_view flags);

}  // namespace bihuan::feel
