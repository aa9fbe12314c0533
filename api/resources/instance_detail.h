// Decides what is shown of one instance: where its tokens stand, what each scope holds, what it waits for.
#pragma once

#include <string>

#include "adapters/host/live.h"
#include "adapters/store/store.h"
#include "api/json_writer.h"
#include "api/resources/mask.h"
#include "api/resources/names.h"

namespace bihuan::resources {

/// Adds the instance as in lists, its variables, scopes, tokens and incidents: what its state alone knows.
void add_state(api::JsonObject& out, const host::Live& live, const Names& names, const Mask& mask);

/// The same with open tasks, jobs and called instances.
std::string instance_detail_json(const api::Call& call, const host::Live& live, const Names& names);

std::string incident_detail_json(const host::Live& live, const store::IncidentRow& row, const Names& names,
                                 const Mask& mask);

}  // namespace bihuan::resources
