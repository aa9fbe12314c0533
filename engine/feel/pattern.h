// Decides which RE2 expression an XPath regular expression means (DMN 1.5 refers to XQuery and XPath
// Functions 3.1, 5.6). Linear in the text, always: what RE2 cannot do (back references, class subtraction) is refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bihuan::feel {

/// The pattern in RE2's syntax with its flags (s, m, i, x, q) in front; nullopt for an unknown flag or
/// what RE2 cannot do.
std::optional<std::string> re2_pattern(std::string_view pattern, std::string_view flags);

}  // namespace bihuan::feel
