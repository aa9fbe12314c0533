// Decides how diagnostics read in Chinese. They are kept in English, which costs an evaluation least; whoever shows one
// to people asks here.
#pragma once

#include <string>

#include "engine/feel/expression.h"

namespace bihuan::feel {

/// The message in Chinese; the English one where there is no translation.
std::string chinese(const Diagnostic& diagnostic);

}  // namespace bihuan::feel
