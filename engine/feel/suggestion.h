// Decides which known name someone meant who wrote another: the nearest by edits, if it is near enough to be meant.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace bihuan::feel {

/// The candidate with the fewest insertions, deletions, replacements and swaps of neighbouring characters, ignoring the
/// case of ASCII; "" when none is within a third of the length. The first of equals wins.
std::string nearest(std::string_view wanted, std::span<const std::string> candidates);

}  // namespace bihuan::feel
