// Decides how the content of one process element becomes a ProcessModel: flow nodes, flows, and what is not executed.
// It does not read collaborations (bpmn_reader.cpp).
#pragma once

#include "adapters/definitions/bpmn_index.h"
#include "engine/definition/model.h"

namespace bihuan::definitions {

/// Requires a process element. `default_language` is the expressionLanguage of the file, empty for FEEL.
definition::ProcessModel read_process(BpmnIndex& index, const XmlDocument& document, XmlNode process,
                                      std::string_view default_language);

/// A global task (BPMN 2.0.2, 10.3.6) as a process of one activity that call activities can call; never executable by
/// itself: the caller says whether its file is.
definition::ProcessModel read_global_task(BpmnIndex& index, const XmlDocument& document, XmlNode task,
                                          definition::ElementKind kind, std::string_view default_language);

}  // namespace bihuan::definitions
