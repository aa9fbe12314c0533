#include "adapters/identity/organisation.h"

#include <algorithm>
#include <array>
#include <utility>

namespace bihuan::identity {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kinds = {{
    {"district", "区"},
    {"street", "街道（镇）"},
    {"community", "社区（村）"},
    {"grid", "网格"},
    {"micro-grid", "微网格"},
    {kind_department, "职能部门"},
    {"desk", "指挥部"},
    {kind_group, "督导组"},
}};

bool holds(const std::vector<std::string>& people, std::string_view person) {
  return std::ranges::find(people, person) != people.end();
}

std::string name_or_id(const std::map<std::string, std::string>& names, const std::string& id) {
  const auto found = names.find(id);
  return found == names.end() || found->second.empty() ? id : found->second;
}

}  // namespace

const Unit* Organisation::unit(std::string_view id) const {
  const auto found = units.find(id);
  return found == units.end() ? nullptr : &found->second;
}

const Person* Organisation::person(std::string_view id) const {
  const auto found = std::ranges::find(people, id, &Person::id);
  return found == people.end() ? nullptr : &*found;
}

bool Organisation::is_gone(std::string_view id) const {
  const Person* found = person(id);
  return found && found->disabled;
}

bool Organisation::has_role(std::string_view person, const std::string& role) const {
  const auto in_units = roles.find(role);
  if (in_units == roles.end() || is_gone(person)) return false;
  return std::ranges::any_of(in_units->second, [&](const auto& entry) { return holds(entry.second, person); });
}

std::vector<Grant> Organisation::grants() const {
  std::vector<Grant> out;
  for (const auto& [role, in_units] : roles) {
    for (const auto& [unit, holders] : in_units) {
      for (const std::string& person : holders) out.push_back({person, role, unit});
    }
  }
  return out;
}

std::vector<Grant> Organisation::grants_of(std::string_view person) const {
  std::vector<Grant> out;
  for (const auto& [role, in_units] : roles) {
    for (const auto& [unit, holders] : in_units) {
      if (holds(holders, person)) out.push_back({std::string(person), role, unit});
    }
  }
  return out;
}

bool Organisation::lies_in(std::string_view id, std::string_view top) const {
  for (int level = 0; level <= max_levels && !id.empty(); ++level) {
    if (id == top) return true;
    const Unit* here = unit(id);
    id = here ? std::string_view(here->parent) : std::string_view();
  }
  return false;
}

std::vector<std::string> Organisation::below(std::string_view top) const {
  std::vector<std::string> out;
  for (const auto& [id, unit] : units) {
    if (lies_in(id, top)) out.push_back(id);
  }
  return out;
}

std::string Organisation::person_name(std::string_view id) const {
  const Person* found = person(id);
  return found ? found->name : std::string(id);
}

std::string Organisation::unit_name(std::string_view id) const {
  const Unit* found = unit(id);
  return found ? found->name : std::string(id);
}

std::string Organisation::role_name(const std::string& role) const {
  return name_or_id(role_names, role);
}

std::string Organisation::line_name(const std::string& line) const {
  return name_or_id(line_names, line);
}

std::string kind_name(std::string_view kind) {
  const auto found = std::ranges::find(kinds, kind, [](const auto& entry) { return entry.first; });
  return std::string(found == kinds.end() ? kind : found->second);
}

std::vector<std::string> unit_kinds() {
  std::vector<std::string> out;
  for (const auto& [kind, name] : kinds) out.emplace_back(kind);
  return out;
}

bool is_administrator_role(std::string_view role) {
  return role == role_system || role == role_security || role == role_audit;
}

}  // namespace bihuan::identity
