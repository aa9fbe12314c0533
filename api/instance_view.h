// Decides how resources read an instance: its state as the store holds it now, without disturbing the host's.
// It changes nothing.
#pragma once

#include <memory>
#include <string>

#include "adapters/host/catalogue.h"
#include "adapters/host/live.h"
#include "adapters/store/store.h"

namespace bihuan::api {

/// nullptr when its definition is not known on this node.
std::unique_ptr<host::Live> view_of(store::LoadedInstance loaded, const host::Snapshot& known);

/// Everything that an element sees where this work stands: its own locals, then the scopes from inside out; an inner
/// name hides an outer one.
state::Variables visible_variables(const state::State& state, WorkId work);

}  // namespace bihuan::api
