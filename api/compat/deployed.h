// Decides what is left of a deployment that a client of this dialect has deleted: the files and versions stay, since
// cases and their record need them, but nothing begins from them any more, and this dialect does not show them. That it
// was deleted stands in the store, as a document of the dialect's own.
#pragma once

#include <set>

#include "api/call.h"

namespace bihuan::compat {

std::set<std::uint64_t> deleted_deployments(store::Store& store);
void note_deleted(store::Store& store, std::uint64_t deployment, Instant now);

/// The processes that this dialect shows, by key and version.
std::vector<const host::KnownProcess*> shown_processes(const host::Snapshot& known, store::Store& store);

/// {"id": …, "key": …, …} as the lists of definitions and the answer to a deployment have it.
std::string process_definition_json(const host::KnownProcess& process);

}  // namespace bihuan::compat
