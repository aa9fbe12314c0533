// Decides implicit throw events (implicit_throw.h).
#include "engine/behaviour/implicit_throw.h"

#include <variant>

#include "engine/behaviour/throw.h"
#include "engine/behaviour/timer.h"
#include "engine/behaviour/trigger.h"
#include "engine/element/dispatch.h"

namespace bihuan::behaviour {
namespace {

using definition::EventKind;
using state::SubscriptionKind;

bool is_for(const state::Subscription& subscription, const ImplicitEvent& event) {
  const auto kind = event.kind == EventKind::Signal ? SubscriptionKind::Signal : SubscriptionKind::Message;
  const bool same_key = kind == SubscriptionKind::Signal || subscription.key == event.key;
  return subscription.kind == kind && subscription.name == event.name && same_key;
}

/// The activity's boundary event that waits for it; nullptr if there is none.
const state::Work* waiting_at_the_boundary(const Step& step, Place activity, const ImplicitEvent& event) {
  for (const state::Work& work : step.scope(activity.scope).work) {
    const auto* subscription = std::get_if<state::Subscription>(&work.detail);
    if (work.token == activity.token && subscription != nullptr && is_for(*subscription, event)) return &work;
  }
  return nullptr;
}

void send(Step& step, ElementIndex element, const ImplicitEvent& event) {
  if (event.kind == EventKind::Signal) return step.emit(event::SignalSent{element, event.name, event.payload});
  const state::Header& header = step.state().header();
  step.emit(event::MessageSent{element, event.name, event.key,
                               std::to_string(header.id.n) + "-" + std::to_string(header.next), event.time_to_live_us,
                               event.payload});
}

}  // namespace

Evaluated<ImplicitEvent> plan_implicit_event(const Step& step, const View& view, const definition::EventRule& rule,
                                             state::Variables attributes) {
  ImplicitEvent event{rule.kind, {}, {}, 0, {}};
  Evaluated<std::string> name = evaluate_text(step, view, rule.kind == EventKind::Escalation ? rule.code : rule.name);
  if (!name) return std::unexpected(std::move(name.error()));
  event.name = std::move(*name);
  Evaluated<std::string> key = evaluate_text(step, view, rule.correlation_key);
  if (!key) return std::unexpected(std::move(key.error()));
  event.key = std::move(*key);
  const Evaluated<std::int64_t> time_to_live = evaluate_duration_us(step, view, rule.time_to_live, 0);
  if (!time_to_live) return std::unexpected(time_to_live.error());
  event.time_to_live_us = *time_to_live;
  for (const definition::Mapping& one : rule.payload) {
    Evaluated<Value> value = evaluate(step, view, one.source);
    if (!value) return std::unexpected(std::move(value.error()));
    event.payload.emplace_back(one.target, std::move(*value));
  }
  if (rule.payload.empty()) event.payload = std::move(attributes);
  return event;
}

void throw_implicitly(Step& step, Place activity, const ImplicitEvent& event) {
  if (event.kind == EventKind::Escalation) return throw_escalation(step, activity, event.name, event.payload);
  const state::Work* found = waiting_at_the_boundary(step, activity, event);
  if (found == nullptr) return send(step, step.element_at(activity).index, event);
  const state::Work work = *found;
  step.emit(event::SubscriptionTriggered{work.id, {}, goes_on(step, work)});
  element::trigger_fired(step, activity, work.element, event.payload);
}

}  // namespace bihuan::behaviour
