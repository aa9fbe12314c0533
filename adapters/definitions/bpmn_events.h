// Decides what an event's definitions say (BPMN 2.0.2, 10.5.5): which message, signal, error, escalation, link, moment,
// condition or compensation. It does not decide where which event may stand (definition::compile).
#pragma once

#include <optional>

#include "adapters/definitions/bpmn_reading.h"

namespace bihuan::definitions {

/// True for messageEventDefinition and its like, executable or not, and for a reference to one.
bool is_event_definition(XmlNode node);

/// The definition itself, or the root definition that an eventDefinitionRef names; nullopt if that dangles (reported).
std::optional<XmlNode> event_definition(BpmnIndex& index, XmlNode event, XmlNode definition);

/// nullopt for a definition that the standard does not know.
std::optional<definition::EventDefinitionModel> read_event_definition(const Reading& reading, XmlNode event,
                                                                      XmlNode definition);

/// Fills what only events have: definitions in document order, interrupting, attachedToRef, parallelMultiple.
/// False for an event with definitions of which none could be read: without them it would be another event.
bool read_event(const Reading& reading, XmlNode node, definition::ElementModel& element);

/// messageRef and bihuan:message of a send or receive task.
definition::EventDefinitionModel read_task_message(const Reading& reading, XmlNode task);

/// A web service operation is not called, neither by a task nor by a message event; the element's job in its place is.
void check_operations(const Reading& reading, XmlNode node, const definition::ElementModel& element);

}  // namespace bihuan::definitions
