#include "adapters/spreadsheet/reader.h"

#include <fmt/format.h>

#include <charconv>
#include <map>

#include "adapters/spreadsheet/cell_text.h"
#include "adapters/spreadsheet/package.h"

namespace bihuan::spreadsheet {
namespace {

using definitions::XmlDocument;
using definitions::XmlNode;

// Names are compared without their namespaces: the strict and the transitional form of the standard differ in them.

std::string_view relationship_of(const XmlNode& node) {
  for (const auto& attribute : node.attributes()) {
    if (attribute.name == "id" && !attribute.ns.empty()) return attribute.value;
  }
  return {};
}

int integer(std::string_view text, int otherwise) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : otherwise;
}

bool truth(std::string_view text) {
  return text == "1" || text == "true";
}

/// The texts of a string item (§18.4.8): its own or those of its runs; phonetic ones are left out.
std::string text_of_item(const XmlNode& item) {
  std::string out;
  for (const XmlNode child : item.children()) {
    if (child.name() == "t") out += child.text();
    if (child.name() != "r") continue;
    for (const XmlNode piece : child.children()) {
      if (piece.name() == "t") out += piece.text();
    }
  }
  return unescaped(out);
}

/// "AB12" → column 27, row 12; 0 for what is missing.
struct Place {
  std::size_t column = 0;  ///< from 0
  int row = 0;             ///< from 1
};

Place place_of(std::string_view reference) {
  std::size_t column = 0, i = 0;
  for (; i < reference.size() && i < 4 && reference[i] >= 'A' && reference[i] <= 'Z'; ++i) {
    column = column * 26 + static_cast<std::size_t>(reference[i] - 'A' + 1);
  }
  return {column == 0 ? 0 : column - 1, integer(reference.substr(i), 0)};
}

class Reader {
 public:
  Reader(Package package, const ReadLimits& limits) : package_(std::move(package)), limits_(limits) {}

  std::expected<std::vector<Table>, ReadFault> run() {
    const std::string book_path = main_part();
    const auto book = package_.part(book_path);
    if (!book) return std::unexpected(book.error());
    const auto targets = relationships(book_path);
    if (!targets) return std::unexpected(targets.error());
    for (const auto& [id, target] : *targets) {
      if (auto fault = read_shared(target)) return std::unexpected(std::move(*fault));
    }
    return tables(*book, *targets);
  }

 private:
  struct Target {
    std::string type, path;
  };
  using Targets = std::map<std::string, Target, std::less<>>;

  static std::string last(std::string_view type) { return std::string(type.substr(type.rfind('/') + 1)); }

  std::expected<Targets, ReadFault> relationships(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash + 1);
    const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
    const auto document = package_.part(folder + "_rels/" + name + ".rels");
    if (!document) return std::unexpected(document.error());
    Targets out;
    for (const XmlNode one : document->root().children()) {
      if (one.get("TargetMode") == "External") continue;
      out[std::string(one.get("Id"))] = {last(one.get("Type")), resolved(path, one.get("Target"))};
    }
    return out;
  }

  std::string main_part() {
    const auto top = relationships("");
    if (top) {
      for (const auto& [id, target] : *top) {
        if (target.type == "officeDocument") return target.path;
      }
    }
    return "xl/workbook.xml";
  }

  std::optional<ReadFault> read_shared(const Target& target) {
    if (target.type == "sharedStrings") return read_strings(target.path);
    if (target.type == "styles") return read_styles(target.path);
    return std::nullopt;
  }

  std::optional<ReadFault> read_strings(const std::string& path) {
    const auto document = package_.part(path);
    if (!document) return document.error();
    for (const XmlNode item : document->root().children()) {
      if (item.name() == "si") strings_.push_back(text_of_item(item));
    }
    return std::nullopt;
  }

  std::optional<ReadFault> read_styles(const std::string& path) {
    const auto document = package_.part(path);
    if (!document) return document.error();
    std::map<int, Shown> own;
    for (const XmlNode group : document->root().children()) {
      if (group.name() == "numFmts") {
        for (const XmlNode one : group.children()) {
          own[integer(one.get("numFmtId"), -1)] = format_of_code(one.get("formatCode"));
        }
      } else if (group.name() == "cellXfs") {
        for (const XmlNode one : group.children()) {
          const int format = integer(one.get("numFmtId"), 0);
          const auto found = own.find(format);
          formats_.push_back(found == own.end() ? built_in_format(format) : found->second);
        }
      }
    }
    return std::nullopt;
  }

