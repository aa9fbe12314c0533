// Decides thrown messages and signals (send.h).
#include "engine/behaviour/send.h"

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

}  // namespace

Evaluated<void> send(Step& step, Place at, const definition::Element& element, const state::Variables& payload) {
  const definition::EventRule& rule = element.event();
  const View view(step.state(), at, &payload);
  Evaluated<std::string> name = name_of(step, view, rule);
  if (!name) return std::unexpected(std::move(name.error()));
  if (rule.kind == definition::EventKind::Signal) {
    step.emit(event::SignalSent{element.index, std::move(*name), payload});
    return {};
  }
  Evaluated<std::string> key = evaluate_text(step, view, rule.correlation_key);
  if (!key) return std::unexpected(std::move(key.error()));
  const Evaluated<std::int64_t> time_to_live = evaluate_duration_us(step, view, rule.time_to_live, 0);
  if (!time_to_live) return std::unexpected(time_to_live.error());
  step.emit(
      event::MessageSent{element.index, std::move(*name), std::move(*key), message_id(step), *time_to_live, payload});
  return {};
}

}  // namespace bihuan::behaviour
