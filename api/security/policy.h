// Decides what each role may do: the default table, and instead of a role's rows there what the security administrator
// stored for it. Who holds which role is rights.h.
#pragma once

#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "api/problem.h"
#include "api/security/action.h"

namespace bihuan::security {

struct Allowance {
  Action action;
  Scope scope = Scope::All;
  auto operator<=>(const Allowance&) const = default;
};

struct Policy {
  std::map<std::string, std::vector<Allowance>, std::less<>> roles;
  std::int64_t revision = 0;  ///< of what is stored; 0 = nothing is

  const std::vector<Allowance>& of(std::string_view role) const;
};

/// The default, with the stored roles instead of theirs. Names that this program does not know are left out: a newer or
/// older node may have stored them. Rejects: no JSON object.
std::expected<Policy, std::string> read_policy(std::string_view json, std::int64_t revision);
/// The roles that differ from the default, as read_policy reads them.
std::string write_policy(const Policy& policy);

/// Who may be granted what: an action may be granted to a role only where the three administrators stay apart. Empty:
/// it may. `pointer` is that of the request's grant.
std::vector<InputFault> grant_faults(std::string_view role, const std::vector<Allowance>& grants);

}  // namespace bihuan::security
