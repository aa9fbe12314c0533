// Decides whether a definition can always come to its end: from every marking that can be reached, can the end be
// reached? Data is not looked at: a choice may go either way, an awaited event comes some day, a condition is sometimes
// true. More than one token at the end is allowed, as in BPMN; a token that waits for ever is not.
//
// Each scope is judged by itself: a sub-process is one step of its parent, which ends by itself or by one of its
// boundary events. What may break off a scope from outside (its own interrupting event sub-process, boundary events
// around it) is not counted as a way out of a dead end.
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "engine/definition/definition.h"

namespace bihuan::analysis {

constexpr std::size_t max_markings = 50'000;  ///< of one scope; more is Unknown

struct Sound {
  std::size_t markings = 0;  ///< looked at, all scopes together
  bool operator==(const Sound&) const = default;
};

/// A counter-example. `path` are the ids of what happens, in order, beginning with the start event (inside a
/// sub-process, with the sub-process); `stuck_at` is where a token then waits for ever, or, when `endless`, goes round
/// for ever.
struct NotSound {
  std::vector<std::string> path;
  std::string stuck_at;
  bool endless = false;
  std::string message_zh, message_en;
  bool operator==(const NotSound&) const = default;
};

struct Unknown {
  std::string reason_zh, reason_en;
  bool operator==(const Unknown&) const = default;
};

using Verdict = std::variant<Sound, NotSound, Unknown>;

/// Guarantees: the same definition gives the same verdict; at most max_markings markings a scope are looked at.
Verdict check_soundness(const definition::Definition& definition);

}  // namespace bihuan::analysis
