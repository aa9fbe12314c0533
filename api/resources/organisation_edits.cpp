// Small changes of the organisation, each on the revision that its author saw.
#include "adapters/identity/change.h"
#include "api/people.h"
#include "api/resources/resources.h"
#include "api/resources/revision.h"

namespace bihuan::resources {
namespace {

using namespace api;
using identity::Changed;
using identity::Organisation;

constexpr Field unit_fields[] = {{"id"}, {"name"}, {"kind"}, {"parent"}, {"line"}, {"head"}, {"leader"}};
constexpr Field person_fields[] = {{"id"}, {"name"}, {"unit"}, {"position"}, {"phone"}, {"disabled", FieldType::Flag}};

void take(const Body& body, std::string_view name, std::string& into) {
  if (body.has(name)) into = body.text(name);
}

void take_unit(const Body& body, identity::Unit& unit) {
  take(body, "name", unit.name);
  take(body, "kind", unit.kind);
  take(body, "parent", unit.parent);
  take(body, "line", unit.line);
  take(body, "head", unit.head);
  take(body, "leader", unit.leader);
}

void take_person(const Body& body, identity::Person& person) {
  take(body, "name", person.name);
  take(body, "unit", person.unit);
  take(body, "position", person.position);
  take(body, "phone", person.phone);
  if (body.has("disabled")) person.disabled = body.flag("disabled");
}

Changed taken(const std::string& id) {
  return std::unexpected(std::vector{identity::DocumentFault{"/id", "编号“" + id + "”已被使用",
                                                             "Expected an id that is not taken, but '" + id + "' is"}});
}

Problem no_person() {
  return not_found("该人员", "a person with this id");
}

Problem no_unit() {
  return not_found("该单位", "a unit with this id");
}

}  // namespace

Answer add_unit(const Call& call) {
  const auto body = call.body(unit_fields);
  if (!body) return body.error();
  return edit_organisation(call, body->text("id"), [&](const Organisation& before) {
    identity::Unit unit{.id = body->text("id")};
    if (before.unit(unit.id)) return taken(unit.id);
    take_unit(*body, unit);
    return identity::with_unit(before, std::move(unit));
  });
}

Answer change_unit(const Call& call) {
  const auto body = call.body(std::span(unit_fields).subspan(1));
  if (!body) return body.error();
  const std::string id = call.parameter("id");
  if (!call.services.people.now()->unit(id)) return no_unit();
  return edit_organisation(call, id, [&](const Organisation& before) {
    identity::Unit unit{.id = id};
    if (const identity::Unit* known = before.unit(id)) unit = *known;
    take_unit(*body, unit);
    return identity::with_unit(before, std::move(unit));
  });
}

Answer remove_unit(const Call& call) {
  const std::string id = call.parameter("id");
  if (!call.services.people.now()->unit(id)) return no_unit();
  return edit_organisation(call, id, [&](const Organisation& before) { return identity::without_unit(before, id); });
}

Answer add_person(const Call& call) {
  const auto body = call.body(person_fields);
  if (!body) return body.error();
  return edit_organisation(call, body->text("id"), [&](const Organisation& before) {
    identity::Person person{.id = body->text("id")};
    if (before.person(person.id)) return taken(person.id);
    take_person(*body, person);
    return identity::with_person(before, std::move(person));
  });
}

Answer change_person(const Call& call) {
  const auto body = call.body(std::span(person_fields).subspan(1));
  if (!body) return body.error();
  const std::string id = call.parameter("id");
  if (!call.services.people.now()->person(id)) return no_person();
  return edit_organisation(call, id, [&](const Organisation& before) {
    identity::Person person{.id = id};
    if (const identity::Person* known = before.person(id)) person = *known;
    take_person(*body, person);
    return identity::with_person(before, std::move(person));
  });
}

Answer put_roles(const Call& call) {
  static constexpr Field role_fields[] = {{"role", FieldType::Text, true}, {"unit"}};
  static constexpr Field fields[] = {{"roles", FieldType::Objects, true, role_fields}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const std::string id = call.parameter("id");
  if (!call.services.people.now()->person(id)) return no_person();
  return edit_organisation(call, id, [&](const Organisation& before) {
    const identity::Person* person = before.person(id);
    std::vector<identity::Grant> roles;
    for (const Body& one : body->objects("roles")) {
      const std::string own = person ? person->unit : std::string();
      roles.push_back({id, one.text("role"), one.has("unit") ? one.text("unit") : own});
    }
    return identity::with_roles(before, id, std::move(roles));
  });
}

Answer put_group(const Call& call) {
  static constexpr Field fields[] = {
      {"name"}, {"parent"}, {"members", FieldType::Texts, true}, {"inspects", FieldType::Texts, true}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  identity::Group group{call.parameter("id"), body->text("name"), body->text("parent"), body->texts("members"),
                        body->texts("inspects")};
  return edit_organisation(call, group.id,
                           [&](const Organisation& before) { return identity::with_group(before, group); });
}

}  // namespace bihuan::resources
