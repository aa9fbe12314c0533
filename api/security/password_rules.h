// Decides which passwords are taken (NIST SP 800-63B §5.1.1.2): long enough, not a name of who chooses it, none of
// those that everybody tries first. No demand for signs of several kinds. It does not store or hash.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/engine.h"

namespace bihuan::security {

constexpr std::size_t shortest_password = 10;   ///< characters
constexpr std::size_t longest_password = 1024;  ///< bytes

/// What is wrong with it, each at `pointer`; empty: it is taken. `names`: those of the person.
std::vector<InputFault> password_faults(const std::string& password, std::span<const std::string> names,
                                        const std::string& pointer);

}  // namespace bihuan::security
