// Decides the bounds of xml_scan.h in one pass over the bytes. It relies on one property of XML without a document
// type: outside comments, CDATA sections and instructions each "<" begins a tag, and a tag ends at the first ">"
// outside quotes.
#include "adapters/definitions/xml_scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "adapters/definitions/utf8.h"

namespace bihuan::definitions {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

class Scanner {
 public:
  Scanner(std::string_view bytes, const XmlLimits& limits) : bytes_(bytes), limits_(limits) {}

  std::expected<std::vector<Where>, XmlFault> run() {
    check_encoding();
    bytes_ = without_mark(bytes_);
    if (!fault_) scan_markup();
    if (fault_) return std::unexpected(std::move(*fault_));
    return std::move(starts_);
  }

 private:
  void fail(std::size_t at, std::string code, std::string zh, std::string en) {
    if (!fault_) fault_ = XmlFault{where(at), std::move(code), std::move(zh), std::move(en)};
  }

  /// Line and column (in characters) of an offset. Linear over all calls, since offsets only grow.
  Where where(std::size_t at) {
    for (; counted_ < at; ++counted_) {
      const auto c = static_cast<unsigned char>(bytes_[counted_]);
      if (c == '\n') {
        ++line_;
        column_ = 1;
      } else if ((c & 0xC0) != 0x80) {
        ++column_;
      }
    }
    return {line_, column_};
  }

  void check_encoding() {
    if (bytes_.starts_with("\xFE\xFF") || bytes_.starts_with("\xFF\xFE") ||
        bytes_.starts_with(std::string_view("\0<", 2)) || bytes_.starts_with(std::string_view("<\0", 2))) {
      return fail(0, "xml-not-utf-8", "文件的编码是 UTF-16。请在建模工具或编辑器里另存为 UTF-8 编码后再上传。",
                  "The file is encoded as UTF-16. Save it as UTF-8 and upload it again.");
    }
    if (const auto nul = bytes_.find('\0'); nul != std::string_view::npos) {
      return fail(nul, "xml-nul", "文件里有空字节（NUL），这不是文本文件，可能已经损坏。请重新导出后再上传。",
                  "The file holds a NUL byte: it is no text file, or it is damaged. Export it again.");
    }
    if (const auto bad = find_invalid_utf8(bytes_); bad != std::string_view::npos) {
      return fail(bad, "xml-not-utf-8", "文件从这里起不是 UTF-8 编码（可能是 GBK）。请另存为 UTF-8 编码后再上传。",
                  "From here on the file is not UTF-8 (perhaps GBK). Save it as UTF-8 and upload it again.");
    }
    check_declared_encoding();
  }

  /// A file of plain ASCII reads the same in each of these encodings, so that declaring one of them does no harm.
  static bool agrees_with_ascii(std::string_view lower_name) {
    static constexpr std::array same = {"us-ascii", "ascii",  "iso-8859-", "windows-125",
                                        "gbk",      "gb2312", "gb18030",   "big5"};
    return std::any_of(same.begin(), same.end(), [&](const char* name) { return lower_name.starts_with(name); });
  }

