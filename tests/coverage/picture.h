// Decides how a process is drawn in the pages of elements: a small SVG, laid out from the flows alone (the texts of the
// traces have no positions). It draws what tests/engine/process_text.h can say.
#pragma once

#include <string>

#include "engine/definition/model.h"

namespace bihuan::coverage {

std::string picture(const definition::ProcessModel& model);

}  // namespace bihuan::coverage
