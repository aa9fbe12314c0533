// Decides when two pieces of work are the same, for whoever writes rows of them; scopes and headers: state.h.
#pragma once

#include "engine/state/state.h"

namespace bihuan::state {

/// By value, over the fields of the record.
bool same(const Work& a, const Work& b);

}  // namespace bihuan::state
