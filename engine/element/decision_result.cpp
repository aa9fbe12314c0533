// Decides the four mappings.
#include "engine/element/decision_result.h"

namespace bihuan::element {
namespace {

Fault too_many(const std::string& decision, const std::string& map, const char* zh, const char* en) {
  return {
      "decision-failed",
      "决策“" + decision + "”的结果不止一" + zh + "，不能按 " + map + " 取值",
      "Expected one " + std::string(en) + " of the decision \"" + decision + "\" for " + map + ", but there are more",
      decision,
      {}};
}

List rows_of(const Value& result) {
  if (result.is_null()) return {};
  if (const List* rows = result.list()) return *rows;
  return {result};
}

Value as_row(const Value& row, const std::string& decision) {
  return row.context() != nullptr ? row : Value(ContextEntries{{decision, row}});
}

/// The only entry of a row; nullptr when it has several.
const Value* only_entry(const Value& row) {
  const ContextEntries* entries = row.context();
  if (entries == nullptr) return &row;
  return entries->size() == 1 ? &entries->front().second : nullptr;
}

}  // namespace

Evaluated<Value> mapped_result(const std::string& map, Value result, const std::string& decision) {
  if (map.empty()) return result;
  const List rows = rows_of(result);
  const bool single = map == "singleEntry" || map == "singleResult",
             entries = map == "singleEntry" || map == "collectEntries";
  if (single && rows.size() > 1) return std::unexpected(too_many(decision, map, "行", "row"));
  List mapped;
  for (const Value& row : rows) {
    const Value* entry = entries ? only_entry(row) : nullptr;
    if (entries && entry == nullptr) return std::unexpected(too_many(decision, map, "项", "entry"));
    mapped.push_back(entries ? *entry : as_row(row, decision));
  }
  if (!single) return Value(std::move(mapped));
  return mapped.empty() ? Value() : mapped.front();
}

}  // namespace bihuan::element
