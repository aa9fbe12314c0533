// Decides who may start a process by hand: what its start event says (bihuan:starters). It starts nothing.
#pragma once

#include "api/call.h"
#include "engine/definition/definition.h"

namespace bihuan::resources {

/// Nobody named: every member of staff. Where nothing starts by hand the answer is yes, and the start is refused for
/// its own reason.
bool may_start(const api::Call& call, const definition::Definition& definition);

}  // namespace bihuan::resources
