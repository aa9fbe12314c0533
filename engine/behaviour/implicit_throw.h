// Decides the events that a multi-instance activity throws by itself as its iterations end (BPMN 2.0.2, 10.3.8:
// behavior, implicit throw events). When it does is iteration_judge.h.
#pragma once

#include <string>
#include <variant>

#include "engine/behaviour/expressions.h"
#include "engine/behaviour/send.h"

namespace bihuan::behaviour {

struct ImplicitEscalation {
  std::string code;
  state::Variables payload;
};

/// A message, signal or escalation that is computed and not yet thrown.
using ImplicitEvent = std::variant<ImplicitEscalation, Sending>;

/// `attributes`: what the event carries where its own payload does not say it. Requires one of the three kinds.
Evaluated<ImplicitEvent> plan_implicit_event(const Step& step, Place inner, const definition::EventRule& rule,
                                             const state::Variables& attributes);

/// It is for the activity's own boundary events: one that waits for it gets it and nobody else does. Where none waits,
/// it goes outwards as from a throw event.
void throw_implicitly(Step& step, Place activity, const ImplicitEvent& event);

}  // namespace bihuan::behaviour
