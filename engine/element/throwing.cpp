// Decides throwing (throwing.h).
#include "engine/element/throwing.h"

#include "engine/behaviour/mapping.h"
#include "engine/behaviour/send.h"
#include "engine/behaviour/throw.h"

namespace bihuan::element {

Evaluated<void> throw_event(Step& step, Place at, const definition::Element& element) {
  using definition::EventKind;
  const EventKind kind = element.event().kind;
  if (kind == EventKind::None && element.inputs.empty()) return {};
  const Evaluated<Variables> payload = behaviour::evaluate_inputs(step, at, element);
  if (!payload) return std::unexpected(payload.error());
  if (kind == EventKind::Message || kind == EventKind::Signal) return behaviour::send(step, at, element, *payload);
  if (kind != EventKind::Error && kind != EventKind::Escalation) return {};
  const Evaluated<std::string> code =
      behaviour::evaluate_text(step, behaviour::View(step.state(), at, &*payload), element.event().code);
  if (!code) return std::unexpected(code.error());
  if (kind == EventKind::Error)
    behaviour::throw_error(step, at, *code, {}, *payload);
  else
    behaviour::throw_escalation(step, at, *code, *payload);
  return {};
}

}  // namespace bihuan::element
