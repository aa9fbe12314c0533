// Decides multi-instance activities (BPMN 2.0.2, 13.3.7): the collection once on entry, a body scope that counts, a
// scope for each iteration with its item and loopCounter, results in item order. When the whole ends is
// iteration_judge.h, its change while it runs is live_iterations.h. What one iteration does is the activity's own rule
// in engine/element.
#pragma once

#include "engine/step.h"

namespace bihuan::behaviour {

/// So many iterations begin in one command; the rest goes on in commands of their own (state::Continuation).
constexpr std::uint32_t iterations_per_slice = 1'000;
/// A body of more iterations keeps items and results in pages of this size: the end of one writes its page whole, which
/// is to cost no more than a body of ten.
constexpr std::uint32_t iterations_per_page = 12;

/// Is the token the activity as a whole, which has to be multiplied? False inside an iteration.
bool is_to_multiply(const Step& step, Place at);

/// The token stands at the activity: opens the body and its first iterations. Faults are incidents at stage Enter:
/// "collection-not-list", "cardinality-not-valid", "too-many-iterations".
void begin_body(Step& step, Place at);

/// The next slice of iterations. `owner` is the token that waits for the body.
void begin_more(Step& step, Place owner);

/// Whether the next slice has a command of its own.
bool has_more_to_come(const Step& step, Place owner);

/// The token inside an iteration is done. Requires that the scope is an iteration, of a standard loop (then
/// standard_loop.h goes on) or of a multi-instance body.
void iteration_done(Step& step, Place inner);

/// Ends the iterations that still run, writes results and these variables outwards, and lets the activity go on.
void finish_body(Step& step, ScopeId body, const state::Variables& variables);

}  // namespace bihuan::behaviour
