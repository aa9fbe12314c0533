// Decides what a thrown message or signal carries (BPMN 2.0.2, 10.5.1). Delivery is the host's.
#pragma once

#include "engine/step.h"

namespace bihuan::behaviour {

/// Throws the message or signal of the element's event definition; `payload` are its inputs. Faults: "name-empty", and
/// those of expressions and durations; then nothing was sent.
Evaluated<void> send(Step& step, Place at, const definition::Element& element, const state::Variables& payload);

}  // namespace bihuan::behaviour
