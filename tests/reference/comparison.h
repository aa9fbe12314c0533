// Decides whether the engine and the reference interpreter agree: one process, one list of commands, and what can be
// seen of both after each. It does not decide who is right.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "tests/reference/interpreter.h"

namespace bihuan::reference {

/// The engine on one instance, driven by the same commands as the interpreter.
class Engine {
 public:
  Engine(const ProcessModel& model, definition::DefinitionPtr definition);

  /// False when it was refused, or there is no such work.
  bool act(const Act& act);
  const Observation& look() const { return seen_; }
  /// What the engine's own rules say against its state; empty = all hold.
  std::vector<std::string> broken() const { return broken_invariants(*definition_, state_); }

 private:
  std::optional<Command> command(const Act& act);
  std::optional<Command> retry(const Act& act) const;
  void count(const std::vector<Event>& events);
  void count_open();

  definition::DefinitionPtr definition_;
  state::State state_;
  Context context_;
  std::vector<std::size_t> element_at_, flow_at_;  ///< the engine's position → the model's
  Observation seen_;
};

/// Null when the engine refuses the model; `why` then says so.
definition::DefinitionPtr compiled(const ProcessModel& model, std::string& why);

enum class Verdict { Agree, Differ, Diverged, Refused };

struct Difference {
  Verdict verdict = Verdict::Agree;
  std::size_t after = 0;  ///< commands until then
  std::string told;       ///< both sides, element by element
};

/// Runs both. A command that the interpreter has no wait for is left out on both sides. Where the standard leaves the
/// order of moves open and that order can be seen (`is_ordered`), every order tried by the interpreter counts.
Difference compare(const ProcessModel& model, const std::vector<Act>& acts);
Difference compare(const ProcessModel& model, const definition::DefinitionPtr& definition,
                   const std::vector<Act>& acts);

/// Whether the outcome of a step can depend on the order of its moves: something ends other tokens.
bool is_ordered(const ProcessModel& model);

/// "Complete a {x: 1}", for people.
std::string told(const Act& act);

}  // namespace bihuan::reference
