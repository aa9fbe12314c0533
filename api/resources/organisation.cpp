// The organisation as people see it, with names; replaced as a whole; and people found for a picker.
#include <algorithm>

#include "adapters/identity/change.h"
#include "api/json_writer.h"
#include "api/people.h"
#include "api/resources/resources.h"
#include "api/resources/revision.h"

namespace bihuan::resources {
namespace {

using namespace api;
using identity::Organisation;

constexpr std::size_t most_found = 1000, usual_found = 50;

std::string unit_json(const Organisation& all, const identity::Unit& unit) {
  JsonObject out;
  out.text("id", unit.id).text("name", unit.name).text("kind", unit.kind);
  out.text("kindName", identity::kind_name(unit.kind)).text_if("parent", unit.parent);
  if (!unit.line.empty()) out.text("line", unit.line).text("lineName", all.line_name(unit.line));
  if (!unit.head.empty()) out.text("head", unit.head).text("headName", all.person_name(unit.head));
  if (!unit.leader.empty()) out.text("leader", unit.leader).text("leaderName", all.person_name(unit.leader));
  return out.done();
}

using Holdings = std::map<std::string, std::vector<identity::Grant>, std::less<>>;

Holdings holdings_of(const Organisation& all) {
  Holdings out;
  for (const identity::Grant& grant : all.grants()) out[grant.person].push_back(grant);
  return out;
}

std::string person_json(const Organisation& all, const Holdings& holdings, const identity::Person& person) {
  JsonObject out;
  out.text("id", person.id).text("name", person.name).text("unit", person.unit);
  out.text("unitName", all.unit_name(person.unit)).text_if("position", person.position).text_if("phone", person.phone);
  const auto held = holdings.find(person.id);
  const std::vector<identity::Grant> nothing;
  out.raw("roles", json_list(held == holdings.end() ? nothing : held->second, [&](const identity::Grant& grant) {
            JsonObject one;
            one.text("role", grant.role).text("name", all.role_name(grant.role)).text("unit", grant.unit);
            return one.text("unitName", all.unit_name(grant.unit)).done();
          }));
  return out.flag("disabled", person.disabled).done();
}

std::string named(const std::string& id, const std::string& name) {
  return JsonObject().text("id", id).text("name", name).done();
}

std::string lines_json(const Organisation& all) {
  std::map<std::string, std::string> lines = all.line_names;
  for (const auto& [id, unit] : all.units) {
    if (!unit.line.empty()) lines.emplace(unit.line, unit.line);
  }
  return json_list(lines, [](const auto& entry) { return named(entry.first, entry.second); });
}

std::string roles_json(const Organisation& all) {
  std::map<std::string, std::string> roles = all.role_names;
  for (const auto& [role, units] : all.roles) roles.emplace(role, role);
  return json_list(roles, [](const auto& entry) { return named(entry.first, entry.second); });
}

bool holds(const Organisation& all, const identity::Person& person, const std::string& role) {
  return role.empty() || all.has_role(person.id, role);
}

}  // namespace

Answer read_organisation(const Call& call) {
  Query query(*call.request);
  if (auto wrong = query.finish()) return *wrong;
  const auto rights = call.services.people.rights();
  const Organisation& all = *rights->organisation;
  if (rights->organisation_revision == 0) return not_found("组织数据，请先导入", "an organisation; import one first");
  const Holdings holdings = holdings_of(all);
  JsonObject out;
  out.text("name", all.name).number("revision", rights->organisation_revision);
  out.raw("units", json_list(all.units, [&](const auto& entry) { return unit_json(all, entry.second); }));
  out.raw("people", json_list(all.people, [&](const auto& person) { return person_json(all, holdings, person); }));
  out.raw("roles", roles_json(all)).raw("lines", lines_json(all));
  out.raw("kinds",
          json_list(identity::unit_kinds(), [](const auto& kind) { return named(kind, identity::kind_name(kind)); }));
  out.raw("groups", json_list(identity::groups(all), [](const identity::Group& group) {
            JsonObject one;
            one.text("id", group.id).text("name", group.name).raw("members", json_texts(group.members));
            return one.raw("inspects", json_texts(group.inspects)).done();
          }));
  http::Response response = json_answer(out.done());
  response.headers.push_back(etag(rights->organisation_revision));
  return response;
}

Answer replace_organisation(const Call& call) {
  auto read = identity::read_organisation(call.request->body);
  if (!read) return not_kept(read.error());
  return edit_organisation(call, "", [&](const Organisation&) -> identity::Changed { return *read; });
}

Answer find_people(const Call& call) {
  Query query(*call.request);
  const std::string text = query.text("text"), unit = query.text("unit"), role = query.text("role");
  const std::int64_t limit = query.integer("limit").value_or(usual_found);
  if (auto wrong = query.finish()) return *wrong;
  const auto all = call.services.people.now();
  const auto most = static_cast<std::size_t>(std::clamp<std::int64_t>(limit, 1, most_found));
  std::vector<const identity::Person*> found;
  for (const identity::Person& person : all->people) {
    if (found.size() == most) break;
    const bool in_unit = unit.empty() || all->lies_in(person.unit, unit);
    const bool has_text = text.empty() || person.name.contains(text) || person.id.contains(text) ||
                          person.position.contains(text) || all->unit_name(person.unit).contains(text);
    if (!person.disabled && in_unit && has_text && holds(*all, person, role)) found.push_back(&person);
  }
  return json_answer(json_page(json_list(found,
                                         [&](const identity::Person* person) {
                                           JsonObject out;
                                           out.text("id", person->id).text("name", person->name);
                                           out.text("unit", person->unit);
                                           out.text("unitName", all->unit_name(person->unit));
                                           return out.text_if("position", person->position).done();
                                         }),
                               ""));
}

}  // namespace bihuan::resources
