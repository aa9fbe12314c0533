// Decides what the attributes and children of tasks, sub-processes, call activities and gateways say (BPMN 2.0.2, 10.3,
// 10.6). Loops are bpmn_loop.h's, data bpmn_data.h's, extensions bpmn_extensions.h's.
#pragma once

#include "adapters/definitions/bpmn_reading.h"

namespace bihuan::definitions {

/// Fills what an activity says by its kind: script, message, called element, ad-hoc ordering, quantities, compensation.
void read_activity(const Reading& reading, XmlNode node, definition::ElementModel& element);

/// Fills activationCondition, instantiate, eventGatewayType.
void read_gateway(const Reading& reading, XmlNode node, definition::ElementModel& element);

}  // namespace bihuan::definitions
