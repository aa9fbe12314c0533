// Decides how long the random tests run and from which seed: BIHUAN_SEED (a number; else a fixed one) and BIHUAN_TIMES
// (how many times as much as in tests/run).
#pragma once

#include <cstdlib>

namespace bihuan::reference::lane {

inline unsigned number(const char* variable, unsigned otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}
inline unsigned seed() {
  return number("BIHUAN_SEED", 20261122);
}
inline int times(int usual) {
  return usual * static_cast<int>(number("BIHUAN_TIMES", 1));
}

}  // namespace bihuan::reference::lane
