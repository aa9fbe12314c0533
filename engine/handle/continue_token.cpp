// Decides what it means to let a token go on by hand: what it waits for at its own element is taken as having come. Not
// what waits beside it (boundary events), and not what goes on inside it (scopes, called processes).
#include <variant>

#include "engine/behaviour/continuation.h"
#include "engine/behaviour/incident.h"
#include "engine/element/dispatch.h"
#include "engine/handle/rejections.h"

namespace bihuan::handle {
namespace {

using state::Work;

std::unexpected<Rejection> nothing_to_continue(TokenId token) {
  const std::string number = std::to_string(token.n);
  return refuse(
      RejectionCode::WrongState, "编号 " + number + " 的令牌没有等待可以直接继续的事情",
      "Expected token " + number + " to wait for something that can be taken as having come, but it does not");
}

/// The token's place; without a scope when there is no such token.
Place find_place(const Step& step, TokenId token) {
  for (const auto& [id, scope] : step.state().scopes())
    if (state::find_token(scope, token) != nullptr) return {id, token};
  return {};
}

/// What the token waits for at its own element; nullptr for nothing, or for several things.
const Work* own_work(const Step& step, Place at) {
  const ElementIndex element = step.token(at).element;
  const Work* found = nullptr;
  for (const Work& work : step.scope(at.scope).work) {
    if (work.token != at.token || work.element != element) continue;
    if (found != nullptr) return nullptr;
    found = &work;
  }
  return found;
}

/// Says that the work has come; nothing for what cannot be continued so. True: an event occurred, false: work is done.
struct Comes {
  Step& step;
  const Work& work;

  std::optional<bool> operator()(const state::Task&) const {
    step.emit(event::TaskCompleted{work.id, work.element, step.context.actor, {}, {}, {}});
    return false;
  }
  std::optional<bool> operator()(const state::Job&) const {
    step.emit(event::JobCompleted{work.id, step.context.actor});
    return false;
  }
  std::optional<bool> operator()(const state::Timer& timer) const {
    step.emit(event::TimerFired{work.id, std::nullopt, 0, timer.fired + 1});
    return true;
  }
  std::optional<bool> operator()(const state::Subscription&) const {
    step.emit(event::SubscriptionTriggered{work.id, {}, false});
    return true;
  }
  std::optional<bool> operator()(const state::Condition&) const {
    step.emit(event::ConditionMet{work.id, false});
    return true;
  }
  std::optional<bool> operator()(const state::Call&) const { return std::nullopt; }
  std::optional<bool> operator()(const state::Continuation&) const { return std::nullopt; }
};

}  // namespace

Handled handle(Step& step, const command::ContinueToken& command) {
  const Place at = find_place(step, command.token);
  if (!at.scope) return no_such_work(WorkId{command.token.n}, "令牌", "token");
  const Work* waits = own_work(step, at);
  if (waits == nullptr) return nothing_to_continue(command.token);
  const Work work = *waits;
  if (std::holds_alternative<state::Continuation>(work.detail)) {
    behaviour::run_continuation(step, work.id);
    return {};
  }
  const std::optional<bool> occurred = std::visit(Comes{step, work}, work.detail);
  if (!occurred) return nothing_to_continue(command.token);
  behaviour::resolve_all(step, at);
  if (*occurred)
    element::trigger_fired(step, at, work.element, command.variables);
  else
    element::work_completed(step, at, command.variables);
  return {};
}

}  // namespace bihuan::handle
