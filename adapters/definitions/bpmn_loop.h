// Decides what the markers of an activity say: standard loop and multi-instance (BPMN 2.0.2, 10.3.8, 13.3.6, 13.3.7),
// and bihuan:vote with them. Which data an iteration gets by loopDataInputRef is bpmn_data.h's.
#pragma once

#include "adapters/definitions/bpmn_reading.h"

namespace bihuan::definitions {

/// Fills ElementModel::loop or ::multi_instance. Reports a vote that has no multi-instance, or two votes.
void read_loop(const Reading& reading, XmlNode activity, definition::ElementModel& element);

}  // namespace bihuan::definitions
