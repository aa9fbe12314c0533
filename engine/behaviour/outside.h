// Decides what an expression comes to where there is no instance around it: before the start (keys, titles), and on
// what the host keeps of an instance (start timers, placement). FEEL and JUEL; a script needs an instance.
#pragma once

#include <optional>

#include "engine/definition/definition.h"

namespace bihuan::behaviour {

/// The value over these variables alone; a constant is itself. nullopt: it failed, or is a script.
std::optional<Value> evaluate_outside(const definition::Expr& expr, const feel::Variables& variables,
                                      const feel::Environment& environment);

}  // namespace bihuan::behaviour
