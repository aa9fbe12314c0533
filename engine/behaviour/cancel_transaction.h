// Decides how a transaction is cancelled (BPMN 2.0.2, 10.3.5, 13.3.4, 13.5.3): everything in it ends, what had
// completed is compensated, and it is left by its cancel boundary event. An error that leaves it is none of this: it
// ends without compensation (a hazard).
#pragma once

#include "engine/step.h"

namespace bihuan::behaviour {

/// A cancel end event was reached: cancels the innermost transaction around it. The token is gone afterwards.
/// Requires that there is a transaction (validate_compensation.cpp).
void cancel_transaction(Step& step, Place end);

/// Is this the end event that cancels?
bool is_cancel_end(const definition::Element& element);

/// Everything is undone: the transaction's activity (all its instances, if it has several) ends, and its cancel
/// boundary event is followed.
void leave_cancelled(Step& step, ScopeId transaction);

}  // namespace bihuan::behaviour
