// Decides, once for a definition, from where a token could come to which door of a joining gateway; inclusive and
// complex gateways ask this at every step (BPMN 2.0.2, 13.4.3 and 13.4.5). It knows no tokens.
#pragma once

#include "engine/definition/definition.h"

namespace bihuan::definition {

/// Fills the joins' sets and the looping flows of a definition whose elements and flows are linked. Boundary events
/// count as ways out of their activity, and a link throw event leads to its catch event. Time is doors × (elements +
/// flows), room one bit for each door and element.
void fill_reachability(Definition& definition);

/// Can a token on the flow come to this incoming flow of the join (by its number) without passing through the join?
/// True of that incoming flow itself. Requires a join that has its sets.
bool flow_reaches_door(const Definition& definition, const Element& join, std::size_t door, FlowIndex flow);

/// Likewise for a token that stands at an element. False of the join itself.
inline bool element_reaches_door(const Element& join, std::size_t door, ElementIndex element) {
  return join.join_elements[door].has(element.i);
}

}  // namespace bihuan::definition
