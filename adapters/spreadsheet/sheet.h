// Decides what a spreadsheet is to this program: named sheets of rows of plain values. It does not know the format of
// the file (writer.h, reader.h) nor what the values mean.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/instant.h"

namespace bihuan::spreadsheet {

/// What is written into one cell. A text is never taken as a formula, whatever it begins with.
using Cell = std::variant<std::monostate, std::string, std::int64_t, double, Instant>;

/// A column of a written sheet.
struct Column {
  std::string title;
  double width = 18;  ///< in characters of the standard font
};

struct Sheet {
  std::string name;  ///< at most 31 characters, without []:*?/\ and unique in the file
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;  ///< below the titles
};

/// A sheet as it was read: every cell as the text that a person sees, blanks as empty texts.
struct Table {
  std::string name;
  struct Row {
    int number = 0;  ///< as the program that made the file counts, from 1
    std::vector<std::string> cells;
  };
  std::vector<Row> rows;  ///< those with anything in them
};

}  // namespace bihuan::spreadsheet
