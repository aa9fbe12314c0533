// Decides where a step is cut on a dialect's wish (asyncBefore, asyncAfter) and how it goes on: a continuation is work
// of the program itself, which the host runs as it fires timers, in a command of its own. Before: all of the element,
// a multi-instance activity as a whole. After: its outputs are written, its flows not yet chosen.
#pragma once

#include "engine/step.h"

namespace bihuan::behaviour {

/// Cuts before the element that the token has come to. False: nothing to cut there.
bool cut_before(Step& step, Place at);
/// Cuts behind the element; what else the token waited for is no longer wanted. False: nothing to cut there.
bool cut_after(Step& step, Place at);

/// Goes on where the continuation was made. Requires that it exists.
void run_continuation(Step& step, WorkId id);

/// Tries that are left of the continuation that the command runs; 0 for any other command. Requires that it has not
/// been handled yet.
std::int32_t tries_of(const state::State& state, const Command& command);
/// A try ended in an incident and was taken back: the continuation loses it and waits its back-off.
void postpone(Step& step, WorkId id);

}  // namespace bihuan::behaviour
