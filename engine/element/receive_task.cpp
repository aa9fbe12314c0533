// Receive task.
// BPMN 2.0.2, 13.3.3: on activation the task begins to wait for its message; it completes when that arrives. One that
// instantiates is begun by its message (behaviour/instantiate.cpp).
#include "engine/element/catching.h"

namespace bihuan::element {

const Rule receive_task{.token_arrives = begin_to_wait, .trigger_fired = caught};

}  // namespace bihuan::element
