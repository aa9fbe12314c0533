// Decides how an organisation stands in its JSON document (processes/organisation/sample.json), and what may not stand
// there: a name that is not listed here is refused, so that no field about people slips in.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "adapters/codec/json.h"
#include "adapters/identity/organisation.h"

namespace bihuan::identity {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 8> document_names = {"name",  "note",      "units",     "people",
                                                            "roles", "roleNames", "lineNames", "supervision"};
constexpr std::array<std::string_view, 7> unit_names = {"id", "name", "kind", "parent", "line", "head", "leader"};
constexpr std::array<std::string_view, 6> person_names = {"id", "name", "unit", "position", "phone", "disabled"};
constexpr std::array<std::string_view, 3> grant_names = {"person", "role", "unit"};
constexpr std::array<std::string_view, 2> group_names = {"group", "communities"};

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
    check_names(*document, "", document_names);
    organisation_.name = text_of(*document, "name");
    organisation_.note = text_of(*document, "note");
    each(*document, "units", unit_names, [this](const Value& unit, const std::string& at) { add_unit(unit, at); });
    each(*document, "people", person_names,
         [this](const Value& person, const std::string& at) { add_person(person, at); });
    each(*document, "roles", grant_names, [this](const Value& grant, const std::string&) {
      organisation_.roles[text_of(grant, "role")][text_of(grant, "unit")].push_back(text_of(grant, "person"));
    });
    each(*document, "supervision", group_names,
         [this](const Value& group, const std::string& at) { add_supervision(group, at); });
    read_names(*document, "roleNames", organisation_.role_names);
    read_names(*document, "lineNames", organisation_.line_names);
    if (faults_.empty()) faults_ = faults_of(organisation_);
    if (!faults_.empty()) return std::unexpected(std::move(faults_));
    return std::move(organisation_);
  }

 private:
  template <class Take>
  void each(const Value& document, const std::string& name, Names names, Take take) {
    const Value* list = document.entry(name);
    if (!list || !list->list()) return fault("/" + name, "缺少列表", "Expected a list");
    for (std::size_t i = 0; i < list->list()->size(); ++i) {
      const Value& one = (*list->list())[i];
      const std::string at = fmt::format("/{}/{}", name, i);
      check_names(one, at, names);
      take(one, at);
    }
  }

  void check_names(const Value& object, const std::string& at, Names names) {
    if (!object.context()) return fault(at, "应为对象", "Expected an object");
    for (const auto& [name, value] : *object.context()) {
      if (std::ranges::find(names, name) != names.end()) continue;
      fault(at + "/" + name, "没有“" + name + "”这一项；人员只登记姓名、单位、职务、办公电话",
            "Expected no field '" + name + "'");
    }
  }

  static void read_names(const Value& document, std::string_view name, std::map<std::string, std::string>& into) {
    const Value* names = document.entry(name);
    if (!names || !names->context()) return;
    for (const auto& [key, value] : *names->context()) {
      if (value.string()) into[key] = *value.string();
    }
  }

  void fault(std::string at, std::string zh, std::string en) {
    faults_.push_back({std::move(at), std::move(zh), std::move(en)});
  }

  void add_unit(const Value& value, const std::string& at) {
    Unit unit{text_of(value, "id"),   text_of(value, "name"), text_of(value, "kind"),  text_of(value, "parent"),
              text_of(value, "line"), text_of(value, "head"), text_of(value, "leader")};
    if (unit.id.empty()) return fault(at + "/id", "单位缺少编号", "Expected a unit id");
    if (!organisation_.units.emplace(unit.id, unit).second) {
      fault(at + "/id", "单位编号重复：" + unit.id, "Expected unique unit ids, but '" + unit.id + "' stands twice");
    }
  }

  void add_person(const Value& value, const std::string& at) {
    Person person{text_of(value, "id"), text_of(value, "name"), text_of(value, "unit"), text_of(value, "position"),
                  text_of(value, "phone")};
    const Value* disabled = value.entry("disabled");
    person.disabled = disabled && disabled->is_true();
    if (person.id.empty()) return fault(at + "/id", "人员缺少编号", "Expected a person id");
    if (!known_.insert(person.id).second) {
      return fault(at + "/id", "人员编号重复：" + person.id,
                   "Expected unique person ids, but '" + person.id + "' stands twice");
    }
    organisation_.people.push_back(std::move(person));
  }

  void add_supervision(const Value& value, const std::string& at) {
    const Value* units = value.entry("communities");
    if (!units || !units->list()) return fault(at + "/communities", "缺少列表", "Expected a list");
    std::vector<std::string>& inspects = organisation_.supervision[text_of(value, "group")];
    for (const Value& unit : *units->list()) {
      if (unit.string()) inspects.push_back(*unit.string());
    }
  }

  Organisation organisation_;
  std::set<std::string, std::less<>> known_;
  std::vector<DocumentFault> faults_;
};

/// Writes one JSON object, without what is empty.
class Object {
 public:
  Object& text(std::string_view name, const std::string& value) {
    return value.empty() ? *this : raw(name, codec::json_string(value));
  }
  Object& raw(std::string_view name, const std::string& json) {
    out_ += fmt::format("{}\"{}\":{}", out_.size() > 1 ? "," : "", name, json);
    return *this;
  }
  std::string done() const { return out_ + "}"; }

 private:
  std::string out_ = "{";
};

template <class Rows, class Write>
std::string list_of(const Rows& rows, Write write) {
  std::string out = "[";
  for (const auto& row : rows) out += (out.size() > 1 ? ",\n" : "\n") + write(row);
  return out + "]";
}

std::string names_of(const std::map<std::string, std::string>& names) {
  std::string out = "{";
  for (const auto& [key, name] : names) {
    out += (out.size() > 1 ? "," : "") + codec::json_string(key) + ":" + codec::json_string(name);
  }
  return out + "}";
}

std::string written(const Unit& unit) {
  Object out;
  out.text("id", unit.id).text("name", unit.name).text("kind", unit.kind).text("parent", unit.parent);
  return out.text("line", unit.line).text("head", unit.head).text("leader", unit.leader).done();
}

std::string written(const Person& person) {
  Object out;
  out.text("id", person.id).text("name", person.name).text("unit", person.unit).text("position", person.position);
  out.text("phone", person.phone);
  if (person.disabled) out.raw("disabled", "true");
  return out.done();
}

}  // namespace

std::expected<Organisation, std::vector<DocumentFault>> read_organisation(std::string_view json) {
  return Reader().read(json);
}

std::string write_organisation(const Organisation& organisation) {
  Object out;
  out.text("name", organisation.name).text("note", organisation.note);
  out.raw("units", list_of(organisation.units, [](const auto& entry) { return written(entry.second); }));
  out.raw("people", list_of(organisation.people, [](const Person& person) { return written(person); }));
  out.raw("roleNames", names_of(organisation.role_names)).raw("lineNames", names_of(organisation.line_names));
  out.raw("roles", list_of(organisation.grants(), [](const Grant& grant) {
            return Object().text("person", grant.person).text("role", grant.role).text("unit", grant.unit).done();
          }));
  out.raw("supervision", list_of(organisation.supervision, [](const auto& group) {
            const std::string units = list_of(group.second, [](const auto& unit) { return codec::json_string(unit); });
            return Object().text("group", group.first).raw("communities", units).done();
          }));
  return out.done();
}

}  // namespace bihuan::identity
