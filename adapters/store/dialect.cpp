// Decides the substitutions that dialect.h lists.
#include "adapters/store/dialect.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
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
      {"position", {"strpos", "instr"}},
      {"by bytes", {" COLLATE \"C\"", ""}},
      {"skip locked", {" FOR UPDATE SKIP LOCKED", ""}},
  };
  return table;
}

/// {rows(…)}, {from(…)}, {using(…)}: the word, and the list in between.
struct RowsMark {
  std::string_view word, list;
};

std::optional<RowsMark> rows_mark(std::string_view mark) {
  for (std::string_view word : {"rows", "from", "using"}) {
    if (!mark.starts_with(word) || mark.substr(word.size(), 1) != "(") continue;
    CHECK(mark.ends_with(')'));
    return RowsMark{word, mark.substr(word.size() + 1, mark.size() - word.size() - 2)};
  }
  return std::nullopt;
}

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

std::string rows_clause(const RowsMark& mark, Dialect dialect) {
  const std::string table = rows_table(mark.list, dialect);
  if (mark.word == "rows") return table;
  if (dialect == Dialect::Sqlite) return "";
  return (mark.word == "from" ? " FROM " : " USING ") + table;
}

std::string substitute(std::string_view mark, Dialect dialect) {
  if (const auto rows = rows_mark(mark)) return rows_clause(*rows, dialect);
  const auto found = substitutions().find(mark);
  CHECK(found != substitutions().end());
  return dialect == Dialect::Postgresql ? found->second.postgresql : found->second.sqlite;
}

bool in_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

/// Every n.<name> becomes the parameter of that name.
std::string with_parameters(std::string_view sql, std::string_view list) {
  std::map<std::string, int, std::less<>> positions;
  for (const auto& [name, type] : named_types(list)) positions.emplace(name, positions.size() + 1);
  std::string out;
  std::size_t at = 0;
  for (std::size_t dot = sql.find("n."); dot != std::string_view::npos; dot = sql.find("n.", at)) {
    const auto end = std::find_if_not(sql.begin() + dot + 2, sql.end(), in_word);
    const auto found = positions.find(sql.substr(dot + 2, static_cast<std::size_t>(end - sql.begin()) - dot - 2));
    const bool ours = (dot == 0 || !in_word(sql[dot - 1])) && found != positions.end();
    out.append(sql.substr(at, dot - at));
    out += ours ? "$" + std::to_string(found->second) : std::string(sql.substr(dot, end - sql.begin() - dot));
    at = static_cast<std::size_t>(end - sql.begin());
  }
  return out.append(sql.substr(at));
}

/// The list of {from(…)} or {using(…)} in the text, if there is one.
std::optional<std::string_view> parameters_of(std::string_view text) {
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const auto mark = rows_mark(text.substr(open + 1, text.find('}', open) - open - 1));
    if (mark && mark->word != "rows") return mark->list;
  }
  return std::nullopt;
}

}  // namespace

bool has_rows(const std::string& text) {
  return text.find("{rows(") != std::string::npos || parameters_of(text);
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
  out.append(text, at);
  const auto parameters = dialect == Dialect::Sqlite ? parameters_of(text) : std::nullopt;
  return parameters ? with_parameters(out, *parameters) : out;
}

}  // namespace bihuan::store