  std::expected<std::vector<Table>, ReadFault> tables(const XmlDocument& book, const Targets& targets) {
    std::vector<Table> out;
    for (const XmlNode group : book.root().children()) {
      if (group.name() == "workbookPr") from_1904_ = truth(group.get("date1904"));
      if (group.name() != "sheets") continue;
      for (const XmlNode sheet : group.children()) {
        const auto target = targets.find(relationship_of(sheet));
        if (target == targets.end() || target->second.type != "worksheet") continue;
        if (out.size() == limits_.sheets) return std::unexpected(too_many("", "工作表", "sheets", limits_.sheets));
        auto read = table(std::string(sheet.get("name")), target->second.path);
        if (!read) return std::unexpected(std::move(read.error()));
        out.push_back(std::move(*read));
      }
    }
    return out;
  }

  static ReadFault too_many(const std::string& sheet, const char* zh, const char* en, std::size_t most) {
    return {sheet, fmt::format("{}太多，最多 {}", zh, most), fmt::format("Expected at most {} {}", most, en)};
  }

  std::expected<Table, ReadFault> table(const std::string& name, const std::string& path) {
    const auto document = package_.part(path);
    if (!document) {
      ReadFault fault = document.error();
      fault.sheet = name;
      return std::unexpected(std::move(fault));
    }
    Table out{.name = name};
    int number = 0;
    for (const XmlNode group : document->root().children()) {
      if (group.name() != "sheetData") continue;
      for (const XmlNode row : group.children()) {
        number = integer(row.get("r"), number + 1);
        auto read = cells(name, row);
        if (!read) return std::unexpected(std::move(read.error()));
        if (read->empty()) continue;
        if (out.rows.size() == limits_.rows) return std::unexpected(too_many(name, "行", "rows", limits_.rows));
        out.rows.push_back({number, std::move(*read)});
      }
    }
    return out;
  }

  /// Without blanks at the end; empty when nothing stands in the row.
  std::expected<std::vector<std::string>, ReadFault> cells(const std::string& sheet, const XmlNode& row) {
    std::vector<std::string> out;
    std::size_t column = 0;
    for (const XmlNode cell : row.children()) {
      if (cell.name() != "c") continue;
      if (const auto reference = cell.find("r")) column = place_of(*reference).column;
      std::string text = text_of(cell);
      if (text.size() > limits_.text_bytes) {
        return std::unexpected(
            ReadFault{sheet, fmt::format("第 {} 行有单元格的内容过长", row.get("r")),
                      fmt::format("Expected cells of at most {} bytes (row {})", limits_.text_bytes, row.get("r"))});
      }
      if (!text.empty() && column < limits_.columns) {
        if (out.size() <= column) out.resize(column + 1);
        out[column] = std::move(text);
      }
      ++column;
    }
    return out;
  }

  std::string text_of(const XmlNode& cell) const {
    const std::string_view type = cell.get("t");
    std::string_view stored;
    for (const XmlNode child : cell.children()) {
      if (child.name() == "is" && type == "inlineStr") return clean(text_of_item(child));
      if (child.name() == "v") stored = child.text();
    }
    if (type == "s") {
      const int index = integer(stored, -1);
      const bool known = index >= 0 && static_cast<std::size_t>(index) < strings_.size();
      return known ? clean(strings_[static_cast<std::size_t>(index)]) : std::string();
    }
    if (type == "b") return truth(stored) ? "TRUE" : "FALSE";
    if (type == "e") return {};  // "#N/A" is no value
    if (type == "str" || type == "d") return clean(unescaped(stored));
    const int style = integer(cell.get("s"), 0);
    const bool known = style >= 0 && static_cast<std::size_t>(style) < formats_.size();
    return number_text(stored, known ? formats_[static_cast<std::size_t>(style)] : Shown::Number, from_1904_);
  }

  /// Without white space at both ends: nobody sees it, and nobody means it.
  static std::string clean(std::string_view text) {
    constexpr std::string_view wide_space = "\u3000", hard_space = "\u00a0";
    for (bool again = true; again;) {
      const std::size_t before = text.size();
      text = definitions::trimmed(text);
      for (const std::string_view space : {wide_space, hard_space}) {
        if (text.starts_with(space)) text.remove_prefix(space.size());
        if (text.ends_with(space)) text.remove_suffix(space.size());
      }
      again = text.size() != before;
    }
    return std::string(text);
  }

  Package package_;
  const ReadLimits& limits_;
  std::vector<std::string> strings_;
  std::vector<Shown> formats_;
  bool from_1904_ = false;
};

}  // namespace

std::expected<std::vector<Table>, ReadFault> read(std::string_view bytes, const ReadLimits& limits) {
  auto package = Package::open(bytes, limits);
  if (!package) return std::unexpected(std::move(package.error()));
  return Reader(std::move(*package), limits).run();
}

}  // namespace bihuan::spreadsheet
