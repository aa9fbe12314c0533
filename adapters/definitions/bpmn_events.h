// Decides what an event's definitions say (BPMN 2.0.2, 10.5.5): which message, signal, error, escalation or moment.
// It does not decide where which event may stand (definition::compile).
#pragma once

#include <optional>

#include "adapters/definitions/bpmn_index.h"
#include "engine/definition/model.h"

namespace bihuan::definitions {

/// True for messageEventDefinition and its like, executable or not, and for a reference to one.
bool is_event_definition(XmlNode node);

/// The definition itself, or the root definition that an eventDefinitionRef names; nullopt if that dangles (reported).
std::optional<XmlNode> event_definition(BpmnIndex& index, XmlNode event, XmlNode definition);

/// nullopt for a definition that is not executable (conditional, link, cancel, compensation).
/// `process_calendar` is what a timer gets that says bihuan:calendar="".
std::optional<definition::EventDefinitionModel> read_event_definition(BpmnIndex& index, XmlNode event,
                                                                      XmlNode definition,
                                                                      std::string_view process_calendar);

/// messageRef and bihuan:message of a send or receive task.
definition::EventDefinitionModel read_task_message(BpmnIndex& index, XmlNode task);

}  // namespace bihuan::definitions
