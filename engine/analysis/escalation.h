// Decides whether an escalation that is thrown surely ends the scope in which it is thrown (BPMN 2.0.2, 10.5.1, 10.5.7;
// semantics.md): its innermost handler interrupts. Codes that are computed are not guessed.
#pragma once

#include "engine/definition/definition.h"

namespace bihuan::analysis {

/// For a throwing event; false for everything else.
bool ends_its_scope_by_escalation(const definition::Definition& definition, const definition::Element& thrower);

}  // namespace bihuan::analysis
