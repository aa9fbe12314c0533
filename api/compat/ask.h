// Decides what the handlers of this dialect share: who may do something to a case, how a command is handed on and
// answered with 204, how typed variables of a body are read.
#pragma once

#include "api/call.h"
#include "api/compat/error.h"
#include "api/compat/typed_value.h"
#include "api/security/action.h"

namespace bihuan::compat {

/// Hands a command for one instance to the host; 204 when it ran.
api::Later tell(const api::Call& call, InstanceId instance, Command command, std::string reason = {});
/// The same, after a look at whether the caller may do this to the case.
api::Answer tell_if(const api::Call& call, security::Action action, InstanceId instance, Command command,
                    std::string reason = {});

/// Why the caller may not do this to the case; nullopt: they may.
std::optional<api::Problem> denied(const api::Call& call, security::Action action, InstanceId instance);

/// Typed variables of this field; a problem that names every fault.
std::expected<state::Variables, api::Problem> variables_of(const api::Body& body, std::string_view name);
/// One value: a body that is itself {value, type, valueInfo}.
std::expected<Value, api::Problem> typed_of(const api::Body& body);
/// The fields of a body that is a typed value.
std::span<const api::Field> typed_fields();

/// What that engine calls the id of whatever is not there.
api::Problem nothing_with(std::string_view zh, std::string_view en, const std::string& id);

/// The dialect's harness may do everything (--engine-rest=open).
bool is_open(const api::Services& services);
/// Whether the caller may act on tasks of others in this case.
bool may_force(const api::Call& call, InstanceId instance);

}  // namespace bihuan::compat
