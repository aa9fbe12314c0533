// Decides how the FIFO and the look-ups of a step work (step.h). It decides nothing about processes.
#include "engine/step.h"

#include <algorithm>

#include "engine/base/check.h"

namespace bihuan {

const state::Scope& Step::scope(ScopeId id) const {
  const state::Scope* found = state_.scope(id);
  CHECK(found != nullptr);
  return *found;
}

const state::Token& Step::token(Place at) const {
  const state::Token* found = state::find_token(scope(at.scope), at.token);
  CHECK(found != nullptr);
  return *found;
}

bool Step::exists(Place at) const {
  const state::Scope* holder = state_.scope(at.scope);
  return holder != nullptr && (!at.token || state::find_token(*holder, at.token) != nullptr);
}

Move Step::pop() {
  const Move move = moves_[head_++];
  if (head_ == moves_.size()) {
    moves_.clear();
    head_ = 0;
  }
  return move;
}

std::vector<ScopeId> Step::take_touched() {
  std::vector<ScopeId> touched = std::exchange(touched_, {});
  std::sort(touched.begin(), touched.end());
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  return touched;
}

}  // namespace bihuan
