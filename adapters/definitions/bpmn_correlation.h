// Decides by which keys messages belong together (BPMN 2.0.2, 8.4.2): correlation keys of collaborations and
// conversations, the properties that a message has, and the subscriptions of a process.
//
// For each message event or task of a participant whose message has all properties of a key:
//   message_key   the properties' message paths over the payload (several: one text, joined by "|")
//   conversation  the key's id
//   correlation_key of a catch: the data paths of the process's subscription to that key, where it has one
// A key that bihuan: or a dialect gives goes before.
#pragma once

#include "adapters/definitions/bpmn_index.h"
#include "engine/definition/model.h"

namespace bihuan::definitions {

/// Requires that all processes of the file have been read.
void read_correlation(BpmnIndex& index, XmlNode root, std::string_view default_language, definition::Model& model);

}  // namespace bihuan::definitions
