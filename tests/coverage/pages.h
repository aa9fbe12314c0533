// Decides what the generated pages say: docs/coverage.md (what is executed, and by which trace it is shown) and, for
// each element, docs/elements/<element>.md with its pictures. Everything comes from the code that executes and from the
// golden traces; only the Chinese names stand here.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/coverage/traces.h"

namespace bihuan::coverage {

/// Contents by path, from the root of the repository.
using Files = std::map<std::string, std::string>;

Files pages(const std::string& root, const std::vector<Trace>& traces);

}  // namespace bihuan::coverage
