// Decides what an expression or script may have written besides its value, and where that goes: setVariable outwards
// from the place, setVariableLocal to the place itself, removeVariable where the name is found.
// In conditions and mappings the value alone counts; who wants the rest asks for it (evaluate_with_effects).
#pragma once

#include "engine/behaviour/expressions.h"
#include "engine/behaviour/surroundings.h"

namespace bihuan::behaviour {

struct Effects {
  Value value;
  state::Variables writes, local_writes;
  std::vector<std::string> removed;
  ContextEntries task_changes;  ///< task.setAssignee(…) and its like (task_change.h)
};

/// Faults: those of `evaluate`, and "script-failed". A script whose answer is not there yet is noted in
/// Step::scripts_needed, and the fault that comes back means nothing: the whole step is taken back.
Evaluated<Effects> evaluate_with_effects(const Step& step, const View& view, const definition::Expr& expr,
                                         const Occasion& occasion = {});

/// Writes everything but the value and the task's changes.
void write_effects(Step& step, Place at, const Effects& effects);

}  // namespace bihuan::behaviour
