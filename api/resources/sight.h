// Decides nothing: asks security, in one line, what a resource wants to know of the caller and a case.
#pragma once

#include "api/call.h"
#include "api/security/rights.h"

namespace bihuan::resources {

/// Whether the caller may do this to this case by what their roles see, not because it is their own.
bool may_do_beyond_own(const api::Call& call, security::Action action, const store::InstanceRow& row);

/// Why the caller may not do this to this case: 404 for one that they may not know of or that does not exist, else 403.
/// nullopt: they may.
std::optional<api::Problem> denial(const api::Call& call, security::Action action, InstanceId id);

/// The case that the path names, if the caller may do this to it; else as denial.
std::expected<store::LoadedInstance, api::Problem> permitted(const api::Call& call, security::Action action);

}  // namespace bihuan::resources
