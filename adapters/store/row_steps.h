// Decides how rows of one type become the parameters of a step, the texts that write them, and rows again when read.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "adapters/store/row_columns.h"

namespace bihuan::store {

/// "a, b, c": the columns that are read, each with the prefix ("t.").
template <class Row>
std::string names_of(const std::string& prefix = "") {
  std::string names;
  Row row;
  columns(row, [&](const char* name, const auto&) { names += (names.empty() ? "" : ", ") + prefix + name; });
  return names;
}

/// A row from the cells of `names_of`, beginning at `from`.
template <class Row>
Row row_in(const std::vector<Cell>& cells, std::size_t from = 0) {
  Row row;
  std::size_t at = from;
  columns(row, [&]<class T>(const char*, T&& field) { take(field, cells.at(at++)); });
  return row;
}

template <class Row>
std::vector<Row> rows_in(const Rows& rows) {
  std::vector<Row> result;
  result.reserve(rows.size());
  for (const auto& cells : rows) result.push_back(row_in<Row>(cells));
  return result;
}

/// Adds one row of parameters, field by field.
class RowBuilder {
 public:
  explicit RowBuilder(Step& step) : step_(step) {}
  void operator()(const char*, const auto& value) {
    if (at_ == step_.columns.size()) step_.columns.push_back({type_of(value), {}});
    step_.columns[at_++].cells.push_back(cell_of(value));
  }

 private:
  Step& step_;
  std::size_t at_ = 0;
};

/// One row: its part, its columns, its place in lists; the order in which `insert_text` names them.
template <class Row>
void add_row(Step& step, std::int64_t part, const Row& row) {
  RowBuilder builder(step);
  builder("part", part);
  columns(row, builder);
  order_columns(row, builder);
}

/// "a, b" for an INSERT and "a i, b t" for {rows(…)}, in the order of `add_row`; part comes before them.
struct RowNames {
  std::string names, typed, source;  ///< source: "n.a, n.b"
  void operator()(const char* name, const auto& value) {
    const char* types[] = {" i", " t", " b"};
    source += (names.empty() ? "n." : ", n.") + std::string(name);
    names += (names.empty() ? "" : ", ") + std::string(name);
    typed += (typed.empty() ? "" : ", ") + std::string(name) + types[static_cast<int>(type_of(value))];
  }
};

template <class Row>
RowNames row_names() {
  RowNames out;
  const Row row;
  columns(row, out);
  order_columns(row, out);
  return out;
}

template <class Row>
std::string insert_text(const std::string& table) {
  const RowNames row = row_names<Row>();
  return "INSERT INTO " + table + " (part, " + row.names + ") SELECT n.part, " + row.source + "{from(part i, " +
         row.typed + ")} WHERE true";
}

/// `SET a = source.a, …` for all columns but the keys.
template <class Row>
std::string assignments(const std::string& source, const std::vector<std::string>& keys) {
  std::string set;
  const auto add = [&](const char* name, const auto&) {
    if (std::find(keys.begin(), keys.end(), name) != keys.end()) return;
    set += (set.empty() ? "" : ", ") + std::string(name) + " = " + source + "." + name;
  };
  const Row row;
  columns(row, add);
  order_columns(row, add);
  return set;
}

/// "(a, b) IS DISTINCT FROM (source.a, source.b)" for all columns but the keys.
template <class Row>
std::string differs(const std::string& table, const std::string& source, const std::vector<std::string>& keys) {
  std::string stored, given;
  const auto add = [&](const char* name, const auto&) {
    if (std::find(keys.begin(), keys.end(), name) != keys.end()) return;
    stored += (stored.empty() ? "" : ", ") + table + "." + name;
    given += (given.empty() ? "" : ", ") + source + "." + name;
  };
  const Row row;
  columns(row, add);
  order_columns(row, add);
  return "(" + stored + ") IS DISTINCT FROM (" + given + ")";
}

/// Columns that follow a rule of their own when their row is there already.
struct Ruled {
  std::vector<std::string> columns;
  std::string assignments;
};

/// A row that is there and the same is not written again: its indexes stay as they are. Ruled columns do not make a
/// row differ. Requires: keys begin with "part".
template <class Row>
std::string upsert_text(const std::string& table, const std::vector<std::string>& keys, const Ruled& ruled = {}) {
  std::string list;
  for (const std::string& key : keys) list += (list.empty() ? "" : ", ") + key;
  std::vector<std::string> apart = keys;
  apart.insert(apart.end(), ruled.columns.begin(), ruled.columns.end());
  return insert_text<Row>(table) + " ON CONFLICT (" + list + ") DO UPDATE SET " + assignments<Row>("excluded", apart) +
         (ruled.columns.empty() ? "" : ", " + ruled.assignments) + " WHERE " + differs<Row>(table, "excluded", apart);
}

}  // namespace bihuan::store
