// Decides what the organisation answers to a task's question (docs/extensions.md, `bihuan:assignment`). Who is disabled
// is left out of every answer.
#include <algorithm>
#include <charconv>

#include "adapters/identity/organisation.h"

namespace bihuan::identity {
namespace {

constexpr int most_levels = 10;  ///< of a head-above, as validation allows

class Answer {
 public:
  Answer(const Organisation& organisation, const Lookup& lookup) : organisation_(organisation), lookup_(lookup) {}

  std::vector<std::string> people() const {
    if (lookup_.kind == "role" && !has("unit")) return everyone_with(parameter("role"));
    if (lookup_.kind == "role") return role(parameter("role"), parameter("unit"));
    if (lookup_.kind == "head") return head(parameter("unit"));
    if (lookup_.kind == "head-above") return head(above(parameter("unit"), levels()));
    if (lookup_.kind == "department") return department();
    if (lookup_.kind == "supervision") return supervision(parameter("owner"));
    if (lookup_.kind == "administrator") return everyone_with(std::string(role_system));
    return {};
  }

 private:
  std::string parameter(std::string_view name) const {
    for (const auto& [key, value] : lookup_.parameters) {
      if (key == name) return value;
    }
    return {};
  }

  bool has(std::string_view name) const {
    return std::ranges::any_of(lookup_.parameters, [&](const auto& entry) { return entry.first == name; });
  }

  /// 1 when it is not given; 0 (nobody) when it is no number of levels.
  int levels() const {
    const std::string text = parameter("levels");
    if (text.empty()) return 1;
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && number >= 1 && number <= most_levels ? number : 0;
  }

  std::string above(std::string id, int levels) const {
    if (levels == 0) return {};
    for (; levels > 0; --levels) {
      const Unit* here = organisation_.unit(id);
      if (!here || here->parent.empty()) return {};
      id = here->parent;
    }
    return id;
  }

  std::vector<std::string> head(const std::string& id) const {
    const Unit* here = organisation_.unit(id);
    return here && !here->head.empty() ? at_work({here->head}) : std::vector<std::string>();
  }

  std::vector<std::string> role(const std::string& role, const std::string& unit) const {
    const auto units = organisation_.roles.find(role);
    if (units == organisation_.roles.end()) return {};
    const auto people = units->second.find(unit);
    return people == units->second.end() ? std::vector<std::string>() : at_work(people->second);
  }

  std::vector<std::string> everyone_with(const std::string& role) const {
    std::vector<std::string> out;
    if (auto units = organisation_.roles.find(role); units != organisation_.roles.end()) {
      for (const auto& [unit, people] : units->second) out.insert(out.end(), people.begin(), people.end());
    }
    return at_work(out);
  }

  /// Each once, without who is disabled.
  std::vector<std::string> at_work(const std::vector<std::string>& people) const {
    std::vector<std::string> out;
    for (const std::string& person : people) {
      if (std::ranges::find(out, person) == out.end() && !organisation_.is_gone(person)) out.push_back(person);
    }
    return out;
  }

  /// The line's department under the unit of that level on the place's way up.
  std::vector<std::string> department() const {
    const std::string line = parameter("line"), level = parameter("level");
    const Unit* here = organisation_.unit(parameter("place"));
    for (int step = 0; here && here->kind != level && step <= max_levels; ++step) {
      here = organisation_.unit(here->parent);
    }
    if (!here || here->kind != level) return {};
    for (const auto& [child, it] : organisation_.units) {
      if (it.parent != here->id || it.kind != kind_department || it.line != line) continue;
      std::vector<std::string> handlers = role("department-handler", child);
      return handlers.empty() ? head(child) : handlers;
    }
    return {};
  }

  /// The groups that inspect the owner's ground (all groups, when none is named for it), without the owner's own
  /// people.
  std::vector<std::string> supervision(const std::string& owner) const {
    std::vector<std::string> groups, all;
    for (const auto& [group, units] : organisation_.supervision) {
      all.push_back(group);
      const auto inspects = [&](const std::string& unit) { return organisation_.lies_in(owner, unit); };
      if (std::ranges::any_of(units, inspects)) groups.push_back(group);
    }
    if (groups.empty()) groups = all;
    std::vector<std::string> out;
    for (const Person& person : organisation_.people) {
      const bool member =
          std::ranges::any_of(groups, [&](const std::string& group) { return is_member(person, group); });
      if (member && !person.disabled && !organisation_.lies_in(person.unit, owner)) out.push_back(person.id);
    }
    return out;
  }

  /// Staff drawn from elsewhere hold the inspector's role in the group; staff of its own have it as their unit.
  bool is_member(const Person& person, const std::string& group) const {
    if (person.unit == group) return true;
    const std::vector<std::string> inspectors = role("supervision-inspector", group);
    return std::ranges::find(inspectors, person.id) != inspectors.end();
  }

  const Organisation& organisation_;
  const Lookup& lookup_;
};

}  // namespace

std::vector<std::string> answer(const Organisation& organisation, const Lookup& lookup) {
  if (lookup.kind == "gone" && !lookup.parameters.empty()) {
    const std::string& person = lookup.parameters.front().second;
    return organisation.is_gone(person) ? std::vector{person} : std::vector<std::string>();
  }
  if (lookup.kind == "unit-of" && !lookup.parameters.empty()) {
    const Person* person = organisation.person(lookup.parameters.front().second);
    return person ? std::vector{person->unit} : std::vector<std::string>();
  }
  return Answer(organisation, lookup).people();
}

}  // namespace bihuan::identity
