#include "adapters/spreadsheet/writer.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

namespace bihuan::spreadsheet {
namespace {

constexpr std::size_t longest_text = 32'767;  ///< UTF-16 units in a cell; characters beyond U+FFFF count twice
constexpr std::size_t most_rows = 1'048'575;  ///< below the titles
constexpr std::size_t most_columns = 16'384;
constexpr std::int64_t largest_whole = 1LL << 53;  ///< a cell's number is a double

/// Cut between characters.
std::string fitting(const std::string& text) {
  std::size_t units = 0, end = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xc0) == 0x80) continue;
    units += byte >= 0xf0 ? 2 : 1;
    if (units >= longest_text) break;
    end = i;
  }
  return units < longest_text ? text : text.substr(0, end) + "…";
}

/// A file in memory that the library can open by name.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(memfd_create("sheets", MFD_CLOEXEC)) {}
  ~MemoryFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  bool open() const { return descriptor_ >= 0; }
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }
  std::string bytes() const {
    struct stat about {};
    if (fstat(descriptor_, &about) != 0) return {};
    std::string out(static_cast<std::size_t>(about.st_size), '\0');
    std::size_t have = 0;
    while (have < out.size()) {
      const ssize_t got = pread(descriptor_, out.data() + have, out.size() - have, static_cast<off_t>(have));
      if (got <= 0) return {};
      have += static_cast<std::size_t>(got);
    }
    return out;
  }

 private:
  int descriptor_;
};

struct Formats {
  lxw_format *title = nullptr, *text = nullptr, *moment = nullptr;
};

Formats make_formats(lxw_workbook* book) {
  Formats formats{workbook_add_format(book), workbook_add_format(book), workbook_add_format(book)};
  format_set_bold(formats.title);
  format_set_bg_color(formats.title, 0xE8EEF7);
  format_set_text_wrap(formats.title);
  format_set_num_format(formats.text, "@");  // so that what a person types over it stays a text, too
  format_set_num_format(formats.moment, "yyyy-mm-dd hh:mm");
  return formats;
}

/// Days since 1899-12-30, the way a cell counts time.
double serial_of(Instant at, int offset_minutes) {
  constexpr double us_per_day = 86'400e6;
  constexpr double epoch = 25'569;
  return epoch + (static_cast<double>(at.us) + offset_minutes * 60e6) / us_per_day;
}

class SheetWriter {
 public:
  SheetWriter(lxw_worksheet* sheet, const Formats& formats, int offset_minutes)
      : sheet_(sheet), formats_(formats), offset_minutes_(offset_minutes) {}

  lxw_error write(const Sheet& from) {
    for (std::size_t i = 0; i < from.columns.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      note(worksheet_set_column(sheet_, column, column, from.columns[i].width, nullptr));
      note(worksheet_write_string(sheet_, 0, column, from.columns[i].title.c_str(), formats_.title));
    }
    for (std::size_t row = 0; row < from.rows.size(); ++row) {
      for (std::size_t i = 0; i < from.rows[row].size(); ++i) {
        write_cell(static_cast<lxw_row_t>(row + 1), static_cast<lxw_col_t>(i), from.rows[row][i]);
      }
    }
    worksheet_freeze_panes(sheet_, 1, 0);
    if (!from.columns.empty()) {
      note(worksheet_autofilter(sheet_, 0, 0, static_cast<lxw_row_t>(from.rows.size()),
                                static_cast<lxw_col_t>(from.columns.size() - 1)));
    }
    return error_;
  }

 private:
  void note(lxw_error error) {
    if (error_ == LXW_NO_ERROR) error_ = error;
  }

  void write_cell(lxw_row_t row, lxw_col_t column, const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) {
      if (!text->empty()) note(worksheet_write_string(sheet_, row, column, fitting(*text).c_str(), formats_.text));
    } else if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
      write_whole(row, column, *whole);
    } else if (const auto* number = std::get_if<double>(&cell)) {
      if (std::isfinite(*number)) note(worksheet_write_number(sheet_, row, column, *number, nullptr));
    } else if (const auto* at = std::get_if<Instant>(&cell)) {
      note(worksheet_write_number(sheet_, row, column, serial_of(*at, offset_minutes_), formats_.moment));
    }
  }

  /// A number that a double does not hold exactly is kept as a text.
  void write_whole(lxw_row_t row, lxw_col_t column, std::int64_t whole) {
    if (whole >= -largest_whole && whole <= largest_whole) {
      note(worksheet_write_number(sheet_, row, column, static_cast<double>(whole), nullptr));
    } else {
      note(worksheet_write_string(sheet_, row, column, std::to_string(whole).c_str(), formats_.text));
    }
  }

  lxw_worksheet* sheet_;
  const Formats& formats_;
  int offset_minutes_;
  lxw_error error_ = LXW_NO_ERROR;
};

lxw_error add_sheets(lxw_workbook* book, const std::vector<Sheet>& sheets, int offset_minutes) {
  const Formats formats = make_formats(book);
  for (const Sheet& sheet : sheets) {
    const lxw_error wrong = workbook_validate_sheet_name(book, sheet.name.c_str());
    if (wrong != LXW_NO_ERROR) return wrong;
    lxw_worksheet* made = workbook_add_worksheet(book, sheet.name.c_str());
    if (!made) return LXW_ERROR_MEMORY_MALLOC_FAILED;
    const lxw_error failed = SheetWriter(made, formats, offset_minutes).write(sheet);
    if (failed != LXW_NO_ERROR) return failed;
  }
  return LXW_NO_ERROR;
}

bool fits(const Sheet& sheet) {
  return sheet.rows.size() <= most_rows && sheet.columns.size() <= most_columns &&
         std::ranges::all_of(sheet.rows, [](const auto& row) { return row.size() <= most_columns; });
}

}  // namespace

std::expected<std::string, std::string> write(const std::vector<Sheet>& sheets, int offset_minutes) {
  if (!std::ranges::all_of(sheets, fits)) return std::unexpected("a sheet has more rows or columns than a file takes");
  const MemoryFile file;
  if (!file.open()) return std::unexpected("no file in memory");
  lxw_workbook* book = workbook_new(file.path().c_str());
  if (!book) return std::unexpected("no memory for a workbook");
  const lxw_error added = add_sheets(book, sheets, offset_minutes);
  const lxw_error closed = workbook_close(book);  // also frees it
  const lxw_error error = added != LXW_NO_ERROR ? added : closed;
  if (error != LXW_NO_ERROR) return std::unexpected(lxw_strerror(error));
  return file.bytes();
}

}  // namespace bihuan::spreadsheet
