// Incidents that are open: listed and counted. They are resolved where that engine resolves them, by new tries.
#include <algorithm>

#include "adapters/codec/ids.h"
#include "api/compat/ask.h"
#include "api/compat/compat.h"
#include "api/compat/listing.h"
#include "api/compat/lives.h"
#include "api/compat/shape.h"
#include "api/security/rights.h"

namespace bihuan::compat {
namespace {

using namespace api;
using store::IncidentRow;

/// A job's or an external task's failure in that engine's words; any other fault keeps its own code.
std::string type_of(const IncidentRow& row, Lives& lives) {
  const host::Live* live = row.work ? lives.of(row.instance) : nullptr;
  const state::Work* work = live ? live->state.work(row.work) : nullptr;
  if (work && std::holds_alternative<state::Job>(work->detail)) return "failedExternalTask";
  return work ? "failedJob" : row.code;
}

TokenId token_of(const host::Live* live, IncidentId id) {
  const state::Incident* incident = live ? live->state.incident(id) : nullptr;
  return incident ? incident->token : TokenId{};
}

std::string incident_json(const IncidentRow& row, Lives& lives) {
  const host::Live* live = lives.of(row.instance);
  const std::string id = codec::text(row.instance, row.incident);
  JsonObject out;
  out.text("id", id).text("processDefinitionId", live ? definition_id(lives.known(), live->row.definition) : "");
  out.text("processInstanceId", codec::text(row.instance));
  out.text("executionId", execution_id(row.instance, token_of(live, row.incident)));
  out.text("incidentTimestamp", moment_text(row.since)).text("incidentType", type_of(row, lives));
  out.text("activityId", row.element).text("failedActivityId", row.element);
  out.text("causeIncidentId", id).text("rootCauseIncidentId", id);
  text_or_null(out, "configuration", row.work ? codec::text(row.instance, row.work) : "");
  nulls(out, {"tenantId"});
  out.text("incidentMessage", row.message_zh + " / " + row.message_en);
  nulls(out, {"jobDefinitionId", "annotation"});
  return out.done();
}

std::optional<Problem> select(const Call& call, Selection<IncidentRow>& selection) {
  Filter filter(call);
  store::IncidentQuery query{.sight = security::sight(call.caller, security::Action::IncidentRead)};
  bool nothing = filter.asks_for_a_tenant();
  if (const std::string instance = filter.text("processInstanceId"); !instance.empty()) {
    query.instance = codec::parse_instance_id(instance).value_or(InstanceId{});
    nothing |= !query.instance;
  }
  const std::string id = filter.text("incidentId"), type = filter.text("incidentType");
  const std::string message = filter.text("incidentMessage"), message_like = filter.text("incidentMessageLike");
  const std::string definition = filter.text("processDefinitionId"), activity = filter.text("activityId");
  const std::string failed = filter.text("failedActivityId"), execution = filter.text("executionId");
  const std::string configuration = filter.text("configuration"), cause = filter.text("causeIncidentId");
  const std::string root = filter.text("rootCauseIncidentId");
  const auto keys = filter.words("processDefinitionKeyIn");
  const auto before = filter.moment("incidentTimestampBefore"), after = filter.moment("incidentTimestampAfter");
  selection.order = filter.sorting({"incidentId", "incidentMessage", "incidentTimestamp", "incidentType", "executionId",
                                    "activityId", "processInstanceId", "processDefinitionId", "causeIncidentId",
                                    "rootCauseIncidentId", "configuration", "tenantId"});
  selection.slice = filter.slice();
  selection.read = [&store = call.services.store, query](const store::Page& page) {
    return store.incidents(query, page);
  };
  selection.keep = [=, services = &call.services](const IncidentRow& row) {
    const std::string own = codec::text(row.instance, row.incident), text = row.message_zh + " / " + row.message_en;
    if (nothing || (!id.empty() && own != id) || (!cause.empty() && own != cause) || (!root.empty() && own != root))
      return false;
    if ((!message.empty() && text != message) || (!message_like.empty() && !like(text, message_like))) return false;
    if ((!activity.empty() && row.element != activity) || (!failed.empty() && row.element != failed)) return false;
    if ((before && row.since >= *before) || (after && row.since <= *after) || (keys && !keys->contains(row.process)))
      return false;
    if (!configuration.empty() && codec::text(row.instance, row.work) != configuration) return false;
    if (type.empty() && definition.empty() && execution.empty()) return true;
    Lives lives(*services);
    const host::Live* live = lives.of(row.instance);
    return live && (type.empty() || type_of(row, lives) == type) &&
           (definition.empty() || definition_id(lives.known(), live->row.definition) == definition) &&
           (execution.empty() || execution_id(row.instance, token_of(live, row.incident)) == execution);
  };
  return filter.finish();
}

const SortKeys<IncidentRow>& sort_keys() {
  static const auto text = [](auto get) {
    return [get](const IncidentRow& row) { return SortKey(std::string(get(row))); };
  };
  static const auto number = [](const IncidentRow& row) { return SortKey(static_cast<std::int64_t>(row.incident.n)); };
  static const SortKeys<IncidentRow> keys{
      {"incidentId", number},
      {"causeIncidentId", number},
      {"rootCauseIncidentId", number},
      {"executionId", number},
      {"incidentMessage", text([](const auto& row) { return row.message_zh; })},
      {"incidentTimestamp", [](const IncidentRow& row) { return SortKey(row.since.us); }},
      {"incidentType", text([](const auto& row) { return row.code; })},
      {"activityId", text([](const auto& row) { return row.element; })},
      {"processInstanceId", [](const IncidentRow& row) { return SortKey(static_cast<std::int64_t>(row.instance.n)); }},
      {"processDefinitionId", text([](const auto& row) { return row.process; })},
      {"configuration", [](const IncidentRow& row) { return SortKey(static_cast<std::int64_t>(row.work.n)); }},
      {"tenantId", text([](const auto&) { return ""; })}};
  return keys;
}

}  // namespace

Answer list_incidents(const Call& call) {
  Selection<IncidentRow> selection;
  if (auto wrong = select(call, selection)) return *wrong;
  const auto rows = gather(selection, sort_keys());
  if (!rows) return rows.error();
  Lives lives(call.services);
  lives.want_of(*rows);
  return list_answer(*rows, [&](const IncidentRow& row) { return incident_json(row, lives); });
}

Answer count_incidents(const Call& call) {
  Selection<IncidentRow> selection;
  if (auto wrong = select(call, selection)) return *wrong;
  return count_answer(selection);
}

Answer read_incident(const Call& call) {
  const std::string id = call.parameter("id");
  const auto reference = codec::parse_reference(id);
  if (reference) {
    Selection<IncidentRow> selection{.read = [&](const store::Page& page) {
      return call.services.store.incidents(
          {.instance = reference->instance, .sight = security::sight(call.caller, security::Action::IncidentRead)},
          page);
    }};
    selection.keep = [&](const IncidentRow& row) { return row.incident.n == reference->n; };
    Lives lives(call.services);
    const auto found = gather(selection);
    if (!found->empty()) return json_answer(incident_json(found->front(), lives));
  }
  return nothing_with("异常", "incident", id);
}

/// A fault of the engine's own step is tried again: in that engine the incident of such a job goes with its new tries.
Answer resolve_incident(const Call& call) {
  const std::string id = call.parameter("id");
  const auto reference = codec::parse_reference(id);
  if (!reference) return nothing_with("异常", "incident", id);
  return tell_if(call, security::Action::IncidentRetry, reference->instance,
                 command::RetryIncident{IncidentId{reference->n}, 1});
}

}  // namespace bihuan::compat
