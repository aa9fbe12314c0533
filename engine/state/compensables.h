// Decides how the completed activities of a scope that can be compensated are read. How they are kept in pages is
// evolve_compensation.cpp's; what undoing them means is engine/behaviour/compensation.h.
#pragma once

#include <vector>

#include "engine/state/state.h"

namespace bihuan::state {

/// All of the scope, in order of completion; what is within one stands directly before it.
std::vector<const Compensable*> compensables_of(const State& state, ScopeId id);

/// Those directly within the last one, in order. Requires that there is one. Costs what is within it.
std::vector<TokenId> within_last(const State& state, ScopeId id);

/// The scopes of kind Page that hold the older part of the scope's list, oldest first.
std::vector<ScopeId> compensable_pages(const State& state, ScopeId id);

bool is_page(const State& state, ScopeId id);

}  // namespace bihuan::state
