// Decides how things end from outside: depth-first, youngest first (semantics.md, "Completion of a scope").
// It does not decide who ends them.
#pragma once

#include <vector>

#include "engine/step.h"

namespace bihuan::behaviour {

/// Cancels what the token waits for and resolves its incidents; the token stays.
void cancel_work(Step& step, Place at);
/// Ends the token with its child scope and its work.
void terminate_token(Step& step, Place at);
/// Ends everything in the scope, the scope stays open.
void clear_scope(Step& step, ScopeId scope);
/// Ends the scope with everything in it.
void terminate_scope(Step& step, ScopeId scope);
/// The open scopes below this one, parents before children, older before younger; without pages.
std::vector<ScopeId> scopes_inside(const Step& step, ScopeId top);
/// Closes a scope that has done its work; only its own subscriptions are left in it. What the iterations of a body left
/// to be compensated goes outwards.
void close_scope(Step& step, ScopeId scope);

}  // namespace bihuan::behaviour
