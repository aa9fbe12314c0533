// Intermediate catch event: message, signal, timer.
// BPMN 2.0.2, 13.5.2: waiting starts when the event is reached; once it occurs, the outgoing flows are followed.
#include "engine/element/catching.h"

namespace bihuan::element {

const Rule intermediate_catch_event{.token_arrives = begin_to_wait, .trigger_fired = caught};

}  // namespace bihuan::element
