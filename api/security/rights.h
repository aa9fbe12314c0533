// Decides who may do what to which case: the one place. Roles that somebody holds (the organisation), what the roles
// may (the policy), and where (scope) become either a yes or no, or what a list may show (store::Sight, decided in
// SQL). It does not find out who calls (gate.h).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/identity/organisation.h"
#include "adapters/store/store.h"
#include "api/security/action.h"
#include "api/security/policy.h"

namespace bihuan::security {

struct Caller;

/// A role that somebody holds in a unit; the unit is empty for the administrator that the program itself made.
struct Held {
  std::string role, unit;
  auto operator<=>(const Held&) const = default;
};

/// An organisation and a policy of one moment, ready to be asked. Never changes.
struct Rights {
  std::shared_ptr<const identity::Organisation> organisation;
  Policy policy;
  std::int64_t organisation_revision = 0;
  std::map<std::string, std::vector<Held>, std::less<>> held;  ///< by person; nobody who is disabled
};

std::shared_ptr<const Rights> make_rights(std::shared_ptr<const identity::Organisation> organisation, Policy policy,
                                          std::int64_t organisation_revision);

/// Gives the caller their rights; `administrator` becomes true for who holds that role in the organisation.
void give_rights(Caller& caller, std::shared_ptr<const Rights> rights);

/// Every role that the caller holds, also those that nobody grants (staff, head, leader).
std::vector<Held> held_by(const Caller& caller);
/// Whether the caller may do this to anything at all.
bool may(const Caller& caller, Action action);
/// Every action that the caller may do to something, in the order of the enumeration.
std::vector<Action> actions_of(const Caller& caller);

/// Which cases the caller may do this to, for a list. `person` is set where those that they take part in count.
store::Sight sight(const Caller& caller, Action action);

enum class Decision {
  Allowed,
  Forbidden,  ///< they see it, but may not do this: 403
  Hidden,     ///< they may not know of it: 404
};

/// About one case. To see one, "own" is to take part in it (begun by them, or a task is or was theirs anywhere under
/// the same root); to act on one, to have begun it.
Decision allowed(store::Store& store, const Caller& caller, Action action, const store::InstanceRow& row);

/// Whether fields marked as protected may be shown: to who takes part in the case, and to nobody else, however much
/// they see.
bool handles(store::Store& store, const Caller& caller, const store::InstanceRow& row);

}  // namespace bihuan::security
