// Decides what intermediate throw events and end events share: everything that their definitions throw is computed,
// then thrown (BPMN 2.0.2, 10.5.2: a multiple throw event throws all of them). The order is: messages and signals in
// document order, then escalations, whose handlers may end the thrower, then compensation, which it may wait for.
// Errors, terminate and cancel end an end event and come last (end_event.cpp).
#pragma once

#include "engine/element/rule.h"

namespace bihuan::element {

/// Throws. True: the event goes on now. False: the thrower was ended by who caught it, waits for its job or its
/// compensation, or has an incident; on a fault nothing was thrown.
bool throw_all(Step& step, Place at);

/// The worker that stands for the event's message has done its part: the rest is thrown. Answers as throw_all.
bool throw_after_job(Step& step, Place at, const Variables& results);

/// The inputs of the event and the code of this definition of it.
struct ThrownCode {
  Variables payload;
  std::string code;
};
Evaluated<ThrownCode> evaluate_code(const Step& step, Place at, const definition::Element& element,
                                    const definition::EventRule& rule);

}  // namespace bihuan::element
