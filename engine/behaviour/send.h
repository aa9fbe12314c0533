// Decides what a thrown message or signal carries and by which key it finds who waits (BPMN 2.0.2, 10.5.1, 8.4.2).
// Delivery is the host's.
#pragma once

#include <variant>

#include "engine/step.h"

namespace bihuan::behaviour {

/// A message or signal that is computed and not yet sent.
using Sending = std::variant<event::MessageSent, event::SignalSent>;

/// What the event definition throws at the place. It carries its own payload, else `inputs`. Faults: "name-empty", and
/// those of expressions and durations. Requires a message or signal.
Evaluated<Sending> plan_sending(const Step& step, Place at, ElementIndex element, const definition::EventRule& rule,
                                const state::Variables& inputs);

void send(Step& step, Sending sending);

/// Throws the message of the element's only event definition; `payload` are its inputs. A fault: nothing was sent.
Evaluated<void> send(Step& step, Place at, const definition::Element& element, const state::Variables& payload);

}  // namespace bihuan::behaviour
