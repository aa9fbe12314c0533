// Decides iterations (iteration.h).
#include "engine/behaviour/iteration.h"

#include "engine/behaviour/cancel.h"
#include "engine/behaviour/compensation.h"
#include "engine/behaviour/scope.h"

namespace bihuan::behaviour {

void begin_iteration(Step& step, ScopeId body, const definition::Element& element, std::uint32_t number,
                     state::Variables variables) {
  const ScopeId iteration = step.new_id<ScopeId>();
  step.emit(event::ScopeOpened{iteration, body, state::ScopeKind::Iteration, element.index, TokenId{}, number});
  step.emit(event::VariablesSet{iteration, TokenId{}, std::move(variables)});
  step.push(MoveKind::Arrive, place_token(step, iteration, element.index));
}

void end_iteration(Step& step, Place inner, Value result, event::Vote vote) {
  const state::Scope& iteration = step.scope(inner.scope);
  const ScopeId body = iteration.parent;
  const ElementIndex element = iteration.element;
  const std::uint32_t number = iteration.loop_counter;
  cancel_work(step, inner);
  note_completed(step, inner);
  step.emit(event::ElementCompleted{inner.scope, inner.token, element});
  step.emit(event::IterationCompleted{body, number, std::move(result), vote});
  step.emit(event::ScopeClosed{inner.scope, true});
}

}  // namespace bihuan::behaviour
