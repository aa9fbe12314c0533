// Decides how scopes begin and end: the process, sub-processes, event sub-processes
// (BPMN 2.0.2, 13.3.4, 13.5.4, 13.5.6). Multi-instance bodies and iterations have their own rule (multi_instance.h).
#pragma once

#include "engine/definition/starts.h"
#include "engine/step.h"

namespace bihuan::behaviour {

/// A new token stands at the element and begins.
Place place_token(Step& step, ScopeId scope, ElementIndex element);

/// Opens the process scope's contents: event sub-processes wait, the start event (none: the none start event) and the
/// nodes without incoming flow begin. A named start begins alone. On a fault nothing has begun.
Evaluated<void> begin_process(Step& step, definition::StartPoint start);

/// Opens a scope that `owner` waits for, and begins it.
void begin_sub_process(Step& step, Place owner);

/// Opens the scope alone: its data is declared, its event sub-processes wait, nothing begins. None: its data could not
/// be computed (an incident of the owner).
ScopeId open_sub_process(Step& step, Place owner);
ScopeId open_event_sub_process(Step& step, ScopeId parent, const definition::Element& event_sub_process);

/// The scope of a sub-process is done: its owner goes on. Requires that nothing goes on in it.
void complete_sub_process(Step& step, ScopeId scope);

/// Opens what the start of the event sub-process waits for.
void await_event_sub_process(Step& step, ScopeId scope, ElementIndex event_sub_process);

/// Starts the event sub-process of this start event in the scope. Interrupting: everything else in the scope ends
/// first.
void begin_event_sub_process(Step& step, ScopeId scope, const definition::Element& start,
                             const state::Variables& payload);

/// Completes the scope if nothing goes on in it: no token, no open child scope.
void close_if_done(Step& step, ScopeId scope);

}  // namespace bihuan::behaviour