  void check_declared_encoding() {
    const std::string_view text = without_mark(bytes_);
    if (!text.starts_with("<?xml") || text.size() < 6 || !is_space(text[5])) return;
    const std::string_view head = text.substr(0, std::min(text.find("?>"), std::size_t{1024}));
    auto at = head.find("encoding");
    if (at == std::string_view::npos) return;
    at = head.find_first_of("\"'", at);
    if (at == std::string_view::npos) return;
    const auto end = head.find(head[at], at + 1);
    if (end == std::string_view::npos) return;
    std::string name(head.substr(at + 1, end - at - 1));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (name == "utf-8" || name == "utf8") return;
    const bool ascii = std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; });
    if (ascii && agrees_with_ascii(name)) return;
    fail(0, "xml-not-utf-8", fmt::format("文件声明的编码是“{}”，这里只读 UTF-8。请另存为 UTF-8 编码后再上传。", name),
         fmt::format("The file declares the encoding \"{}\"; only UTF-8 is read. Save it as UTF-8.", name));
  }

  void scan_markup() {
    std::size_t at = 0;
    while (!fault_ && (at = bytes_.find('<', at)) != std::string_view::npos) at = scan_one(at);
  }

  /// Passes the markup that begins at `at`; answers the offset behind it.
  std::size_t scan_one(std::size_t at) {
    const std::string_view rest = bytes_.substr(at);
    if (rest.starts_with("<!--")) return skip_to(at, at + 4, "-->");
    if (rest.starts_with("<![CDATA[")) return skip_to(at, at + 9, "]]>");
    if (rest.starts_with("<?")) return skip_to(at, at + 2, "?>");
    if (rest.starts_with("<!")) return refuse_declaration(at);
    if (rest.starts_with("</")) return scan_end_tag(at);
    return scan_start_tag(at);
  }

  std::size_t skip_to(std::size_t start, std::size_t from, std::string_view end) {
    const auto found = bytes_.find(end, from);
    if (found != std::string_view::npos) return found + end.size();
    return truncated(start);
  }

  std::size_t truncated(std::size_t start) {
    fail(start, "xml-truncated", "从这里开始的标记没有结束：文件不完整，可能没有传完或没有保存完。请重新导出后再上传。",
         "The markup that begins here never ends: the file is incomplete. Export it again.");
    return bytes_.size();
  }

  std::size_t refuse_declaration(std::size_t at) {
    fail(at, "xml-doctype",
         "文件里有文档类型声明（<!DOCTYPE> 或 <!ENTITY>）。为了安全不接受这种声明，请删除这一行后再上传。",
         "The file holds a document type declaration (<!DOCTYPE>, <!ENTITY>), which is refused for safety. Delete it.");
    return bytes_.size();
  }

  std::size_t scan_end_tag(std::size_t at) {
    const auto end = bytes_.find('>', at);
    if (end == std::string_view::npos) return truncated(at);
    if (!open_namespaces_.empty()) {
      namespaces_ -= open_namespaces_.back();
      open_namespaces_.pop_back();
    }
    return end + 1;
  }

  std::size_t scan_start_tag(std::size_t at) {
    starts_.push_back(where(at));
    if (starts_.size() > limits_.elements) {
      return too_much(at, "xml-too-many-elements", fmt::format("文件里的元素超过 {} 个", limits_.elements),
                      fmt::format("The file has more than {} elements.", limits_.elements));
    }
    std::size_t attributes = 0, namespaces = 0, name_start = at + 1;
    bool self_closing = false, between = false;  // between: no attribute name has begun
    std::size_t i = at + 1;
    for (;; ++i) {
      if (i >= bytes_.size()) return truncated(at);
      if (i - at > limits_.tag_bytes) return tag_too_long(at);
      const char c = bytes_[i];
      if (c == '>') break;
      self_closing = c == '/';
      between |= is_space(c) && attributes == 0 && name_start == at + 1;
      if (between && !is_space(c)) name_start = i, between = false;
      if (c != '"' && c != '\'') continue;
      if (++attributes > limits_.attributes_per_tag) return too_many_attributes(at);
      namespaces += bytes_.substr(name_start).starts_with("xmlns");
      const auto close = bytes_.find(c, i + 1);
      if (close == std::string_view::npos) return truncated(at);
      i = close;
      between = true;
    }
    return count_tag(at, attributes, namespaces, self_closing) ? i + 1 : bytes_.size();
  }

  /// Counts one start tag against the limits of the whole file; false after a fault.
  bool count_tag(std::size_t at, std::size_t attributes, std::size_t namespaces, bool self_closing) {
    attributes_ += attributes;
    if (attributes_ > limits_.attributes) return too_many_attributes(at), false;
    if (namespaces_ + namespaces > limits_.namespaces_in_scope) {
      too_much(at, "xml-too-many-namespaces", fmt::format("这里声明的命名空间超过 {} 个", limits_.namespaces_in_scope),
               fmt::format("More than {} namespaces are declared here.", limits_.namespaces_in_scope));
      return false;
    }
    if (open_namespaces_.size() + 1 > limits_.depth) {
      too_much(at, "xml-too-deep", fmt::format("元素嵌套超过 {} 层", limits_.depth),
               fmt::format("Elements are nested more than {} deep.", limits_.depth));
      return false;
    }
    if (self_closing) return true;
    namespaces_ += namespaces;
    open_namespaces_.push_back(namespaces);
    return true;
  }

  std::size_t too_much(std::size_t at, std::string code, const std::string& zh, const std::string& en) {
    fail(at, std::move(code), zh + "，超出了允许的范围。请检查文件是否损坏，或者把流程拆成几个文件。",
         en + " Check whether the file is damaged, or split it.");
    return bytes_.size();
  }
  std::size_t tag_too_long(std::size_t at) {
    return too_much(at, "xml-tag-too-long", fmt::format("一个标签的长度超过 {} 字节", limits_.tag_bytes),
                    fmt::format("A tag is longer than {} bytes.", limits_.tag_bytes));
  }
  std::size_t too_many_attributes(std::size_t at) {
    return too_much(at, "xml-too-many-attributes",
                    fmt::format("属性太多（一个标签最多 {} 个，整个文件最多 {} 个）", limits_.attributes_per_tag,
                                limits_.attributes),
                    fmt::format("Too many attributes (at most {} on a tag, {} in a file).", limits_.attributes_per_tag,
                                limits_.attributes));
  }

  std::string_view bytes_;
  const XmlLimits& limits_;
  std::optional<XmlFault> fault_;
  std::vector<Where> starts_;
  std::vector<std::size_t> open_namespaces_;  ///< one per open element: how many namespaces it declares
  std::size_t namespaces_ = 0, attributes_ = 0;
  std::size_t counted_ = 0;
  int line_ = 1, column_ = 1;
};

}  // namespace

std::expected<std::vector<Where>, XmlFault> scan_xml(std::string_view bytes, const XmlLimits& limits) {
  if (bytes.size() > limits.bytes) {
    return std::unexpected(
        XmlFault{{},
                 "xml-too-large",
                 fmt::format("文件有 {} 字节，超过了允许的 {} 字节。", bytes.size(), limits.bytes),
                 fmt::format("The file has {} bytes; at most {} are allowed.", bytes.size(), limits.bytes)});
  }
  return Scanner(bytes, limits).run();
}

}  // namespace bihuan::definitions
