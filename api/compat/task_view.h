// Decides how a user task looks in the Camunda 7 REST dialect.
#pragma once

#include <string>

#include "api/compat/lives.h"

namespace bihuan::compat {

/// The stored row, with what only the running instance knows (where it stands, its owner, its follow-up date).
std::string task_json(const store::TaskRow& row, Lives& lives);

/// What the state knows of an open task; nullptr for one that is over.
const state::Task* task_in(const host::Live* live, WorkId work);

}  // namespace bihuan::compat
