// Decides what one small change makes of an organisation, or why it may not be. Nothing is ever erased about people:
// who leaves is disabled. Who may make a change is not decided here (api/security).
#pragma once

#include <expected>
#include <functional>
#include <string>
#include <vector>

#include "adapters/identity/organisation.h"

namespace bihuan::identity {

using Changed = std::expected<Organisation, std::vector<DocumentFault>>;

/// The unit as it should be: a new one, or instead of the one with its id. Rejects what faults_of rejects.
Changed with_unit(Organisation organisation, Unit unit);
/// Rejects a unit that others, people, roles or groups still belong to.
Changed without_unit(Organisation organisation, const std::string& id);
/// A new person, or instead of the one with their id.
Changed with_person(Organisation organisation, Person person);
/// Exactly these roles (`person` of each grant counts as the given one).
Changed with_roles(Organisation organisation, const std::string& person, std::vector<Grant> roles);

struct Group {
  std::string id, name, parent;
  std::vector<std::string> members, inspects;
};
/// A new supervision group, or instead of the one with its id. Its members are who holds the inspector's role in it.
Changed with_group(Organisation organisation, Group group);
/// The supervision groups as they are.
std::vector<Group> groups(const Organisation& organisation);

}  // namespace bihuan::identity
