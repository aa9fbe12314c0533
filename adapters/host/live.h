// Decides how a node keeps instances that it has in hand: the state, what the store knows of it, and what has changed
// since. It does not load or write them (turn.cpp) and does not change their state (engine/state/evolve.cpp).
#pragma once

#include <list>
#include <map>
#include <memory>
#include <set>

#include "adapters/store/store.h"
#include "engine/definition/definition.h"
#include "engine/state/state.h"

namespace bihuan::host {

struct Live {
  state::State state;
  store::InstanceRow row;  ///< as stored, then as the next commit will write it
  definition::DefinitionPtr definition;
  std::uint64_t deployment = 0;
  std::set<ScopeId> dirty;  ///< scopes to write or erase with the next commit
  bool touched = false;     ///< by the turn that is running
  bool fresh = false;       ///< read from the store during this turn
};

/// Instances at hand, the longest unused dropped first. Not for several threads.
class Cache {
 public:
  explicit Cache(std::size_t limit) : limit_(limit) {}
  Live* find(InstanceId id);
  Live& put(std::unique_ptr<Live> live);
  void drop(InstanceId id);
  void clear();
  /// Drops what is over the limit; never called while a turn holds pointers.
  void shrink();
  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::unique_ptr<Live> live;
    std::list<InstanceId>::iterator place;
  };
  std::size_t limit_;
  std::map<InstanceId, Entry> entries_;
  std::list<InstanceId> order_;  ///< the longest unused first
};

}  // namespace bihuan::host
