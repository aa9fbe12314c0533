// Decides what a name means at a place and where a written name goes (semantics.md: variables belong to scopes, reading
// goes outwards, writing goes to the scope that declares the name, else to the process scope).
// It evaluates nothing (expressions.h).
#pragma once

#include <array>
#include <string_view>

#include "engine/feel/expression.h"
#include "engine/step.h"

namespace bihuan::behaviour {

/// What an expression sees from a place: `extra` first, then the token's locals, its scope, the token that waits for
/// the scope, and so on outwards. Inside a multi-instance activity its counters are seen as well
/// (iteration_counters.h). Requires that the state is not changed while it is used.
class View {
 public:
  View(const state::State& state, Place at, const state::Variables* extra = nullptr)
      : state_(state), at_(at), extra_(extra) {}
  const Value* find(std::string_view name) const;
  feel::Variables variables() const;
  /// Every name that can be seen, inner ones first, but for the counters of multi-instance activities.
  state::Variables all() const;
  /// Names of the place's own: `extra` and the token's locals.
  std::vector<std::string> own() const;
  const state::State& state() const { return state_; }
  Place place() const { return at_; }

 private:
  const Value* counter(const state::MultiInstance& body, std::string_view name) const;

  const state::State& state_;
  Place at_;
  const state::Variables* extra_;
  mutable std::array<Value, 4> counters_;  ///< those that were asked for
};

/// An iteration of a multi-instance activity keeps what it writes to itself; one of a standard loop does not.
bool keeps_its_writes(const Step& step, ScopeId scope);

/// Writes results outwards, beginning at `from`: each name to the scope (or the locals of a token that waits for it)
/// that has it already; else to the nearest iteration on the way, so that parallel iterations do not write over each
/// other (models of other products expect what is new in the process scope: there it goes at once); else to the process
/// scope.
void write(Step& step, ScopeId from, const state::Variables& variables);

/// Where a write of this name lands when it begins at the place: the locals of a token on the way or a scope (then
/// without a token).
Place target_of(const Step& step, Place from, std::string_view name);

/// As `write`, but beginning with the locals of the place's own token.
void write_from(Step& step, Place from, const state::Variables& variables);

/// Writes what a task, message, job or call brought to the place: local when the element has output mappings (these
/// then decide what goes outwards), else outwards as `write` says.
void deliver(Step& step, Place at, const definition::Element& element, const state::Variables& results);

}  // namespace bihuan::behaviour
