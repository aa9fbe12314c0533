// Event sub-process.
// BPMN 2.0.2, 10.3.5.1 and 13.5.4: it has no incoming or outgoing flow; its start event begins it while the enclosing
// scope is active, and interrupts everything else there or runs beside it. So no token ever stands at it:
// start_event.cpp begins it, and behaviour/scope.cpp ends it.
#include "engine/element/rule.h"

namespace bihuan::element {

const Rule event_sub_process{};

}  // namespace bihuan::element
