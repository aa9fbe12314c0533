// Decides how many scripts one step may have answered, and for how long altogether. How one is run is
// adapters/script; this room only knows that somebody does it.
#pragma once

#include <chrono>
#include <functional>
#include <utility>
#include <vector>

#include "engine/engine.h"

namespace bihuan::host {

/// Runs one script; blocks for its limit at most. Empty: there is nobody to run any.
using RunScript = std::function<ScriptAnswer(const ScriptQuestion&)>;

/// What the scripts of one step answered so far.
class ScriptAnswers {
 public:
  explicit ScriptAnswers(const RunScript& run) : run_(run) {}

  /// Each new question gets an answer: what it came to, or a fault once the step has had its share.
  void answer(const std::vector<ScriptQuestion>& questions);
  const std::vector<std::pair<ScriptQuestion, ScriptAnswer>>* all() const { return &all_; }

 private:
  ScriptAnswer ask(const ScriptQuestion& question);

  const RunScript& run_;
  std::vector<std::pair<ScriptQuestion, ScriptAnswer>> all_;
  std::chrono::steady_clock::duration spent_{};
};

}  // namespace bihuan::host
