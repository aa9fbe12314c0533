// Decides how a fault stops an evaluation: as an exception in Java does, whole and at once. Caught by
// Expression::evaluate alone; never on the normal path.
#pragma once

#include <cstdint>
#include <string>

#include "engine/feel/evaluation.h"

namespace bihuan::juel {

/// Why and where an evaluation cannot go on.
struct Fault {
  std::uint32_t offset = 0;
  std::string zh, en;
};

/// Where a computation happens, and what it may cost.
struct Place {
  feel::Evaluation& evaluation;
  std::uint32_t offset = 0;

  [[noreturn]] void fault(std::string zh, std::string en) const { throw Fault{offset, std::move(zh), std::move(en)}; }
};

}  // namespace bihuan::juel
