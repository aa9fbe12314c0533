// Decides how a node keeps instances that it has in hand: the state, what the store knows of it, and what has changed
// since; and which of them stay when memory is short. It does not load or write them (turn_step.cpp, cargo.cpp) and
// does not change their state (engine/state/evolve.cpp).
#pragma once

#include <memory>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "adapters/store/store.h"
#include "engine/definition/definition.h"
#include "engine/state/state.h"

namespace bihuan::host {

class Flight;

/// Bytes of each stored record of an instance: what it weighs, known without a look at the state.
class RecordSizes {
 public:
  void set(ScopeId id, std::size_t bytes);  ///< 0 = it is gone
  void set_header(std::size_t bytes) { header_ = bytes; }
  std::size_t sum() const { return header_ + scopes_sum_; }

 private:
  std::size_t header_ = 0, scopes_sum_ = 0;
  std::size_t gone_ = 0;
  /// In order of id; new ones are the highest. What is gone weighs 0 and stays until it is the half of all: an instance
  /// may have a hundred thousand.
  std::vector<std::pair<ScopeId, std::size_t>> scopes_;
};

struct Live {
  state::State state;
  store::InstanceRow row;  ///< as stored, then as the next commit will write it
  definition::DefinitionPtr definition;
  std::uint64_t deployment = 0;
  std::set<ScopeId> dirty;  ///< scopes to write or erase with the next commit
  bool touched = false;     ///< changed by the flight that is being loaded
  /// The flight that it is on its way with; until that has landed nobody but its lane looks inside.
  Flight* flight = nullptr;
  std::uint64_t read_in = 0;                ///< the boarding that read it from the store (turn.h); 0 = none of late
  std::pair<std::uint64_t, int> met{0, 0};  ///< the last flight that had to do with it, and which request there
  RecordSizes sizes;
};

/// Instances at hand; when they weigh too much the longest unused go, but none that is changed or on its way.
/// Not for several threads.
class Cache {
 public:
  explicit Cache(std::size_t limit_bytes) : limit_(limit_bytes) {}
  Live* find(InstanceId id);
  Live& put(std::unique_ptr<Live> live);
  void drop(InstanceId id);
  void weigh(InstanceId id);  ///< again, after its sizes have changed
  /// Drops what is over the limit. Never called while a request holds pointers.
  void shrink();
  std::size_t size() const { return entries_.size(); }
  std::size_t weight() const { return weight_; }

 private:
  struct Entry {
    std::unique_ptr<Live> live;
    std::size_t weight = 0;
    Entry *older = nullptr, *newer = nullptr;
  };
  struct Mix {
    std::size_t operator()(InstanceId id) const { return id.n * 0x9e3779b97f4a7c15u >> 7; }
  };
  void link(Entry& entry);
  void unlink(Entry& entry);
  void weigh(Entry& entry);

  std::size_t limit_, weight_ = 0;
  std::unordered_map<InstanceId, Entry, Mix> entries_;
  Entry *oldest_ = nullptr, *newest_ = nullptr;
};

}  // namespace bihuan::host
