// Decides the tables: numbered migrations as data. A migration that has been released never changes; the next one does.
#pragma once

#include <string>
#include <vector>

namespace bihuan::store {

struct Migration {
  int number = 0;
  std::string text;  ///< statements in the common SQL of dialect.h
};

/// From 1, without gaps.
const std::vector<Migration>& migrations();

}  // namespace bihuan::store
