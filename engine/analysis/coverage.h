// Decides what the program says of itself: which elements of the standard it executes, and which events in which
// positions. Nothing is listed by hand: an element is executed when the dispatch switch has a rule for it and `compile`
// accepts the smallest process with it; an event likewise, in each position.
#pragma once

#include <string_view>
#include <vector>

#include "engine/definition/model.h"

namespace bihuan::analysis {

struct CoveredElement {
  definition::ElementKind kind;
  std::string_view name;  ///< the standard's: "exclusiveGateway"
  bool executed = false;
};

struct CoveredEvent {
  definition::ElementKind kind;  ///< of the element that the event stands at
  std::string_view position;     ///< "startEvent of eventSubProcess, interrupting"
  definition::EventKind event;
  std::string_view name;  ///< "message"
  bool executed = false;
};

/// Multi-instance, standard loop, compensation: what makes an activity more than itself.
struct CoveredMarker {
  std::string_view name;  ///< "multiInstanceLoopCharacteristics, sequential"
  bool executed = false;
};

std::vector<CoveredElement> covered_elements();
std::vector<CoveredEvent> covered_events();
std::vector<CoveredMarker> covered_markers();

std::string_view name_of(definition::ElementKind kind);
std::string_view name_of(definition::EventKind kind);

}  // namespace bihuan::analysis
