// Decides which units belong to one: itself and everything below it.
#pragma once

#include <string>
#include <vector>

#include "adapters/identity/organisation.h"

namespace bihuan::resources {

/// The unit first; a unit that does not exist has nothing below it.
std::vector<std::string> unit_and_below(const identity::Organisation& people, const std::string& unit);

}  // namespace bihuan::resources
