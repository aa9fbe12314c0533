// Decides which element names of the BPMN namespace are flow nodes, which of them are executed as what, and which hold
// flow elements (BPMN 2.0.2, 8.4.9, 10.2, 10.3).
#pragma once

#include <optional>

#include "adapters/definitions/xml.h"
#include "engine/definition/model.h"

namespace bihuan::definitions {

/// The kind of a flow node; nullopt for one that is not executed (choreography).
std::optional<definition::ElementKind> element_kind(XmlNode node);

/// The kind of the activity that a global task is (10.3.6): globalTask, globalUserTask, …; nullopt for anything else.
std::optional<definition::ElementKind> global_task_kind(std::string_view bpmn_name);

/// Elements whose children are flow elements.
bool is_scope(std::string_view bpmn_name);

/// Events that throw: intermediate throw and end events.
bool is_throw(definition::ElementKind kind);

}  // namespace bihuan::definitions
