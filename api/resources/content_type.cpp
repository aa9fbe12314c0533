#include "api/resources/content_type.h"

#include <algorithm>
#include <array>

#include "adapters/definitions/utf8.h"

namespace bihuan::resources {
namespace {

using namespace std::literals;

struct Signature {
  std::string_view begins, type;
};

constexpr std::array signatures = {
    Signature{"\x89PNG\r\n\x1a\n"sv, "image/png"},
    Signature{"\xff\xd8\xff"sv, "image/jpeg"},
    Signature{"GIF87a"sv, "image/gif"},
    Signature{"GIF89a"sv, "image/gif"},
    Signature{"%PDF-"sv, "application/pdf"},
};

/// An office document is a zip archive; the names inside it, which stand uncompressed before each entry and again in
/// its directory, tell which.
constexpr std::array office = {
    Signature{"word/document.xml"sv, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    Signature{"xl/workbook.xml"sv, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    Signature{"ppt/presentation.xml"sv, "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    Signature{"mimetypeapplication/vnd.oasis.opendocument.text"sv, "application/vnd.oasis.opendocument.text"},
    Signature{"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"sv,
              "application/vnd.oasis.opendocument.spreadsheet"},
    Signature{"mimetypeapplication/vnd.oasis.opendocument.presentation"sv,
              "application/vnd.oasis.opendocument.presentation"},
};

bool is_text(std::string_view bytes) {
  const bool printable = std::ranges::all_of(
      bytes, [](unsigned char c) { return c >= ' ' ? c != 0x7f : c == '\n' || c == '\r' || c == '\t'; });
  return printable && !bytes.empty() && definitions::find_invalid_utf8(bytes) == std::string_view::npos;
}

}  // namespace

std::string_view content_type_of_bytes(std::string_view bytes) {
  for (const Signature& one : signatures) {
    if (bytes.starts_with(one.begins)) return one.type;
  }
  if (bytes.size() > 12 && bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP") return "image/webp";
  if (bytes.starts_with("PK\x03\x04")) {
    for (const Signature& one : office) {
      if (bytes.find(one.begins) != std::string_view::npos) return one.type;
    }
    return {};
  }
  return is_text(bytes) ? "text/plain; charset=utf-8" : std::string_view();
}

}  // namespace bihuan::resources
