// Decides how a list of names is one text: each with its length in front ("5:alice3:bob"). Stored. Never change.
#pragma once

#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/check.h"

namespace bihuan::store {

inline std::string joined_names(const std::vector<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) joined += std::to_string(name.size()) + ":" + name;
  return joined;
}

/// Requires a text of `joined_names`.
inline std::vector<std::string> names_in(std::string_view joined) {
  std::vector<std::string> names;
  while (!joined.empty()) {
    std::size_t length = 0;
    const auto [end, error] = std::from_chars(joined.data(), joined.data() + joined.size(), length);
    const std::size_t head = static_cast<std::size_t>(end - joined.data()) + 1;
    CHECK(error == std::errc() && head <= joined.size() && *end == ':' && length <= joined.size() - head);
    names.emplace_back(joined.substr(head, length));
    joined.remove_prefix(head + length);
  }
  return names;
}

}  // namespace bihuan::store
