// Decides what `execution` and `task` tell an expression of a dialect or a script: facts of the place, as contexts
// whose names are those of the getters (getProcessInstanceId is processInstanceId). Variables are read otherwise
// (variables.h).
#pragma once

#include <string_view>

#include "engine/behaviour/variables.h"
#include "engine/juel/expression.h"

namespace bihuan::behaviour {

/// What is going on around the evaluation, where it is more than a place: the task of a task's listener, and the moment
/// at which a listener runs ("start", "end", "create", …).
struct Occasion {
  const state::Work* task = nullptr;
  std::string_view moment;
};

juel::Surroundings surroundings(const Step& step, const View& view, const Occasion& occasion);

/// A task as a context: id, name, assignee, priority, dueDate, …
Value task_facts(const Step& step, const state::Work& work);

}  // namespace bihuan::behaviour
