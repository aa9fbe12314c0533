// Decides what a timer that is due, a message or a signal does. Which subscription a message reaches, and that it is
// taken once, is the host's business.
#include "engine/behaviour/trigger.h"
#include "engine/handle/rejections.h"

namespace bihuan::handle {

Handled handle(Step& step, const command::FireTimer& command) {
  const auto found = find_work<state::Timer>(step, command.timer, "定时器", "timer");
  if (!found) return std::unexpected(found.error());
  if (!command.early && found->detail.due > step.context.now)
    return refuse(RejectionCode::WrongState, "定时器尚未到期", "Expected a timer that is due, but it is due later");
  behaviour::fire_timer(step, command.timer);
  return {};
}

Handled handle(Step& step, const command::Trigger& command) {
  const auto found = find_work<state::Subscription>(step, command.subscription, "订阅", "subscription");
  if (!found) return std::unexpected(found.error());
  const state::Work work = *step.state().work(command.subscription);
  step.emit(event::SubscriptionTriggered{work.id, command.message_id, behaviour::goes_on(step, work)});
  behaviour::occurred(step, found->at.scope, work, command.variables);
  return {};
}

}  // namespace bihuan::handle
