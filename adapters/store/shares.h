// Decides how the program's own work (timers, start timers, lapsed leases of workers, house keeping) is divided among
// the nodes that share a store: it falls into 256 shares, and each node leases its fair part of them
// (docs/decisions/0008-shares-of-the-work.md). It writes nothing; sql_due.cpp and memory_due.cpp keep the leases.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/ids.h"

namespace bihuan::store {

constexpr std::size_t share_count = 256;
using Shares = std::bitset<share_count>;

inline Shares every_share() {
  return Shares().set();
}

/// The share of an instance's jobs, or of a definition's start timers: numbers follow each other within a block, so
/// neighbours fall into different shares. In SQL: `instance & 255`.
template <class Tag>
std::size_t share_of(Id<Tag> id) {
  return static_cast<std::size_t>(id.n % share_count);
}

/// The share whose holder keeps house for all.
constexpr std::size_t house_share = 0;

/// Whose each share is; empty = nobody's.
using ShareOwners = std::array<std::string, share_count>;

struct ShareChange {
  Shares kept, give_up, take;
};

/// What `me` does to come to its fair part: nodes that live, in the order of their names, get neighbouring shares
/// alike. It gives up at once what is another's part, and takes of its own what is free or belongs to a node that lives
/// no more; what another living node still holds it waits for. Requires: `alive` sorted, with `me` in it.
ShareChange fair_change(const std::string& me, const std::vector<std::string>& alive, const ShareOwners& owners);

}  // namespace bihuan::store
