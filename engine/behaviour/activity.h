// Decides how every activity begins: inputs first, then what its boundary events wait for; computed as a whole, then
// said as a whole, so that a fault leaves nothing half done. What the activity itself does is engine/element.
#pragma once

#include "engine/behaviour/mapping.h"
#include "engine/behaviour/subscribe.h"

namespace bihuan::behaviour {

/// What the beginning of an element has computed and not yet said.
struct Entry {
  state::Variables locals;
  std::vector<Planned> boundary;
};

/// The token stands at the element from now on (unless it does already).
void activate(Step& step, Place at);

/// A dialect's skip expression is true: the activity is done as if it were not there. Also true when an incident in
/// that expression holds the token.
bool passed_over(Step& step, Place at);

/// `locals` in addition to what the inputs make (a user task's dueDate). In an iteration there are no boundary events:
/// they belong to the multi-instance activity as a whole (BPMN 2.0.2, 13.3.7).
Evaluated<Entry> prepare(const Step& step, Place at, const definition::Element& element);
Evaluated<void> prepare_boundary(const Step& step, Place at, const definition::Element& element, Entry& entry);
/// Says the local variables; `open(step, at, entry.boundary)` says the rest, after the element's own work.
void say_locals(Step& step, Place at, const Entry& entry);

/// The beginning of an element that does not wait: its inputs become local. False when that failed (an incident).
bool enter_briefly(Step& step, Place at, const definition::Element& element);

}  // namespace bihuan::behaviour
