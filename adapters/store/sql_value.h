// Decides what goes into a statement and what comes out: whole numbers, texts and bytes, by column, and the step that
// carries them. No dialect, no connection.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace bihuan::store {

enum class Type : std::uint8_t { Number, Text, Bytes };

/// NULL, a number, or the characters of a text or of bytes. Texts are in their stored form (stored_text.h).
using Cell = std::variant<std::monostate, std::int64_t, std::string>;

struct Column {
  Type type = Type::Number;
  std::vector<Cell> cells;
};

using Rows = std::vector<std::vector<Cell>>;

/// One statement with its parameters. A text with {rows(...)} runs for all rows of its columns, any other once.
struct Step {
  std::string text;
  std::vector<Column> columns;
  /// On SQLite tried first for each row, with the same parameters; a row that it changes needs `text` no more. SQLite
  /// writes every index anew whose column an UPDATE names, changed or not; PostgreSQL looks whether it has changed.
  std::string shortcut = {};
  bool each_must_match = false;  ///< every row must change exactly one stored row, or the transaction is refused

  explicit Step(std::string text) : text(std::move(text)) {}
  Step& number(std::int64_t value);
  Step& text_value(std::string_view value);  ///< takes the plain text
  Step& null_number();
};

}  // namespace bihuan::store
