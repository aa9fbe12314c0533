// Decides the door to each vendor's file: one function for each place where extensions stand. Each requires a
// Translation whose namespace is its own.
#pragma once

#include "adapters/definitions/translation.h"

namespace bihuan::definitions {

void camunda_process(Translation& t);
void camunda_flow_node(Translation& t);
void camunda_loop(Translation& t);
void camunda_event_definition(Translation& t);
void camunda_flow(Translation& t);

void zeebe_process(Translation& t);
void zeebe_flow_node(Translation& t);
void zeebe_loop(Translation& t);
void zeebe_event_definition(Translation& t);
void zeebe_flow(Translation& t);
/// Of a root message: its subscription.
void zeebe_root(XmlNode root, definition::EventDefinitionModel& event);

/// flowable: and activiti: alike.
void flowable_process(Translation& t);
void flowable_flow_node(Translation& t);
void flowable_loop(Translation& t);
void flowable_event_definition(Translation& t);
void flowable_flow(Translation& t);

}  // namespace bihuan::definitions
