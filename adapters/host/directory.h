// The host's port to the organisation: who answers a user task's question. It decides nothing.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/engine.h"

namespace bihuan::host {

/// Person ids, in the organisation's order; empty = nobody. Called on the host's thread; may not block.
using Directory = std::function<std::vector<std::string>(const Lookup&)>;

}  // namespace bihuan::host
