#include "adapters/identity/organisation.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "adapters/codec/json.h"

namespace bihuan::identity {
namespace {

constexpr int max_levels = 16;  ///< of the unit tree; also what ends a cycle

std::string text_of(const Value& object, std::string_view name) {
  const Value* value = object.entry(name);
  return value && value->string() ? *value->string() : std::string();
}

class Reader {
 public:
  std::expected<Organisation, std::vector<DocumentFault>> read(std::string_view json) {
    const auto document = codec::parse_json(json);
    if (!document)
      return std::unexpected(std::vector{DocumentFault{"", document.error().message_zh, document.error().message}});
    each(*document, "units", [this](const Value& unit, const std::string& at) { add_unit(unit, at); });
    each(*document, "people", [this](const Value& person, const std::string& at) { add_person(person, at); });
    each(*document, "roles", [this](const Value& grant, const std::string& at) { add_role(grant, at); });
    each(*document, "supervision", [this](const Value& group, const std::string& at) { add_supervision(group, at); });
    if (const Value* names = document->entry("roleNames"); names && names->context()) {
      for (const auto& [role, name] : *names->context()) {
        if (name.string()) organisation_.role_names[role] = *name.string();
      }
    }
    check_tree();
    if (!faults_.empty()) return std::unexpected(std::move(faults_));
    return std::move(organisation_);
  }

 private:
  template <class Take>
  void each(const Value& document, const std::string& name, Take take) {
    const Value* list = document.entry(name);
    if (!list || !list->list()) return fault("/" + name, "缺少列表", "Expected a list");
    for (std::size_t i = 0; i < list->list()->size(); ++i) take((*list->list())[i], fmt::format("/{}/{}", name, i));
  }

  void fault(std::string at, std::string zh, std::string en) {
    faults_.push_back({std::move(at), std::move(zh), std::move(en)});
  }

  void add_unit(const Value& value, const std::string& at) {
    Unit unit{text_of(value, "id"),     text_of(value, "name"), text_of(value, "kind"),
              text_of(value, "parent"), text_of(value, "line"), text_of(value, "head")};
    if (unit.id.empty()) return fault(at + "/id", "单位缺少编号", "Expected a unit id");
    if (!organisation_.units.emplace(unit.id, unit).second) {
      fault(at + "/id", "单位编号重复：" + unit.id, "Expected unique unit ids, but '" + unit.id + "' stands twice");
    }
  }

  void add_person(const Value& value, const std::string& at) {
    Person person{text_of(value, "id"), text_of(value, "name"), text_of(value, "unit"), text_of(value, "position")};
    if (person.id.empty()) return fault(at + "/id", "人员缺少编号", "Expected a person id");
    if (!known_.insert(person.id).second) {
      return fault(at + "/id", "人员编号重复：" + person.id,
                   "Expected unique person ids, but '" + person.id + "' stands twice");
    }
    need_unit(person.unit, at + "/unit");
    organisation_.people.push_back(std::move(person));
  }

  void add_role(const Value& value, const std::string& at) {
    const std::string person = text_of(value, "person"), role = text_of(value, "role"), unit = text_of(value, "unit");
    if (!known_.contains(person))
      fault(at + "/person", "没有这个人员：" + person, "Expected a known person, but got '" + person + "'");
    need_unit(unit, at + "/unit");
    organisation_.roles[role][unit].push_back(person);
  }

  void add_supervision(const Value& value, const std::string& at) {
    const std::string group = text_of(value, "group");
    need_unit(group, at + "/group");
    const Value* units = value.entry("communities");
    if (!units || !units->list()) return fault(at + "/communities", "缺少列表", "Expected a list");
    for (const Value& unit : *units->list()) {
      if (!unit.string()) continue;
      need_unit(*unit.string(), at + "/communities");
      organisation_.supervision[group].push_back(*unit.string());
    }
  }

  void need_unit(const std::string& unit, const std::string& at) {
    if (!organisation_.units.contains(unit))
      fault(at, "没有这个单位：" + unit, "Expected a known unit, but got '" + unit + "'");
  }

  void check_tree() {
    for (const auto& [id, unit] : organisation_.units) {
      if (!unit.head.empty() && !known_.contains(unit.head))
        fault("/units/" + id, "负责人不存在：" + unit.head, "Expected a known head, but got '" + unit.head + "'");
      const Unit* up = &unit;
      for (int level = 0; !up->parent.empty(); ++level) {
        auto it = organisation_.units.find(up->parent);
        if (it == organisation_.units.end() || level == max_levels) {
          fault("/units/" + id, "上级单位不存在或成环：" + up->parent,
                "Expected a path to the top unit, but '" + up->parent + "' breaks it");
          break;
        }
        up = &it->second;
      }
    }
  }

