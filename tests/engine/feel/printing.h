// Decides how a parsed expression is written back as text, with the fewest parentheses that keep its meaning. For tests
// of the parser: what was written and what is read back must be the same program.
#pragma once

#include <string>

#include "engine/feel/program.h"

namespace bihuan::feel {

/// FEEL text of the program. Names of several words stand as they are, so reading back needs them as known names.
std::string printed(const Program& program);

/// Have both the same nodes, names and constants, wherever they stand in the text?
bool same_shape(const Program& a, const Program& b);

}  // namespace bihuan::feel
