// Decides what receive tasks and intermediate catch events share: they wait for what their definitions say, and go
// on with what it brought.
#pragma once

#include "engine/element/rule.h"

namespace bihuan::element {

/// Opens the element's own subscription or timer, and its boundary events.
void begin_to_wait(Step& step, Place at);

/// `event` is the element itself; `at` its token, or that of the event-based gateway before it.
void caught(Step& step, Place at, const definition::Element& event, const Variables& payload);

}  // namespace bihuan::element
