// Decides subscriptions and timers of catching events (subscribe.h).
#include "engine/behaviour/subscribe.h"

#include "engine/behaviour/conversation.h"
#include "engine/behaviour/incident.h"
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
  Evaluated<std::string> key = awaited_key(step, view, rule);
  if (!key) return std::unexpected(std::move(key.error()));
  return state::Subscription{kind, std::move(*name), std::move(*key)};
}

using Detail = decltype(Planned::detail);

template <class T>
Evaluated<Detail> detail_of(Evaluated<T> planned) {
  if (!planned) return std::unexpected(std::move(planned.error()));
  return Detail{std::move(*planned)};
}

/// nullopt: nothing waits for an event of this kind.
std::optional<Evaluated<Detail>> plan_definition(const Step& step, const View& view,
                                                 const definition::EventRule& rule) {
  using definition::EventKind;
  using state::SubscriptionKind;
  switch (rule.kind) {
    case EventKind::Message:
      return detail_of(plan_subscription(step, view, rule, SubscriptionKind::Message));
    case EventKind::Signal:
      return detail_of(plan_subscription(step, view, rule, SubscriptionKind::Signal));
    case EventKind::Timer:
      return detail_of(arm_timer(step, view, rule.timer));
    case EventKind::Conditional:
      return Detail{state::Condition{}};
    case EventKind::None:
    case EventKind::Error:
    case EventKind::Escalation:
    case EventKind::Terminate:
    case EventKind::Link:
    case EventKind::Compensation:
    case EventKind::Cancel:
      return std::nullopt;
  }
  return std::nullopt;
}

void open_one(Step& step, Place at, const Planned& planned, state::Subscription subscription) {
  step.emit(event::SubscriptionOpened{step.new_id<WorkId>(), at.scope, at.token, planned.element,
                                      std::move(subscription), planned.definition});
}

void open_one(Step& step, Place at, const Planned& planned, state::Timer timer) {
  step.emit(event::TimerScheduled{step.new_id<WorkId>(), at.scope, at.token, planned.element, std::move(timer),
                                  planned.definition});
}

void open_one(Step& step, Place at, const Planned& planned, state::Condition) {
  step.emit(event::ConditionOpened{step.new_id<WorkId>(), at.scope, at.token, planned.element, planned.definition});
}

}  // namespace

Evaluated<void> plan_event(const Step& step, const View& view, const definition::Element& event,
                           std::vector<Planned>& plan, std::optional<std::uint32_t> occurred) {
  for (std::uint32_t n = 0; n < event.events.size(); ++n) {
    if (n == occurred) continue;
    std::optional<Evaluated<Detail>> one = plan_definition(step, view, event.events[n]);
    if (!one) continue;
    if (!*one) return std::unexpected(std::move(one->error()));
    plan.push_back({event.index, std::move(**one), n});
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
    std::visit([&](auto& detail) { open_one(step, at, planned, std::move(detail)); }, planned.detail);
}

void await_boundary(Step& step, Place at, const definition::Element& event) {
  std::vector<Planned> plan;
  Evaluated<void> planned = plan_event(step, View(step.state(), at), event, plan);
  if (!planned) return raise(step, at, event.index, std::move(planned.error()), state::Stage::Subscribe);
  open(step, at, std::move(plan));
}

}  // namespace bihuan::behaviour
