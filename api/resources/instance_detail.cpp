#include "api/resources/instance_detail.h"

#include "adapters/codec/events_json.h"
#include "adapters/codec/ids.h"
#include "adapters/codec/words.h"
#include "api/json_writer.h"
#include "api/resources/rows.h"

namespace bihuan::resources {
namespace {

using api::JsonObject;

constexpr store::Page first_thousand{.cursor = {}, .limit = 1000};

std::string token_json(const host::Live& live, const state::Scope& scope, const state::Token& token) {
  const definition::Element& element = live.definition->at(token.element);
  JsonObject out;
  out.number("id", static_cast<std::int64_t>(token.id.n)).number("scope", static_cast<std::int64_t>(scope.id.n));
  out.text("element", element.id).text("elementName", element.name);
  if (token.flow) out.text("flow", live.definition->at(token.flow).id);
  if (token.child) out.number("child", static_cast<std::int64_t>(token.child.n));
  out.moment("since", token.since);
  return out.raw("locals", codec::variables_json(token.locals)).done();
}

std::string scope_json(const host::Live& live, const state::Scope& scope) {
  JsonObject out;
  out.number("id", static_cast<std::int64_t>(scope.id.n));
  if (scope.parent) out.number("parent", static_cast<std::int64_t>(scope.parent.n));
  out.text("kind", codec::Words<state::ScopeKind>::all[static_cast<std::size_t>(scope.kind)]);
  out.text("element", live.definition->at(scope.element).id);
  if (scope.loop_counter > 0) out.number("loopCounter", scope.loop_counter);
  return out.raw("variables", codec::variables_json(scope.variables)).done();
}

std::string live_incident_json(const host::Live& live, const state::Incident& incident) {
  JsonObject out;
  out.text("id", codec::text(live.row.id, incident.id)).text("element", live.definition->at(incident.element).id);
  if (incident.work) out.text("job", codec::text(live.row.id, incident.work));
  out.text("code", incident.code).text("message", incident.message_zh).text("messageEn", incident.message_en);
  out.text_if("expression", incident.expression).raw("values", codec::variables_json(incident.values));
  return out.moment("since", incident.since).done();
}

}  // namespace

std::string instance_detail_json(store::Store& store, const host::Live& live) {
  std::string tokens, scopes, incidents;
  const auto add = [](std::string& list, std::string one) { list += (list.empty() ? "" : ",") + std::move(one); };
  for (const auto& [id, scope] : live.state.scopes()) {
    add(scopes, scope_json(live, scope));
    for (const state::Token& token : scope.tokens) add(tokens, token_json(live, scope, token));
    for (const state::Incident& incident : scope.incidents) add(incidents, live_incident_json(live, incident));
  }
  const auto tasks = store.tasks({.instance = live.row.id}, first_thousand);
  const auto children = store.instances({.caller = live.row.id}, first_thousand);
  const state::Scope* top = live.state.scope(ScopeId{1});
  JsonObject out;
  out.raw("instance", instance_json(live.row));
  out.raw("variables", codec::variables_json(top ? top->variables : state::Variables()));
  out.raw("scopes", "[" + scopes + "]").raw("tokens", "[" + tokens + "]").raw("incidents", "[" + incidents + "]");
  out.raw("openTasks", api::json_list(tasks.rows, task_json));
  return out.raw("children", api::json_list(children.rows, instance_json)).done();
}

std::string incident_detail_json(const host::Live& live, const store::IncidentRow& row) {
  const state::Incident* open = live.state.incident(row.incident);
  JsonObject out;
  out.raw("incident", incident_json(row));
  out.text("expression", open ? open->expression : "");
  return out.raw("values", codec::variables_json(open ? open->values : state::Variables())).done();
}

}  // namespace bihuan::resources
