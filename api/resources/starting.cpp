// Who may start what, and the cards of the page on which cases begin.
#include "api/resources/starting.h"

#include <algorithm>

#include "adapters/identity/organisation.h"
#include "api/json_writer.h"
#include "api/people.h"
#include "api/resources/names.h"
#include "api/resources/resources.h"

namespace bihuan::resources {
namespace {

using namespace api;

/// How often somebody began what, among their newest cases: what they begin often stands first on the page.
std::map<std::string, std::int64_t> begun_lately(const Call& call) {
  std::map<std::string, std::int64_t> out;
  const store::Page newest{.cursor = {}, .limit = 100};
  for (const auto& row : call.services.store.instances({.initiator = call.caller.person}, newest).rows) {
    ++out[row.process];
  }
  return out;
}

std::string card_json(const host::KnownProcess& process, std::int64_t recent) {
  JsonObject out;
  out.text("process", process.row.key).text("name", process.row.name.empty() ? process.row.key : process.row.name);
  out.text("category", process.definition->category).text("description", process.definition->documentation);
  return out.number("recent", recent).done();
}

}  // namespace

bool may_start(const Call& call, const definition::Definition& definition) {
  const ElementIndex start = definition.process().none_start;
  if (call.caller.administrator || !start || !definition.at(start).user_task) return true;
  const std::vector<std::string>& roles = definition.at(start).user_task->starter_roles;
  const auto people = call.services.people.now();
  return roles.empty() || std::ranges::any_of(roles, [&](const std::string& role) {
           return people->has_role(call.caller.person, role);
         });
}

Answer list_startable(const Call& call) {
  Query query(*call.request);
  if (auto wrong = query.finish()) return *wrong;
  const auto known = call.services.catalogue.now();
  const auto recent = begun_lately(call);
  std::vector<std::string> cards;
  for (const auto& [key, versions] : known->versions) {
    const host::KnownProcess* process = known->process(key);  // the newest enabled one: the one that would begin
    if (!process || !process->definition->process().none_start || !may_start(call, *process->definition)) continue;
    const auto found = recent.find(key);
    cards.push_back(card_json(*process, found == recent.end() ? 0 : found->second));
  }
  return json_answer(json_page(json_list(cards, [](const std::string& card) { return card; }), ""));
}

}  // namespace bihuan::resources
