// Decides which cases and tasks somebody may see. What one may not see is answered as if it did not exist, so the
// resources ask here and answer 404. Who may do more than see is rights.h's, and for tasks the engine's.
#pragma once

#include "adapters/store/store.h"
#include "api/security/caller.h"

namespace bihuan::security {

/// Within the scopes of `case.read`: own (they began it, or, at any depth of calls, a task is or was theirs to do), the
/// unit's, the line's, all.
bool may_see(store::Store& store, const Caller& caller, const store::InstanceRow& instance);

/// A task that is or was offered or given to this person, or one of a case that they may see.
bool may_see(store::Store& store, const Caller& caller, const store::TaskRow& task);

/// What they uploaded themselves, and what belongs to a case that they may see.
bool may_see(store::Store& store, const Caller& caller, const store::AttachmentRow& attachment);

/// The instance, if it exists and this caller may see it.
std::optional<store::LoadedInstance> visible_instance(store::Store& store, const Caller& caller, InstanceId id);

}  // namespace bihuan::security
