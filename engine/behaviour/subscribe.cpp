// Decides subscriptions and timers of catching events (subscribe.h).
#include "engine/behaviour/subscribe.h"

#include "engine/behaviour/timer.h"

namespace bihuan::behaviour {
namespace {

Evaluated<state::Subscription> plan_subscription(const Step& step, const View& view, const definition::EventRule& rule,
                                                 state::SubscriptionKind kind) {
  Evaluated<std::string> name = evaluate_text(step, view, rule.name);
  if (!name) return std::unexpected(std::move(name.error()));
  if (name->empty())
    return std::unexpected(fault_in(view, rule.name, "name-empty", "消息或信号的名称为空",
                                    "Expected a message or signal name, but it is empty"));
  Evaluated<std::string> key = evaluate_text(step, view, rule.correlation_key);
  if (!key) return std::unexpected(std::move(key.error()));
  return state::Subscription{kind, std::move(*name), std::move(*key)};
}

template <class T>
Evaluated<void> append(std::vector<Planned>& plan, ElementIndex element, Evaluated<T> detail) {
  if (!detail) return std::unexpected(std::move(detail.error()));
  plan.push_back({element, std::move(*detail)});
  return {};
}

void open_one(Step& step, Place at, ElementIndex element, state::Subscription subscription) {
  step.emit(event::SubscriptionOpened{step.new_id<WorkId>(), at.scope, at.token, element, std::move(subscription)});
}

void open_one(Step& step, Place at, ElementIndex element, state::Timer timer) {
  step.emit(event::TimerScheduled{step.new_id<WorkId>(), at.scope, at.token, element, std::move(timer)});
}

}  // namespace

Evaluated<void> plan_event(const Step& step, const View& view, const definition::Element& event,
                           std::vector<Planned>& plan) {
  using definition::EventKind;
  using state::SubscriptionKind;
  switch (event.event().kind) {
    case EventKind::Message:
      return append(plan, event.index, plan_subscription(step, view, event.event(), SubscriptionKind::Message));
    case EventKind::Signal:
      return append(plan, event.index, plan_subscription(step, view, event.event(), SubscriptionKind::Signal));
    case EventKind::Timer:
      return append(plan, event.index, arm_timer(step, view, event.event().timer));
    case EventKind::None:
    case EventKind::Error:
    case EventKind::Escalation:
    case EventKind::Terminate:
    case EventKind::Conditional:
    case EventKind::Link:
    case EventKind::Compensation:
    case EventKind::Cancel:
      return {};
  }
  return {};
}

Evaluated<void> plan_boundary(const Step& step, const View& view, const definition::Element& activity,
                              std::vector<Planned>& plan) {
  for (ElementIndex boundary : activity.boundary_events)
    if (Evaluated<void> one = plan_event(step, view, step.definition.at(boundary), plan); !one) return one;
  return {};
}

void open(Step& step, Place at, std::vector<Planned> plan) {
  for (Planned& planned : plan)
    std::visit([&](auto& detail) { open_one(step, at, planned.element, std::move(detail)); }, planned.detail);
}

}  // namespace bihuan::behaviour
