// Decides how the overloads of evolve reach into a record: by id, with a CHECK that it is there. Nothing outside
// engine/state includes it.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "engine/base/check.h"
#include "engine/state/state.h"

namespace bihuan::state {

/// The record with this id. Requires that it exists; the list is in order of id.
template <class Record, class Key>
Record& at_id(std::vector<Record>& records, Key id) {
  if (!records.empty() && records.back().id == id) return records.back();
  const auto found = std::lower_bound(records.begin(), records.end(), id,
                                      [](const Record& record, Key wanted) { return record.id < wanted; });
  CHECK(found != records.end() && found->id == id);
  return *found;
}

template <class Record, class Key>
void erase_id(std::vector<Record>& records, Key id) {
  Record& record = at_id(records, id);
  records.erase(records.begin() + (&record - records.data()));
}

inline void put(Variables& variables, const std::string& name, const Value& value) {
  for (auto& [key, old] : variables)
    if (key == name) {
      old = value;
      return;
    }
  variables.emplace_back(name, value);
}

/// A record of the instance's own counter was made: ids are never used twice (semantics.md, invariant 5).
inline void count_id(State& state, std::uint64_t id) {
  Header& header = state.edit_header();
  CHECK(id >= header.next);
  header.next = id + 1;
}

inline Scope& existing(State& state, ScopeId id) {
  CHECK(state.scope(id) != nullptr);
  return state.edit_scope(id);
}

}  // namespace bihuan::state
