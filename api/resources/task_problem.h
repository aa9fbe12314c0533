// Decides how it is said that a task is not there for somebody any more: who has it, or who finished it and when, by
// name. Whether an act is refused is the engine's to say.
#pragma once

#include "api/call.h"

namespace bihuan::resources {

/// The refusal of a command on this task, on the host's thread: 409 task-taken or task-ended where that is the reason,
/// else as the engine says it.
api::Problem task_problem(const api::Call& call, const store::TaskRow& row, const host::Ran& ran);

}  // namespace bihuan::resources
