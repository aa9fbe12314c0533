// Decides which product's extensions a process was written with, and hands each element to the file that translates
// them: camunda.cpp, zeebe.cpp, flowable.cpp. One reader, one model: what is translated cannot be told from what was
// written with bihuan: names. It does not read what the standard says (bpmn_process.cpp).
#pragma once

#include "adapters/definitions/bpmn_index.h"
#include "engine/definition/model.h"

namespace bihuan::definitions {

/// Each translates what vendors' extensions on one element say into the model, and does nothing where there are none.
/// What cannot run at all is noted as unsupported; what runs otherwise than its author may expect, as a warning.

/// Also decides ProcessModel::dialect. Requires that the process's own element is in the model.
void translate_process(BpmnIndex& index, const XmlDocument& document, XmlNode node, definition::ProcessModel& process);
/// Requires that the standard's part of the element has been read.
void translate_flow_node(BpmnIndex& index, XmlNode node, definition::ElementModel& element,
                         definition::ProcessModel& process);
/// An event definition, in place or referenced.
void translate_event_definition(BpmnIndex& index, XmlNode node, definition::EventDefinitionModel& event,
                                definition::ElementModel& element, definition::ProcessModel& process);
void translate_flow(BpmnIndex& index, XmlNode node, definition::FlowModel& flow, definition::ProcessModel& process);
/// A root message, signal, error or escalation that the event refers to.
void translate_root(BpmnIndex& index, XmlNode root, definition::EventDefinitionModel& event);
/// What only the whole process shows: a user task that says not who gets it waits for nobody in particular, where
/// the process has no bihuan: names at all. Requires that everything else has been read.
void complete_dialect(const XmlDocument& document, XmlNode node, definition::ProcessModel& process);

}  // namespace bihuan::definitions
