// Decides the tables: numbered migrations as data. A migration that has been released never changes; the next one does.
#pragma once

#include <string>
#include <vector>

namespace bihuan::store {

struct Migration {
  int number = 0;
  /// The oldest program, told by its newest migration, that works on a store with this one. Adding what no statement of
  /// an older program meets keeps this low, so that old and new nodes serve together while they are exchanged one by
  /// one; what nobody needs any more goes a release later, with a migration that says so here.
  int oldest = 0;
  std::string text;             ///< statements in the common SQL of dialect.h
  std::string postgresql = {};  ///< run after `text`, there alone
};

/// From 1, without gaps.
const std::vector<Migration>& migrations();

}  // namespace bihuan::store
