// Decides what lies between the processes of one file (BPMN 2.0.2, chapter 9): participants, message flows, and by
// conversation keys which message belongs together with which (bpmn_correlation.h). Black-box pools and what is only
// drawn change nothing.
//
// A message flow between events or message tasks of two executable processes delivers: both ends get the same message
// name (that of either end, else of the flow's message, else the flow's id). A sender that says no key sends its
// business key.
#pragma once

#include "adapters/definitions/bpmn_index.h"
#include "engine/definition/model.h"

namespace bihuan::definitions {

/// Reads every collaboration of the file. Requires that all processes have been read.
void read_collaborations(BpmnIndex& index, XmlNode root, std::string_view default_language, definition::Model& model);

}  // namespace bihuan::definitions
