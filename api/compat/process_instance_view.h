// Decides how a process instance looks in the Camunda 7 REST dialect, wherever it is shown.
#pragma once

#include <string>

#include "adapters/host/live.h"
#include "adapters/host/request.h"
#include "api/call.h"

namespace bihuan::compat {

std::string process_instance_json(const host::Snapshot& known, const store::InstanceRow& row);
/// The same after a request; `variables_for`: with the variables of its process scope, as this caller may see them.
std::string process_instance_json(const host::Snapshot& known, const host::Ran& ran, const api::Call* variables_for);

/// The variables of the process scope after a request, also where the instance ended with it; `before`: those before
/// it.
state::Variables process_variables(const host::Ran& ran, state::Variables before);

/// {"name": {value, type}} of what this caller may see.
std::string shown_variables_json(const api::Call& call, const host::Live& live, const state::Variables& variables);

}  // namespace bihuan::compat
