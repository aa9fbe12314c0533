// Decides how one command runs: handle it, then drain the FIFO of moves until nothing can move without the outside.
//
//   handle/   checks the command, says its first events, pushes moves
//   the FIFO  emission order, then document order of flows; each move is small and leaves nothing half done
//   at rest   inclusive and complex gateways look again (what can no longer come is no longer waited for), then the
//             FIFO, until both rest
#include "engine/engine.h"

#include "engine/base/limits.h"
#include "engine/behaviour/leave.h"
#include "engine/behaviour/look_again.h"
#include "engine/behaviour/scope.h"
#include "engine/element/dispatch.h"
#include "engine/handle/handle.h"
#include "engine/step.h"

namespace bihuan {
namespace {

void make(Step& step, const Move& move) {
  if (!step.exists(move.at)) return;  // ended by an earlier move
  switch (move.kind) {
    case MoveKind::Arrive:
      return element::token_arrives(step, move.at);
    case MoveKind::Leave:
      return behaviour::leave(step, move.at);
    case MoveKind::Depart:
      return behaviour::depart(step, move.at);
    case MoveKind::CloseIfDone:
      return behaviour::close_if_done(step, move.at.scope);
  }
}

/// False: more than max_steps_per_command moves.
bool drain(Step& step) {
  std::uint32_t moves = 0;
  do {
    while (step.has_moves()) {
      if (++moves > max_steps_per_command) return false;
      make(step, step.pop());
    }
  } while (behaviour::look_again(step));
  return true;
}

std::expected<Outcome, Refused> run(Step& step, state::State& state, const Command& command) {
  if (handle::Handled handled = handle::handle_command(step, command); !handled)
    return std::unexpected(std::move(handled.error()));
  if (drain(step)) {
    if (!step.needs.empty()) return std::unexpected(Needs{std::move(step.needs)});
    return Outcome{std::move(step.events), step.instances_used};
  }
  state.roll_back();
  Step afresh(step.definition, state, step.context);
  handle::handle_step_limit(afresh, command);
  return Outcome{std::move(afresh.events), 0};
}

}  // namespace

std::expected<Outcome, Refused> step(const definition::Definition& definition, state::State& state,
                                     const Command& command, const Context& context) {
  Step step(definition, state, context);
  try {
    std::expected<Outcome, Refused> outcome = run(step, state, command);
    if (!outcome) state.roll_back();
    return outcome;
  } catch (...) {
    state.roll_back();
    throw;
  }
}

state::State replay(std::span<const Event> events) {
  state::State state;
  for (const Event& event : events) state::evolve(state, event);
  state.keep();
  return state;
}

}  // namespace bihuan
