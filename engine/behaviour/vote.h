// Decides how votes are counted and when their result is certain (docs/extensions.md, bihuan:vote).
// Who votes is the multi-instance activity's assignment.
#pragma once

#include <optional>

#include "engine/behaviour/expressions.h"

namespace bihuan::behaviour {

struct Tally {
  std::uint32_t pass = 0, reject = 0, abstain = 0, all = 0;
  std::uint32_t open() const { return all - pass - reject - abstain; }
  void count(event::Vote vote, std::uint32_t votes = 1);
};

/// A word of a task's outcome. A vote without outcomes passes by being completed.
event::Vote vote_of(const definition::Element& element, const std::string& outcome);

/// The result if it is certain: all have voted, or (with `early`) it is the same whether all others pass, reject or
/// abstain.
Evaluated<std::optional<bool>> decided(const Step& step, Place at, const definition::Vote& rule, const Tally& tally);

/// The result as the votes are now.
Evaluated<bool> passes(const Step& step, Place at, const definition::Vote& rule, const Tally& tally);

/// {result, pass, reject, abstain, all}.
Value vote_value(bool passed, const Tally& tally);

/// pass, reject, abstain, all: what rules read.
void add_tally(state::Variables& variables, const Tally& tally);

}  // namespace bihuan::behaviour
