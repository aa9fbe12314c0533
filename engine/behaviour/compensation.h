// Decides compensation (BPMN 2.0.2, 10.6 and 13.5.5): what a completed activity leaves behind, what a throw reaches,
// and in which order it is undone. Which activity undoes which is engine/definition's; cancelling a transaction is
// cancel_transaction.h.
//
// A throw opens a scope of kind Compensation (element: the throw event) and moves what it reaches there. The last one
// is undone first, one at a time, each in a Compensation scope of its own:
//   by a handler           element: the handler; variables: everything that was in sight when the activity completed
//   by its event sub-process  element: the sub-process; variables: its own of then; its contents lie there to be thrown
//   by its contents        element: the sub-process; variables: its own of then; its contents are undone in there
#pragma once

#include "engine/step.h"

namespace bihuan::behaviour {

/// The activity of this token completes: if a handler can undo it, it is remembered in its scope (an iteration: in the
/// body) with what is in sight now. Call it right before ElementCompleted.
void note_completed(Step& step, Place at);

/// The same for the contents of a sub-process or event sub-process that is about to be closed: they go to the scope
/// around it, within an entry of its own.
void note_scope_completed(Step& step, ScopeId scope);

/// A multi-instance or loop body is about to be closed: its iterations' entries go to the scope around it.
void hand_outwards(Step& step, ScopeId body);

/// Forgets what the scope holds: a Terminate end event ends it without compensation (13.5.6).
void forget(Step& step, ScopeId scope);

/// Throws the compensations of the element where the token stands: true if it must wait for the scope that it owns now
/// (child_completed follows); false if nothing is to be undone, or none is waited for.
bool throw_compensation(Step& step, Place thrower);

/// Undoes everything that `from` holds itself, in a Compensation scope that no token waits for.
void undo_all(Step& step, ScopeId from, ElementIndex thrower);

/// Nothing goes on in the Compensation scope: the next is undone, or the scope is complete.
void go_on_undoing(Step& step, ScopeId scope);

}  // namespace bihuan::behaviour
