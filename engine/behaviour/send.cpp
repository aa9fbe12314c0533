// Decides thrown messages and signals (send.h).
#include "engine/behaviour/send.h"

#include "engine/behaviour/conversation.h"
#include "engine/behaviour/timer.h"

namespace bihuan::behaviour {
namespace {

Evaluated<std::string> name_of(const Step& step, const View& view, const definition::EventRule& rule) {
  Evaluated<std::string> name = evaluate_text(step, view, rule.name);
  if (name && name->empty())
    return std::unexpected(fault_in(view, rule.name, "name-empty", "消息或信号的名称为空",
                                    "Expected a message or signal name, but it is empty"));
  return name;
}

/// "<instance>-<n>": n is the next of the instance's counter, which the event uses up.
std::string message_id(const Step& step) {
  return std::to_string(step.state().header().id.n) + "-" + std::to_string(step.state().header().next);
}

/// Each of its mappings sees the inputs and those before it.
Evaluated<state::Variables> payload_of(const Step& step, Place at, const definition::EventRule& rule,
                                       const state::Variables& inputs) {
  if (rule.payload.empty()) return inputs;
  state::Variables payload, seen = inputs;
  const View view(step.state(), at, &seen);
  for (const definition::Mapping& one : rule.payload) {
    Evaluated<Value> value = evaluate(step, view, one.source);
    if (!value) return std::unexpected(std::move(value.error()));
    payload.emplace_back(one.target, *value);
    seen.insert(seen.begin(), {one.target, std::move(*value)});
  }
  return payload;
}

/// A key that is retrieved from the message itself goes before one that the place knows.
Evaluated<std::string> key_of(const Step& step, Place at, const View& view, const definition::EventRule& rule,
                              const state::Variables& payload) {
  if (!rule.message_key.given()) return evaluate_text(step, view, rule.correlation_key);
  return evaluate_text(step, View(step.state(), at, &payload), rule.message_key);
}

bool is_named(const definition::EventRule& rule, const std::string& name) {
  return !rule.name.is_computed() && rule.name.constant().string() && *rule.name.constant().string() == name;
}

}  // namespace

Evaluated<Sending> plan_sending(const Step& step, Place at, ElementIndex element, const definition::EventRule& rule,
                                const state::Variables& inputs) {
  const View view(step.state(), at, &inputs);
  Evaluated<std::string> name = name_of(step, view, rule);
  if (!name) return std::unexpected(std::move(name.error()));
  Evaluated<state::Variables> payload = payload_of(step, at, rule, inputs);
  if (!payload) return std::unexpected(std::move(payload.error()));
  if (rule.kind == definition::EventKind::Signal)
    return event::SignalSent{element, std::move(*name), std::move(*payload)};
  Evaluated<std::string> key = key_of(step, at, view, rule, *payload);
  if (!key) return std::unexpected(std::move(key.error()));
  const Evaluated<std::int64_t> time_to_live = evaluate_duration_us(step, view, rule.time_to_live, 0);
  if (!time_to_live) return std::unexpected(time_to_live.error());
  return event::MessageSent{element, std::move(*name), std::move(*key), {}, *time_to_live, std::move(*payload)};
}

void send(Step& step, Sending sending) {
  if (auto* message = std::get_if<event::MessageSent>(&sending)) {
    message->id = message_id(step);
    const event::MessageSent sent = *message;
    step.emit(std::move(*message));
    for (const definition::EventRule& rule : step.definition.at(sent.element).events)
      if (rule.kind == definition::EventKind::Message && !rule.conversation.empty() && is_named(rule, sent.message))
        join_conversation(step, rule, sent.key);
  } else {
    step.emit(std::get<event::SignalSent>(std::move(sending)));
  }
}

Evaluated<void> send(Step& step, Place at, const definition::Element& element, const state::Variables& payload) {
  Evaluated<Sending> sending = plan_sending(step, at, element.index, element.event(), payload);
  if (!sending) return std::unexpected(std::move(sending.error()));
  send(step, std::move(*sending));
  return {};
}

}  // namespace bihuan::behaviour
