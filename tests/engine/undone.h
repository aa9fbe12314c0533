// What the tests of compensation ask.
#pragma once

#include "tests/engine/fixture.h"

namespace bihuan::testing {

/// The handlers that ran, in order: elements whose id begins with "un".
inline std::string undone(const Case& c) {
  std::string all;
  for (const std::string& id : c.completed())
    if (id.starts_with("un")) all += (all.empty() ? "" : " ") + id;
  return all;
}

}  // namespace bihuan::testing
