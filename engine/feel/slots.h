// Decides, once after parsing, where each name finds its value, so that evaluating looks nothing up by its text: names
// that the expression binds are numbered locals of a frame, all others are numbered variables of outside. Only entries
// of a filter's elements are looked up by name while evaluating, since no text tells what they are.
#pragma once

#include "engine/feel/program.h"

namespace bihuan::feel {

/// Fills uses, outside, frames and captures, and every node's slot. Requires a program as the parser leaves it; its
/// height bounds the recursion.
void assign_slots(Program& program);

}  // namespace bihuan::feel
