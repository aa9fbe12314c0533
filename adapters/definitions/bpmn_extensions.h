// Decides what the bihuan: elements in an element's extensionElements say (docs/extensions.md), as values of the model.
// It does not check names and words; bihuan_names.h does, over the whole file, before.
#pragma once

#include "adapters/definitions/xml.h"
#include "engine/definition/model.h"

namespace bihuan::definitions {

/// The first bihuan: element of that name in the element's extensionElements.
std::optional<XmlNode> extension(XmlNode element, std::string_view name);

/// Fills what the extensionElements of a flow node say: mappings, assignment, form, deadline, work, job, call,
/// decision.
void read_extensions(XmlNode node, definition::ElementModel& element);

/// correlationKey and timeToLive of bihuan:message, where the event does not have them yet.
void read_message_extension(XmlNode holder, definition::EventDefinitionModel& event);

/// bihuan:assignment.
definition::AssignmentModel read_assignment(XmlNode assignment);

/// bihuan:vote.
definition::VoteModel read_vote(XmlNode vote);

}  // namespace bihuan::definitions
