// Decides which rule an element follows. The rules themselves are one file per BPMN kind beside it.
#pragma once

#include "engine/element/rule.h"

namespace bihuan::element {

/// Exhaustive: a kind without a rule does not compile. Null for what is never the place of a token (the process).
const Rule* rule_of(definition::ElementKind kind);

/// Cut on the element's wish (behaviour/continuation.h), or begun at once.
void token_arrives(Step& step, Place at);
/// Passed over, multiplied, or begun by its own rule, after its start listeners.
void begin(Step& step, Place at);
void work_completed(Step& step, Place at, const Variables& results);
void trigger_fired(Step& step, Place at, ElementIndex event, const Variables& payload);
void child_completed(Step& step, Place at);
void cancelled(Step& step, Place at);

}  // namespace bihuan::element
