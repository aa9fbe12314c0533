// Decides the events that a multi-instance activity throws by itself as its iterations end (BPMN 2.0.2, 10.3.8:
// behavior, implicit throw events). When it does is iteration_judge.h.
#pragma once

#include <string>

#include "engine/behaviour/expressions.h"

namespace bihuan::behaviour {

/// A message, signal or escalation that is computed and not yet thrown.
struct ImplicitEvent {
  definition::EventKind kind = definition::EventKind::None;
  std::string name;  ///< of the message or signal; the escalation's code
  std::string key;
  std::int64_t time_to_live_us = 0;
  state::Variables payload;
};

/// `attributes`: what the event carries where its own payload does not say it.
Evaluated<ImplicitEvent> plan_implicit_event(const Step& step, const View& view, const definition::EventRule& rule,
                                             state::Variables attributes);

/// It is for the activity's own boundary events: one that waits for it gets it and nobody else does. Where none waits,
/// it goes outwards as from a throw event.
void throw_implicitly(Step& step, Place activity, const ImplicitEvent& event);

}  // namespace bihuan::behaviour
