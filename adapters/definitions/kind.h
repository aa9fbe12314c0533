// Decides what kind of file an upload is, by its name and by what it holds: what `deploy` sorts files with.
// It does not validate; the reader of that kind does.
#pragma once

#include <string_view>

namespace bihuan::definitions {

enum class FileKind { Unknown, Bpmn, Dmn, Form, Calendar };

/// The name decides where it ends with .bpmn, .bpmn20.xml, .bpmn.xml, .dmn, .dmn.xml, .form or .calendar.json (in any
/// case); for other *.xml and *.json names, and for no ending, the content does: the address of the BPMN or DMN
/// namespace in the first 64 KB, "week" or "components" among the names of the outermost JSON object.
FileKind kind_of(std::string_view file_name, std::string_view bytes);

/// "bpmn", "dmn", "form", "calendar", "unknown".
std::string_view name_of(FileKind kind);

}  // namespace bihuan::definitions
