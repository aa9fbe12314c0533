// Decides how the content of one process element becomes a ProcessModel: flow nodes, flows, and what is not executed.
// It does not read collaborations (bpmn_reader.cpp).
#pragma once

#include "adapters/definitions/bpmn_index.h"
#include "engine/definition/model.h"

namespace bihuan::definitions {

/// Requires a process element. `default_language` is the expressionLanguage of the file, empty for FEEL.
definition::ProcessModel read_process(BpmnIndex& index, const XmlDocument& document, XmlNode process,
                                      std::string_view default_language);

/// Adds to the process's unsupported elements; after 200 one last entry says that there are more.
void note_unsupported(definition::ProcessModel& process, definition::Unsupported found);

}  // namespace bihuan::definitions
