// Decides how a multi-instance activity changes while it runs: iterations are added and taken away (semantics.md).
// Whether a caller may is handle/iterations.cpp.
#pragma once

#include "engine/step.h"

namespace bihuan::behaviour {

/// What became of an iteration of the body.
enum class IterationState { None, NotBegun, Running, Ended };
IterationState iteration_state(const Step& step, ScopeId body, std::uint32_t number);

/// Plans one more for each item; in parallel they begin at once (in slices), else after the others.
void add_iterations(Step& step, ScopeId body, std::vector<Value> items);

/// Ends those that run, as cancelled, and never begins the others; then the whole is judged anew. Requires that each
/// runs or has not begun, and that none is named twice. A fault in a vote's rule is answered.
Evaluated<void> remove_iterations(Step& step, ScopeId body, const std::vector<std::uint32_t>& numbers);

}  // namespace bihuan::behaviour
