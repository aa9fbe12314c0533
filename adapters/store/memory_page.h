// Decides how a list is cut into pages in memory: every row in its place, from after the cursor, up to the limit; and
// how texts match.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "adapters/store/list_order.h"

namespace bihuan::store {

inline std::string folded(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

/// ASCII letters match in either case, all else byte by byte: what both databases do.
inline bool contains_text(const std::string& where, const std::string& what) {
  return what.size() <= longest_search && folded(where).find(folded(what)) != std::string::npos;
}

inline bool same(const std::string& wanted, const std::string& value) {
  return wanted.empty() || wanted == value;
}

template <class Row>
Listed<Row> page_of(const std::vector<Row>& rows, const Page& page, const std::string& pattern, auto place) {
  std::vector<std::pair<Place, const Row*>> placed;
  for (const Row& row : rows) placed.emplace_back(place(row), &row);
  std::ranges::sort(placed, {}, [](const auto& entry) { return entry.first; });
  auto at = placed.begin();
  if (!page.cursor.empty()) {
    const auto after = place_of(page.cursor, pattern);
    if (!after) return {};
    at = std::ranges::upper_bound(placed, *after, {}, [](const auto& entry) { return entry.first; });
  }
  Listed<Row> listed;
  for (; at != placed.end() && static_cast<int>(listed.rows.size()) < limit_of(page); ++at) {
    listed.rows.push_back(*at->second);
  }
  if (at != placed.end()) listed.next = cursor_of(std::prev(at)->first);
  return listed;
}

template <class Row>
Listed<Row> page_of(const std::vector<Row>& rows, const Page& page, const std::string& pattern) {
  return page_of(rows, page, pattern, [](const Row& row) { return place_in_list(row); });
}

}  // namespace bihuan::store
