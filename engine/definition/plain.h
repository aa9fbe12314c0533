// Decides which elements have nothing beside their own rule, so that a step asks them once instead of a dozen times: no
// listeners, markers, mappings, conditions. It says nothing about what the rules do.
#pragma once

#include "engine/definition/definition.h"

namespace bihuan::definition {

/// Sets `begins_plainly` and `leaves_plainly`. Requires that everything else of the definition is made.
void mark_plain(Definition& definition);

}  // namespace bihuan::definition
