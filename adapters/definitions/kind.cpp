// Decides the endings and the marks in the content that tell files apart.
#include "adapters/definitions/kind.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>

#include "adapters/definitions/json.h"
#include "adapters/definitions/names.h"
#include "adapters/definitions/utf8.h"
#include "adapters/definitions/xml.h"

namespace bihuan::definitions {
namespace {

constexpr auto endings = std::to_array<std::pair<std::string_view, FileKind>>({
    {".bpmn", FileKind::Bpmn},
    {".bpmn20.xml", FileKind::Bpmn},
    {".bpmn.xml", FileKind::Bpmn},
    {".dmn", FileKind::Dmn},
    {".dmn.xml", FileKind::Dmn},
    {".form", FileKind::Form},
    {".form.json", FileKind::Form},
    {".calendar.json", FileKind::Calendar},
});

FileKind kind_of_xml(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 64u << 10);
  if (head.find(bpmn_ns) != std::string_view::npos) return FileKind::Bpmn;
  if (head.find(".omg.org/spec/DMN/") != std::string_view::npos) return FileKind::Dmn;
  return FileKind::Unknown;
}

FileKind kind_of_json(std::string_view bytes) {
  const auto root = read_json(bytes, "");
  if (!root) return FileKind::Unknown;
  if (root->entry("components")) return FileKind::Form;
  if (root->entry("week")) return FileKind::Calendar;
  return FileKind::Unknown;
}

FileKind kind_of_content(std::string_view bytes) {
  const std::string_view text = trimmed(without_mark(bytes));
  if (text.starts_with('<')) return kind_of_xml(text);
  if (text.starts_with('{')) return kind_of_json(text);
  return FileKind::Unknown;
}

}  // namespace

FileKind kind_of(std::string_view file_name, std::string_view bytes) {
  std::string name(file_name);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const auto& [ending, kind] : endings) {
    if (name.ends_with(ending)) return kind;
  }
  const auto slash = name.find_last_of("/\\");
  const bool no_ending = name.find('.', slash == std::string::npos ? 0 : slash) == std::string::npos;
  return no_ending || name.ends_with(".xml") || name.ends_with(".json") ? kind_of_content(bytes) : FileKind::Unknown;
}

std::string_view name_of(FileKind kind) {
  switch (kind) {
    case FileKind::Bpmn:
      return "bpmn";
    case FileKind::Dmn:
      return "dmn";
    case FileKind::Form:
      return "form";
    case FileKind::Calendar:
      return "calendar";
    case FileKind::Unknown:
      break;
  }
  return "unknown";
}

}  // namespace bihuan::definitions
