// Decides how one command runs: handle it, then drain the FIFO of moves until nothing can move without the outside.
//
//   handle/   checks the command, says its first events, pushes moves
//   the FIFO  emission order, then document order of flows; each move is small and leaves nothing half done
//   at rest   inclusive and complex gateways look again (what can no longer come is no longer waited for), then
//             conditional events whose variables were written, then the FIFO, until all rest
#include "engine/engine.h"

#include <algorithm>

#include "engine/base/limits.h"
#include "engine/behaviour/condition.h"
#include "engine/behaviour/continuation.h"
#include "engine/behaviour/leave.h"
#include "engine/behaviour/look_again.h"
#include "engine/behaviour/scope.h"
#include "engine/element/dispatch.h"
#include "engine/handle/rejections.h"
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
  behaviour::Looked looked;
  do {
    while (step.has_moves()) {
      if (++moves > max_steps_per_command) return false;
      make(step, step.pop());
    }
  } while (behaviour::look_again(step) || behaviour::look_at_conditions(step, looked));
  return true;
}

/// A command that names no work cannot leave an incident on one: it is refused.
std::unexpected<Rejection> endless() {
  const std::string limit = std::to_string(max_steps_per_command);
  return handle::refuse(RejectionCode::WrongState, "这一操作会引起超过 " + limit + " 步的连锁变化，流程可能陷入死循环",
                        "Expected at most " + limit + " moves after this command, but there were more");
}

bool asks(const Step& step) {
  return !step.needs.empty() || !step.scripts_needed.empty();
}

Needs questions_of(Step& step) {
  return {std::move(step.needs), std::move(step.scripts_needed)};
}

bool raised_incident(const Step& step) {
  return std::ranges::any_of(step.events,
                             [](const Event& event) { return std::holds_alternative<event::IncidentRaised>(event); });
}

/// A try of the program's own job that ended in an incident is taken back while tries are left.
Outcome try_later(const Step& failed, state::State& state, WorkId continuation) {
  state.roll_back();
  Step afresh(failed.definition, state, failed.context);
  behaviour::postpone(afresh, continuation);
  return Outcome{std::move(afresh.events), 0};
}

std::expected<Outcome, Refused> run(Step& step, state::State& state, const Command& command) {
  const std::int32_t tries = behaviour::tries_of(state, command);
  const handle::Handled handled = handle::handle_command(step, command);
  const bool rested = handled && drain(step);
  if (asks(step)) return std::unexpected(questions_of(step));
  if (!handled) return std::unexpected(handled.error());
  if (rested && tries > 1 && raised_incident(step))
    return try_later(step, state, std::get<command::RunContinuation>(command).work);
  if (rested) return Outcome{std::move(step.events), step.instances_used};
  state.roll_back();
  Step afresh(step.definition, state, step.context);
  handle::handle_step_limit(afresh, command);
  if (afresh.events.empty()) return std::unexpected(endless().error());
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
