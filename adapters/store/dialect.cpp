// Decides the substitutions that dialect.h lists.
#include "adapters/store/dialect.h"

#include <map>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/check.h"

namespace bihuan::store {

namespace {

struct Both {
  std::string postgresql, sqlite;
};

const std::map<std::string, Both, std::less<>>& substitutions() {
  static const std::map<std::string, Both, std::less<>> table = {
      {"now", {"coalesce($1::bigint, (extract(epoch FROM now()) * 1000000)::bigint)", "$1"}},
      {"like", {"ILIKE", "LIKE"}},
      {"number", {"bigint", "INTEGER"}},
      {"text", {"text COLLATE \"C\"", "TEXT"}},
      {"bytes", {"bytea", "BLOB"}},
      {"clustered", {"", " WITHOUT ROWID"}},
      {"skip locked", {" FOR UPDATE SKIP LOCKED", ""}},
  };
  return table;
}

constexpr std::string_view rows_mark = "rows(";

std::vector<std::pair<std::string, std::string>> named_types(std::string_view list) {
  std::vector<std::pair<std::string, std::string>> names;
  std::istringstream in{std::string(list)};
  for (std::string name, type; in >> name >> type;) {
    if (type.ends_with(',')) type.pop_back();
    names.emplace_back(name, type);
  }
  return names;
}

std::string array_type(const std::string& type) {
  CHECK(type == "i" || type == "t" || type == "b");
  return type == "i" ? "::bigint[]" : type == "t" ? "::text[]" : "::bytea[]";
}

/// "part i, name t" → the step's rows as table n.
std::string rows_table(std::string_view list, Dialect dialect) {
  std::string values, names;
  int n = 0;
  for (const auto& [name, type] : named_types(list)) {
    const std::string comma = n++ ? ", " : "";
    names += comma + name;
    values += comma + "$" + std::to_string(n) + (dialect == Dialect::Postgresql ? array_type(type) : " AS " + name);
  }
  if (dialect == Dialect::Postgresql) return "unnest(" + values + ") AS n(" + names + ")";
  return "(SELECT " + values + ") AS n";
}

std::string substitute(std::string_view mark, Dialect dialect) {
  if (mark.starts_with(rows_mark)) {
    CHECK(mark.ends_with(')'));
    return rows_table(mark.substr(rows_mark.size(), mark.size() - rows_mark.size() - 1), dialect);
  }
  const auto found = substitutions().find(mark);
  CHECK(found != substitutions().end());
  return dialect == Dialect::Postgresql ? found->second.postgresql : found->second.sqlite;
}

}  // namespace

bool has_rows(const std::string& text) {
  return text.find("{rows(") != std::string::npos;
}

std::string rendered(const std::string& text, Dialect dialect) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{', at)) {
    const std::size_t close = text.find('}', open);
    CHECK(close != std::string::npos);
    out.append(text, at, open - at);
    out += substitute(std::string_view(text).substr(open + 1, close - open - 1), dialect);
    at = close + 1;
  }
  return out.append(text, at);
}

}  // namespace bihuan::store
