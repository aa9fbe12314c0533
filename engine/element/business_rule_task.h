// Decides nothing: offers what a business rule task does to the tasks whose dialect calls a decision by another name.
#pragma once

#include "engine/element/rule.h"

namespace bihuan::element {

/// Evaluates the element's decision, delivers its result and leaves.
void evaluate_decision(Step& step, Place at);

}  // namespace bihuan::element
