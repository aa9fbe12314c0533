// Decides what must hold of what can be undone (part of invariants 1 and 5 of semantics.md).
#pragma once

#include <string>
#include <vector>

#include "engine/definition/definition.h"
#include "engine/state/state.h"

namespace bihuan {

/// Adds what is broken. Costs what the instance remembers.
void check_compensation(const definition::Definition& definition, const state::State& state,
                        std::vector<std::string>& broken);

}  // namespace bihuan
