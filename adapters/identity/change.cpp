#include "adapters/identity/change.h"

#include <fmt/format.h>

#include <algorithm>

namespace bihuan::identity {
namespace {

constexpr const char* role_inspector = "supervision-inspector";

Changed checked(Organisation organisation) {
  auto faults = faults_of(organisation);
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return organisation;
}

/// What still belongs to the unit, in words.
std::vector<std::string> tied_to(const Organisation& organisation, const std::string& id) {
  std::vector<std::string> out;
  for (const auto& [other, unit] : organisation.units) {
    if (unit.parent == id) out.push_back("下级单位 " + unit.name);
  }
  for (const Person& person : organisation.people) {
    if (person.unit == id) out.push_back("人员 " + person.name);
  }
  for (const Grant& grant : organisation.grants()) {
    if (grant.unit == id) out.push_back("角色 " + organisation.person_name(grant.person));
  }
  for (const auto& [group, units] : organisation.supervision) {
    const bool inspected = std::ranges::find(units, id) != units.end();
    if (inspected || (group == id && !units.empty())) out.push_back("督导组 " + organisation.unit_name(group));
  }
  return out;
}

void take_roles(Organisation& organisation, const std::function<bool(const Grant&)>& which) {
  for (auto& [role, in_units] : organisation.roles) {
    for (auto& [unit, people] : in_units) {
      std::erase_if(people, [&](const std::string& person) { return which({person, role, unit}); });
    }
    std::erase_if(in_units, [](const auto& entry) { return entry.second.empty(); });
  }
  std::erase_if(organisation.roles, [](const auto& entry) { return entry.second.empty(); });
}

void give_role(Organisation& organisation, const std::string& person, const std::string& role,
               const std::string& unit) {
  std::vector<std::string>& holders = organisation.roles[role][unit];
  if (std::ranges::find(holders, person) == holders.end()) holders.push_back(person);
}

}  // namespace

Changed with_unit(Organisation organisation, Unit unit) {
  std::string id = unit.id;
  organisation.units.insert_or_assign(std::move(id), std::move(unit));
  return checked(std::move(organisation));
}

Changed without_unit(Organisation organisation, const std::string& id) {
  const std::vector<std::string> tied = tied_to(organisation, id);
  if (!tied.empty()) {
    return std::unexpected(std::vector{DocumentFault{
        "/units/" + id, fmt::format("还有 {} 项属于该单位（如：{}），请先调整", tied.size(), tied.front()),
        fmt::format("Expected an empty unit, but {} things belong to it", tied.size())}});
  }
  organisation.units.erase(id);
  return checked(std::move(organisation));
}

Changed with_person(Organisation organisation, Person person) {
  const auto found = std::ranges::find(organisation.people, person.id, &Person::id);
  if (found == organisation.people.end()) {
    organisation.people.push_back(std::move(person));
  } else {
    *found = std::move(person);
  }
  return checked(std::move(organisation));
}

Changed with_roles(Organisation organisation, const std::string& person, std::vector<Grant> roles) {
  const auto wanted = [&](const Grant& held) {
    return std::ranges::any_of(roles, [&](const Grant& one) { return one.role == held.role && one.unit == held.unit; });
  };
  take_roles(organisation, [&](const Grant& held) { return held.person == person && !wanted(held); });
  for (const Grant& one : roles) give_role(organisation, person, one.role, one.unit);
  return checked(std::move(organisation));
}

Changed with_group(Organisation organisation, Group group) {
  Unit unit;
  if (const Unit* known = organisation.unit(group.id)) unit = *known;
  unit.id = group.id;
  unit.kind = kind_group;
  if (!group.name.empty()) unit.name = group.name;
  if (!group.parent.empty()) unit.parent = group.parent;
  organisation.units.insert_or_assign(group.id, unit);
  take_roles(organisation, [&](const Grant& held) {
    return held.unit == group.id && held.role == role_inspector &&
           std::ranges::find(group.members, held.person) == group.members.end();
  });
  for (const std::string& member : group.members) give_role(organisation, member, role_inspector, group.id);
  organisation.supervision[group.id] = std::move(group.inspects);
  return checked(std::move(organisation));
}

std::vector<Group> groups(const Organisation& organisation) {
  std::vector<Group> out;
  for (const auto& [id, unit] : organisation.units) {
    if (unit.kind != kind_group) continue;
    Group group{id, unit.name, unit.parent, {}, {}};
    for (const Grant& grant : organisation.grants()) {
      if (grant.unit == id && grant.role == role_inspector) group.members.push_back(grant.person);
    }
    if (const auto found = organisation.supervision.find(id); found != organisation.supervision.end()) {
      group.inspects = found->second;
    }
    out.push_back(std::move(group));
  }
  return out;
}

}  // namespace bihuan::identity
