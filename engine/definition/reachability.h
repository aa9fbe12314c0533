// Decides, once for a definition, from where a token could come to which flow; the inclusive join asks it at every step
// (BPMN 2.0.2, 13.4.3). It knows no tokens.
#pragma once

#include "engine/definition/definition.h"

namespace bihuan::definition {

/// Fills flow_reaches_flow, element_reaches_flow and the joins' sets of a definition whose elements and flows are
/// linked. Boundary events count as ways out of their activity. Time is flows × (elements + flows).
void fill_reachability(Definition& definition);

}  // namespace bihuan::definition
