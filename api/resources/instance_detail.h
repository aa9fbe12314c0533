// Decides what is shown of one instance: where its tokens stand, what each scope holds, what it waits for.
#pragma once

#include <string>

#include "adapters/host/live.h"
#include "adapters/store/store.h"

namespace bihuan::resources {

/// The instance as in lists, with variables, scopes, tokens, incidents, open tasks and called instances.
std::string instance_detail_json(store::Store& store, const host::Live& live);

std::string incident_detail_json(const host::Live& live, const store::IncidentRow& row);

}  // namespace bihuan::resources
