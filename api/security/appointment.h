// Decides who may give and take roles: who holds `role.grant`, nobody for themselves, and before there is any security
// administrator the system administrator, to appoint the first. That the three administrators are three people is the
// organisation's own rule (adapters/identity/faults.cpp).
#pragma once

#include <optional>

#include "adapters/identity/organisation.h"
#include "adapters/store/store.h"
#include "api/problem.h"
#include "api/security/caller.h"

namespace bihuan::security {

struct Rights;

/// Nobody is security administrator yet. One who is disabled still counts: else whoever disables them could follow
/// them.
bool has_no_security_administrator(const identity::Organisation& organisation);

/// Does the person hold one of the three administrators' roles?
bool is_administrator(const Rights& rights, const std::string& person);

/// Why this one grant may not be made or taken back by the caller; nullopt: it may.
std::optional<api::Problem> refused_grant(const Caller& caller, const identity::Organisation& before,
                                          const identity::Grant& grant);

/// Why the roles that differ may not be changed so; nullopt: they may, or none differ. Heads and leaders count as roles
/// as far as nobody makes themselves one.
std::optional<api::Problem> refused_appointment(const Caller& caller, const identity::Organisation& before,
                                                const identity::Organisation& after);

/// Why the caller may not set how this person signs in; nullopt: they may. An administrator who has signed in before
/// keeps their own account, or else one of the three could become another. What is lost then is mended at the machine
/// (api/cli/password.cpp).
std::optional<api::Problem> refused_takeover(const Caller& caller, const std::string& person,
                                             const std::optional<store::AccountRow>& account);

}  // namespace bihuan::security
