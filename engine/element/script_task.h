// Decides nothing: offers what a script task does to the tasks whose dialect puts an expression in a job's place.
#pragma once

#include "engine/element/rule.h"

namespace bihuan::element {

/// Runs the element's script, delivers its value to the result variable and leaves.
void run_script(Step& step, Place at);

}  // namespace bihuan::element
