// Decides how a process model is written as a BPMN 2.0 file: for the smallest process that shows a difference, and for
// every generated one to be read back. It writes what the generators make, and no more of the model than that.
#pragma once

#include <string>

#include "engine/definition/model.h"

namespace bihuan::reference {

/// The file. Guarantees that what the BPMN reader makes of it compiles to the same behaviour.
std::string bpmn_text(const definition::ProcessModel& model);

}  // namespace bihuan::reference
