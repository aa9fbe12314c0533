// Decides what intermediate throw events and end events share: evaluate, then throw.
#pragma once

#include "engine/element/rule.h"

namespace bihuan::element {

/// Throws what the event's definition says, with its inputs as payload; nothing for a none event. A fault means that
/// nothing was thrown. Errors and escalations may end the thrower: ask Step::exists afterwards.
Evaluated<void> throw_event(Step& step, Place at, const definition::Element& element);

}  // namespace bihuan::element
