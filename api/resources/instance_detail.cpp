#include "api/resources/instance_detail.h"

#include "adapters/codec/events_json.h"
#include "adapters/codec/ids.h"
#include "adapters/codec/words.h"
#include "adapters/definitions/form_schema.h"
#include "api/json_writer.h"
#include "api/resources/deadline_view.h"
#include "api/resources/rows.h"

namespace bihuan::resources {
namespace {

using api::JsonObject;

constexpr store::Page first_thousand{.cursor = {}, .limit = 1000};

void add_element(JsonObject& out, const definition::Element& element) {
  out.text("element", element.id).text("elementName", title_of(element));
}

std::string token_json(const host::Live& live, const state::Scope& scope, const state::Token& token, const Mask& mask) {
  JsonObject out;
  out.number("id", static_cast<std::int64_t>(token.id.n)).number("scope", static_cast<std::int64_t>(scope.id.n));
  add_element(out, live.definition->at(token.element));
  if (token.flow) out.text("flow", live.definition->at(token.flow).id);
  if (token.child) out.number("child", static_cast<std::int64_t>(token.child.n));
  out.moment("since", token.since);
  return out.raw("locals", codec::variables_json(mask.over(token.locals))).done();
}

/// What the forms of a process call its variables.
using Labels = std::map<std::string, std::string>;

Labels labels_of(const host::Live& live, const Names& names) {
  Labels out;
  for (const definition::Element& element : live.definition->elements) {
    if (!element.user_task || element.user_task->form.ref.empty()) continue;
    const definition::FormModel& form = element.user_task->form;
    const host::KnownForm* known = names.known().form(form.ref, form.binding, live.deployment);
    if (!known) continue;
    for (const definitions::FormField& field : known->schema->fields) {
      if (!field.label.empty()) out.emplace(field.key, field.label);
    }
  }
  return out;
}

std::string scope_variables_json(const state::Variables& variables, const Labels& labels, const Mask& mask) {
  return api::json_list(variables, [&](const auto& variable) {
    JsonObject out;
    out.text("name", variable.first);
    const auto label = labels.find(variable.first);
    if (label != labels.end()) out.text("label", label->second);
    if (mask.hides(variable.first)) return out.text("value", "***").flag("masked", true).done();
    return out.value("value", variable.second).done();
  });
}

std::string scope_json(const host::Live& live, const state::Scope& scope, const Labels& labels, const Mask& mask) {
  JsonObject out;
  out.number("id", static_cast<std::int64_t>(scope.id.n));
  if (scope.parent) out.number("parent", static_cast<std::int64_t>(scope.parent.n));
  out.text("kind", codec::Words<state::ScopeKind>::all[static_cast<std::size_t>(scope.kind)]);
  add_element(out, live.definition->at(scope.element));
  if (scope.loop_counter > 0) out.number("loopCounter", scope.loop_counter);
  return out.raw("variables", scope_variables_json(scope.variables, labels, mask)).done();
}

std::string live_incident_json(const host::Live& live, const state::Incident& incident, const Mask& mask) {
  JsonObject out;
  out.text("id", codec::text(live.row.id, incident.id));
  add_element(out, incident.element ? live.definition->at(incident.element) : live.definition->process());
  if (incident.work) out.text("job", codec::text(live.row.id, incident.work));
  out.text("code", incident.code).text("message", incident.message_zh).text("messageEn", incident.message_en);
  out.text_if("expression", incident.expression).raw("values", codec::variables_json(mask.over(incident.values)));
  return out.moment("since", incident.since).done();
}

std::string open_task_json(const api::Call& call, const host::Live& live, const store::TaskRow& row,
                           const Names& names) {
  JsonObject out;
  add_task(out, row, names);
  const calendar::WorkingCalendar* calendar =
      calendar_of(names.known(), *live.definition, names.find(row.definition, row.element));
  return out.raw("deadline", deadline_json(row.due, call.services.host.now(), calendar, call.services.zones)).done();
}

}  // namespace

void add_state(JsonObject& out, const host::Live& live, const Names& names, const Mask& mask) {
  const Labels labels = labels_of(live, names);
  std::string tokens, scopes, incidents;
  const auto add = [](std::string& list, std::string one) { list += (list.empty() ? "" : ",") + std::move(one); };
  for (const auto& [id, scope] : live.state.scopes()) {
    add(scopes, scope_json(live, scope, labels, mask));
    for (const state::Token& token : scope.tokens) add(tokens, token_json(live, scope, token, mask));
    for (const state::Incident& incident : scope.incidents) add(incidents, live_incident_json(live, incident, mask));
  }
  const state::Scope* top = live.state.scope(ScopeId{1});
  out.raw("instance", instance_json(live.row, names));
  out.raw("variables", codec::variables_json(mask.over(top ? top->variables : state::Variables())));
  if (!mask.empty()) out.raw("masked", api::json_texts(mask.names()));
  out.raw("scopes", "[" + scopes + "]").raw("tokens", "[" + tokens + "]").raw("incidents", "[" + incidents + "]");
}

std::string instance_detail_json(const api::Call& call, const host::Live& live, const Names& names) {
  store::Store& store = call.services.store;
  const auto tasks = store.tasks({.instance = live.row.id}, first_thousand);
  const auto jobs = store.jobs({.instance = live.row.id}, first_thousand);
  const auto children = store.instances({.caller = live.row.id}, first_thousand);
  JsonObject out;
  add_state(out, live, names, mask_for(call, *live.definition, live.row));
  out.raw("openTasks",
          api::json_list(tasks.rows, [&](const auto& row) { return open_task_json(call, live, row, names); }));
  out.raw("jobs", api::json_list(jobs.rows, [&](const auto& row) { return job_json(row, names); }));
  return out.raw("children", api::json_list(children.rows, [&](const auto& row) { return instance_json(row, names); }))
      .done();
}

std::string incident_detail_json(const host::Live& live, const store::IncidentRow& row, const Names& names,
                                 const Mask& mask) {
  const state::Incident* open = live.state.incident(row.incident);
  JsonObject out;
  out.raw("incident", incident_json(row, names));
  out.text("expression", open ? open->expression : "");
  return out.raw("values", codec::variables_json(mask.over(open ? open->values : state::Variables()))).done();
}

}  // namespace bihuan::resources
