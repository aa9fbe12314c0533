// Decides how a place in a list is written down: the sort values of the last row seen, as text that callers only hand
// back. It does not sort and does not read rows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace bihuan::store {

/// The sort values of a row, in the order of the list. Comparing two compares the rows.
using Place = std::vector<std::variant<std::int64_t, std::string>>;

std::string cursor_of(const Place& place);

/// The place that a cursor names; nothing when it was not made by `cursor_of` or has not the form of `pattern` (one
/// letter a value: i = number, t = text).
std::optional<Place> place_of(const std::string& cursor, const std::string& pattern);

}  // namespace bihuan::store
