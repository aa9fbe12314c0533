// Decides how the lists of this dialect are made of the store's pages: what no column answers is decided row by row, a
// slice that needs no sorting is read no further than it reaches, and sorting has a bound, beyond which the client is
// told to narrow its question.
#pragma once

#include <algorithm>
#include <expected>
#include <map>
#include <variant>

#include "api/compat/error.h"
#include "api/compat/filter.h"
#include "api/json_writer.h"

namespace bihuan::compat {

constexpr std::size_t most_sorted = 20'000;
constexpr int page_size = 1000;

using SortKey = std::variant<std::int64_t, std::string>;

template <class Row>
using SortKeys = std::map<std::string, std::function<SortKey(const Row&)>, std::less<>>;

template <class Row>
struct Selection {
  std::function<store::Listed<Row>(const store::Page&)> read;
  std::function<bool(const Row&)> keep = [](const Row&) { return true; };
  std::vector<Order> order = {};
  Slice slice = {};
};

/// Reads pages until `take` says that it has enough.
template <class Row>
void each(const Selection<Row>& selection, const std::function<bool(Row)>& take) {
  store::Page page{.cursor = {}, .limit = page_size};
  do {
    store::Listed<Row> listed = selection.read(page);
    for (Row& row : listed.rows) {
      if (selection.keep(row) && !take(std::move(row))) return;
    }
    page.cursor = listed.next;
  } while (!page.cursor.empty());
}

template <class Row>
void sort_rows(std::vector<Row>& rows, const std::vector<Order>& order, const SortKeys<Row>& keys) {
  for (auto one = order.rbegin(); one != order.rend(); ++one) {
    const auto& key = keys.find(one->by)->second;
    std::ranges::stable_sort(
        rows, [&](const Row& a, const Row& b) { return one->descending ? key(b) < key(a) : key(a) < key(b); });
  }
}

template <class Row>
std::vector<Row> cut(std::vector<Row> rows, const Slice& slice) {
  rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(std::min(slice.first, rows.size())));
  if (rows.size() > slice.most) rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(slice.most), rows.end());
  return rows;
}

inline api::Problem too_many() {
  return invalid_request("结果过多，请缩小查询范围",
                         "Expected a narrower query: more than 20000 rows would have to be sorted");
}

template <class Row>
std::expected<std::vector<Row>, api::Problem> gather(const Selection<Row>& selection, const SortKeys<Row>& keys = {}) {
  std::vector<Row> rows;
  const bool sorted = !selection.order.empty();
  const Slice& slice = selection.slice;
  const std::size_t enough = slice.most > SIZE_MAX - slice.first ? SIZE_MAX : slice.first + slice.most;
  const std::size_t bound = sorted ? most_sorted + 1 : enough;
  if (bound > 0) {
    each<Row>(selection, [&](Row row) {
      rows.push_back(std::move(row));
      return rows.size() < bound;
    });
  }
  if (sorted && rows.size() > most_sorted) return std::unexpected(too_many());
  sort_rows(rows, selection.order, keys);
  return cut(std::move(rows), slice);
}

template <class Row>
http::Response count_answer(const Selection<Row>& selection) {
  std::int64_t count = 0;
  each<Row>(selection, [&](const Row&) {
    ++count;
    return true;
  });
  return api::json_answer(api::JsonObject().number("count", count).done());
}

/// A list that is at hand as a whole.
template <class Row>
std::function<store::Listed<Row>(const store::Page&)> from(std::vector<Row> rows) {
  return [rows = std::move(rows)](const store::Page&) { return store::Listed<Row>{rows, {}}; };
}

template <class Rows, class Write>
http::Response list_answer(const Rows& rows, Write&& write) {
  return api::json_answer(api::json_list(rows, std::forward<Write>(write)));
}

}  // namespace bihuan::compat