  Organisation organisation_;
  std::set<std::string, std::less<>> known_;
  std::vector<DocumentFault> faults_;
};

class Answer {
 public:
  Answer(const Organisation& organisation, const Lookup& lookup) : organisation_(organisation), lookup_(lookup) {}

  std::vector<std::string> people() const {
    if (lookup_.kind == "role") return role(parameter("role"), parameter("unit"));
    if (lookup_.kind == "head") return head(parameter("unit"));
    if (lookup_.kind == "head-above") return head(above(parameter("unit"), levels()));
    if (lookup_.kind == "department") return department();
    if (lookup_.kind == "supervision") return supervision(parameter("owner"));
    if (lookup_.kind == "administrator") return everyone_with("system-administrator");
    return {};
  }

 private:
  std::string parameter(std::string_view name) const {
    for (const auto& [key, value] : lookup_.parameters) {
      if (key == name) return value;
    }
    return {};
  }

  int levels() const {
    const std::string text = parameter("levels");
    const bool digit = text.size() == 1 && text[0] >= '1' && text[0] <= '9';
    return digit ? text[0] - '0' : 1;
  }

  const Unit* unit(const std::string& id) const {
    auto it = organisation_.units.find(id);
    return it == organisation_.units.end() ? nullptr : &it->second;
  }

  std::string above(std::string id, int levels) const {
    for (; levels > 0; --levels) {
      const Unit* here = unit(id);
      if (!here || here->parent.empty()) return {};
      id = here->parent;
    }
    return id;
  }

  std::vector<std::string> head(const std::string& id) const {
    const Unit* here = unit(id);
    if (!here || here->head.empty()) return {};
    return {here->head};
  }

  std::vector<std::string> role(const std::string& role, const std::string& unit) const {
    auto units = organisation_.roles.find(role);
    if (units == organisation_.roles.end()) return {};
    auto people = units->second.find(unit);
    return people == units->second.end() ? std::vector<std::string>() : once(people->second);
  }

  std::vector<std::string> everyone_with(const std::string& role) const {
    std::vector<std::string> out;
    if (auto units = organisation_.roles.find(role); units != organisation_.roles.end()) {
      for (const auto& [unit, people] : units->second) out.insert(out.end(), people.begin(), people.end());
    }
    return once(out);
  }

  static std::vector<std::string> once(const std::vector<std::string>& people) {
    std::vector<std::string> out;
    for (const std::string& person : people) {
      if (std::ranges::find(out, person) == out.end()) out.push_back(person);
    }
    return out;
  }

  /// The line's department under the unit of that level on the place's way up.
  std::vector<std::string> department() const {
    const std::string line = parameter("line"), level = parameter("level");
    std::string id = parameter("place");
    for (const Unit* here = unit(id); here && here->kind != level; here = unit(id)) id = here->parent;
    if (!unit(id)) return {};
    for (const auto& [child, it] : organisation_.units) {
      if (it.parent != id || it.kind != "department" || it.line != line) continue;
      std::vector<std::string> handlers = role("department-handler", child);
      return handlers.empty() ? head(child) : handlers;
    }
    return {};
  }

  bool lies_in(std::string id, const std::string& top) const {
    for (int level = 0; level <= max_levels && !id.empty(); ++level) {
      if (id == top) return true;
      const Unit* here = unit(id);
      id = here ? here->parent : std::string();
    }
    return false;
  }

  /// The groups that inspect the owner's ground (all groups, when none is named for it), without the owner's own
  /// people.
  std::vector<std::string> supervision(const std::string& owner) const {
    std::vector<std::string> groups, all;
    for (const auto& [group, units] : organisation_.supervision) {
      all.push_back(group);
      const auto inspects = [&](const std::string& unit) { return lies_in(owner, unit); };
      if (std::ranges::any_of(units, inspects)) groups.push_back(group);
    }
    if (groups.empty()) groups = all;
    std::vector<std::string> out;
    for (const Person& person : organisation_.people) {
      const bool member =
          std::ranges::any_of(groups, [&](const std::string& group) { return is_member(person, group); });
      if (member && !lies_in(person.unit, owner)) out.push_back(person.id);
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

const Person* Organisation::person(std::string_view id) const {
  auto it = std::ranges::find(people, id, &Person::id);
  return it == people.end() ? nullptr : &*it;
}

bool Organisation::has_role(std::string_view person, const std::string& role) const {
  auto units = roles.find(role);
  if (units == roles.end()) return false;
  return std::ranges::any_of(
      units->second, [&](const auto& entry) { return std::ranges::find(entry.second, person) != entry.second.end(); });
}

std::expected<Organisation, std::vector<DocumentFault>> read_organisation(std::string_view json) {
  return Reader().read(json);
}

std::vector<std::string> answer(const Organisation& organisation, const Lookup& lookup) {
  return Answer(organisation, lookup).people();
}

}  // namespace bihuan::identity
