// Incidents: what a person must mend, on which values it failed, and trying again.
#include <algorithm>

#include "api/instance_view.h"
#include "api/json_writer.h"
#include "api/resources/instance_detail.h"
#include "api/resources/one_of_many.h"
#include "api/resources/resources.h"
#include "api/resources/rows.h"
#include "api/resources/sight.h"
#include "api/security/rights.h"

namespace bihuan::resources {
namespace {

using namespace api;

constexpr std::size_t most_retried = 200;

Problem no_incident() {
  return not_found("该异常", "an incident with this id");
}

/// Incidents of one instance are few, so the one is looked for among them.
std::optional<store::IncidentRow> find(store::Store& store, const codec::Reference& id) {
  store::Page page{.cursor = {}, .limit = 1000};
  do {
    auto listed = store.incidents({.instance = id.instance, .open = false}, page);
    const auto found = std::ranges::find(listed.rows, IncidentId{id.n}, &store::IncidentRow::incident);
    if (found != listed.rows.end()) return *found;
    page.cursor = listed.next;
  } while (!page.cursor.empty());
  return std::nullopt;
}

}  // namespace

Answer list_incidents(const Call& call) {
  Query query(*call.request);
  store::IncidentQuery wanted{.instance = query.instance("instance"), .process = query.text("process")};
  wanted.code = query.text("code");
  wanted.open = !query.flag("includeResolved");
  wanted.sight = security::sight(call.caller, security::Action::IncidentRead);
  const store::Page page = query.page("iii");
  if (auto wrong = query.finish()) return *wrong;
  const auto listed = call.services.store.incidents(wanted, page);
  const Names names(call.services);
  return json_answer(
      json_page(json_list(listed.rows, [&](const auto& row) { return incident_json(row, names); }), listed.next));
}

Answer read_incident(const Call& call) {
  const auto id = call.reference();
  if (!id) return id.error();
  const auto row = find(call.services.store, *id);
  auto loaded = row ? call.services.store.load({id->instance}) : std::vector<store::LoadedInstance>();
  if (loaded.empty()) return no_incident();
  const auto live = view_of(std::move(loaded.front()), *call.services.catalogue.now());
  if (!live) return no_incident();
  return json_answer(
      incident_detail_json(*live, *row, Names(call.services), mask_for(call, *live->definition, live->row)));
}

Answer retry_incident(const Call& call) {
  static constexpr Field fields[] = {{"retries", FieldType::Integer}, {"reason", FieldType::Text}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto id = call.reference();
  if (!id) return id.error();
  if (auto denied = denial(call, security::Action::IncidentRetry, id->instance)) return *denied;
  const std::int64_t retries = body->integer("retries").value_or(1);
  if (retries < 1 || retries > 1000) {
    return Problem{Fault::InvalidInput,
                   "重试次数有误",
                   "Expected other retries",
                   {{"/retries", "应在 1 到 1000 之间", "Expected 1 to 1000"}}};
  }
  command::RetryIncident command{IncidentId{id->n}, static_cast<std::int32_t>(retries)};
  return call.ask(
      host::Tell{id->instance, command},
      [call](const host::Ran& ran) { return instance_json(ran.live->row, Names(call.services)); }, 200,
      body->text("reason"));
}

/// Each by itself: what cannot be tried again does not keep the others.
Answer retry_incidents(const Call& call) {
  static constexpr Field fields[] = {{"incidents", FieldType::Texts, true}, {"reason", FieldType::Text}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const std::vector<std::string> ids = body->texts("incidents");
  if (ids.size() > most_retried) {
    return Problem{Fault::InvalidInput,
                   "一次最多重试 200 项",
                   "Expected at most 200 incidents",
                   {{"/incidents", "一次最多 200 项", "Expected at most 200 incidents"}}};
  }
  std::vector<host::Tell> commands;
  std::vector<std::optional<Problem>> refused;
  for (const std::string& text : ids) {
    const auto id = codec::parse_reference(text);
    refused.push_back(id ? denial(call, security::Action::IncidentRetry, id->instance) : no_incident());
    if (!refused.back()) commands.push_back({id->instance, command::RetryIncident{IncidentId{id->n}, 1}});
  }
  const auto answers = call.ask_each(
      std::move(commands),
      [&](std::size_t, const host::Ran& ran) {
        if (!ran.failure) return host::Rendered{200, "{}"};
        const Problem problem = problem_of(*ran.failure);
        return host::Rendered{status_of(problem.fault), problem_json(problem, call.language)};
      },
      body->text("reason"));
  std::string items;
  for (std::size_t i = 0, next = 0; i < ids.size(); ++i) {
    const host::Rendered said =
        refused[i] ? host::Rendered{404, problem_json(*refused[i], call.language)} : answers[next++];
    items += (items.empty() ? "" : ",") + one_of_many_json("incident", ids[i], said);
  }
  return json_answer(JsonObject().raw("items", "[" + items + "]").done());
}

}  // namespace bihuan::resources
