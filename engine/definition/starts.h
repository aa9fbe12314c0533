// Decides by what an instance can begin from outside, and how such a beginning is named: start events of the process,
// receive tasks that instantiate (BPMN 2.0.2, 10.3.3), and events behind an event-based gateway that instantiates
// (10.6.6). How it then begins is behaviour/instantiate.h; who is told of what (messages, timers) is the host's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/definition/definition.h"

namespace bihuan::definition {

/// A start event, receive task or catch event of the process, and which of its event definitions occurred.
struct StartPoint {
  ElementIndex element;  ///< none: by hand, at the none start event or the nodes without incoming flow
  std::uint32_t definition = 0;
  bool operator==(const StartPoint&) const = default;
};

/// The element's id; "id#2" for the second of several event definitions.
std::string name_of(const Definition& definition, StartPoint start);

/// nullopt: nothing of that name begins an instance. An empty name is none of them.
std::optional<StartPoint> find_start(const Definition& definition, std::string_view name);

/// Everything that occurs outside and begins an instance, in document order: one for each event definition. None start
/// events are not among them.
std::vector<StartPoint> start_points(const Definition& definition);

/// The event definition of a start point.
const EventRule& rule_at(const Definition& definition, StartPoint start);

/// The event-based gateway that this event follows, when that begins instances; none otherwise.
ElementIndex instantiating_gateway(const Definition& definition, const Element& event);

}  // namespace bihuan::definition
