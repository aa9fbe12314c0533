// Decides implicit throw events (implicit_throw.h).
#include "engine/behaviour/implicit_throw.h"

#include "engine/behaviour/throw.h"
#include "engine/behaviour/trigger.h"

namespace bihuan::behaviour {
namespace {

using state::Subscription;
using state::SubscriptionKind;

bool is_for(const Subscription& one, const event::SignalSent& sent) {
  return one.kind == SubscriptionKind::Signal && one.name == sent.signal;
}

bool is_for(const Subscription& one, const event::MessageSent& sent) {
  return one.kind == SubscriptionKind::Message && one.name == sent.message && one.key == sent.key;
}

/// The activity's boundary event that waits for it; nullptr if there is none.
const state::Work* waiting_at_the_boundary(const Step& step, Place activity, const Sending& sending) {
  for (const state::Work& work : step.scope(activity.scope).work) {
    const auto* subscription = std::get_if<Subscription>(&work.detail);
    if (work.token != activity.token || subscription == nullptr) continue;
    if (std::visit([&](const auto& sent) { return is_for(*subscription, sent); }, sending)) return &work;
  }
  return nullptr;
}

void throw_sending(Step& step, Place activity, const Sending& sending) {
  const state::Work* found = waiting_at_the_boundary(step, activity, sending);
  if (found == nullptr) return send(step, sending);
  const state::Work work = *found;
  step.emit(event::SubscriptionTriggered{work.id, {}, goes_on(step, work)});
  occurred(step, activity.scope, work, std::visit([](const auto& sent) { return sent.variables; }, sending));
}

}  // namespace

Evaluated<ImplicitEvent> plan_implicit_event(const Step& step, Place inner, const definition::EventRule& rule,
                                             const state::Variables& attributes) {
  const ElementIndex element = step.token(inner).element;
  if (rule.kind != definition::EventKind::Escalation) {
    Evaluated<Sending> sending = plan_sending(step, inner, element, rule, attributes);
    if (!sending) return std::unexpected(std::move(sending.error()));
    return ImplicitEvent(std::move(*sending));
  }
  Evaluated<std::string> code = evaluate_text(step, View(step.state(), inner, &attributes), rule.code);
  if (!code) return std::unexpected(std::move(code.error()));
  return ImplicitEvent(ImplicitEscalation{std::move(*code), attributes});
}

void throw_implicitly(Step& step, Place activity, const ImplicitEvent& event) {
  if (const auto* escalation = std::get_if<ImplicitEscalation>(&event))
    return throw_escalation(step, activity, escalation->code, escalation->payload);
  throw_sending(step, activity, std::get<Sending>(event));
}

}  // namespace bihuan::behaviour
