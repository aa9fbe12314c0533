// Incidents: what a person must mend, on which values it failed, and trying again.
#include <algorithm>

#include "api/instance_view.h"
#include "api/json_writer.h"
#include "api/resources/instance_detail.h"
#include "api/resources/resources.h"
#include "api/resources/rows.h"

namespace bihuan::resources {
namespace {

using namespace api;

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
  const store::Page page = query.page("iii");
  if (auto wrong = query.finish()) return *wrong;
  const auto listed = call.services.store.incidents(wanted, page);
  return json_answer(json_page(json_list(listed.rows, incident_json), listed.next));
}

Answer read_incident(const Call& call) {
  const auto id = call.reference();
  if (!id) return id.error();
  const auto row = find(call.services.store, *id);
  auto loaded = row ? call.services.store.load({id->instance}) : std::vector<store::LoadedInstance>();
  if (loaded.empty()) return no_incident();
  const auto live = view_of(std::move(loaded.front()), *call.services.catalogue.now());
  if (!live) return no_incident();
  return json_answer(incident_detail_json(*live, *row));
}

Answer retry_incident(const Call& call) {
  static constexpr Field fields[] = {{"retries", FieldType::Integer}, {"reason", FieldType::Text}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto id = call.reference();
  if (!id) return id.error();
  const std::int64_t retries = body->integer("retries").value_or(1);
  if (retries < 1 || retries > 1000) {
    return Problem{Fault::InvalidInput,
                   "重试次数有误",
                   "Expected other retries",
                   {{"/retries", "应在 1 到 1000 之间", "Expected 1 to 1000"}}};
  }
  command::RetryIncident command{IncidentId{id->n}, static_cast<std::int32_t>(retries)};
  return call.ask(
      host::Tell{id->instance, command}, [](const host::Ran& ran) { return instance_json(ran.live->row); }, 200,
      body->text("reason"));
}

}  // namespace bihuan::resources
