// Decides what the end of an iteration means for the multi-instance activity as a whole: its result, its vote, the
// events that the activity throws, and whether the whole is complete (BPMN 2.0.2, 13.3.7; docs/extensions.md,
// bihuan:vote). It changes nothing.
#pragma once

#include <vector>

#include "engine/behaviour/implicit_throw.h"
#include "engine/step.h"

namespace bihuan::behaviour {

struct Judgement {
  bool ends = false;           ///< the others are no longer wanted, or there are none
  state::Variables variables;  ///< when it ends: the vote's
};

struct IterationEnd {
  Value result;
  event::Vote vote = event::Vote::None;
  std::vector<ImplicitEvent> events;
  Judgement whole;
};

/// Counters count this iteration as completed.
Evaluated<IterationEnd> judge_iteration(const Step& step, Place inner);

/// The same for the body as it is now, after iterations were taken away or there were none. A fault in the completion
/// condition means that it is not true: it may read what only an iteration sees.
Evaluated<Judgement> judge_whole(const Step& step, ScopeId body);

}  // namespace bihuan::behaviour
