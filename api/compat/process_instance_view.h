// Decides how a process instance looks in the Camunda 7 REST dialect, wherever it is shown.
#pragma once

#include <string>

#include "adapters/host/live.h"
#include "api/call.h"

namespace bihuan::compat {

std::string process_instance_json(const host::Snapshot& known, const store::InstanceRow& row);
/// The same of an instance at hand; `variables_for`: with the variables of its process scope, as this caller may see
/// them.
std::string process_instance_json(const host::Snapshot& known, const host::Live& live, const api::Call* variables_for);

/// {"name": {value, type}} of what this caller may see.
std::string shown_variables_json(const api::Call& call, const host::Live& live, const state::Variables& variables);

}  // namespace bihuan::compat
