// Decides what script tasks share with service tasks whose work is an expression that can run here.
#pragma once

#include "engine/element/rule.h"

namespace bihuan::element {

/// Runs Element::script in the token's place, writes what it writes, its value to Element::result_variable, and leaves.
void run_script(Step& step, Place at);

}  // namespace bihuan::element
