// The history of process instances, running ones too.
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
using store::InstanceRow;

std::string_view state_word(const InstanceRow& row) {
  switch (row.status) {
    case state::Status::Active:
      return "ACTIVE";
    case state::Status::Suspended:
      return "SUSPENDED";
    case state::Status::Completed:
      return "COMPLETED";
    case state::Status::Cancelled:
      return row.caller ? "INTERNALLY_TERMINATED" : "EXTERNALLY_TERMINATED";
    case state::Status::Failed:
      return "INTERNALLY_TERMINATED";
  }
  return "";
}

/// Why a cancelled case was cancelled: its last entry says.
std::string delete_reason(store::Store& store, const InstanceRow& row) {
  if (row.status != state::Status::Cancelled) return {};
  const auto last = store.journal(row.id, row.head_seq, 1);
  return last.empty() ? std::string() : last.front().reason;
}

std::string case_json(const Call& call, const InstanceRow& row, const host::Snapshot& known) {
  const host::KnownProcess* process = known.process(row.definition);
  const ElementIndex start = process ? process->definition->process().none_start : ElementIndex{};
  JsonObject out;
  out.text("id", codec::text(row.id));
  text_or_null(out, "businessKey", row.business_key);
  out.text("processDefinitionId", definition_id(known, row.definition)).text("processDefinitionKey", row.process);
  text_or_null(out, "processDefinitionName", process ? process->row.name : "");
  out.number("processDefinitionVersion", row.version).text("startTime", moment_text(row.started));
  moment_or_null(out, "endTime", row.ended);
  row.ended ? void(out.number("durationInMillis", (row.ended->us - row.started.us) / 1000))
            : null(out, "durationInMillis");
  nulls(out, {"removalTime"});
  text_or_null(out, "startUserId", row.initiator);
  text_or_null(out, "startActivityId", start ? process->definition->at(start).id : "");
  text_or_null(out, "deleteReason", delete_reason(call.services.store, row));
  out.text("rootProcessInstanceId", codec::text(row.root));
  text_or_null(out, "superProcessInstanceId", row.caller ? codec::text(row.caller->instance) : "");
  nulls(out, {"superCaseInstanceId", "caseInstanceId", "tenantId", "restartedProcessInstanceId"});
  return out.text("state", state_word(row)).done();
}

using Tests = std::vector<std::function<bool(const InstanceRow&)>>;

void add_names(Filter& filter, const host::Snapshot& known, Tests& tests) {
  if (const auto keys = filter.words("processDefinitionKeyIn"))
    tests.push_back([=](const InstanceRow& row) { return keys->contains(row.process); });
  if (const auto keys = filter.words("processDefinitionKeyNotIn"))
    tests.push_back([=](const InstanceRow& row) { return !keys->contains(row.process); });
  if (const auto keys = filter.words("processInstanceBusinessKeyIn"))
    tests.push_back([=](const InstanceRow& row) { return keys->contains(row.business_key); });
  if (const std::string pattern = filter.text("processInstanceBusinessKeyLike"); !pattern.empty())
    tests.push_back([=](const InstanceRow& row) { return like(row.business_key, pattern); });
  if (const std::string id = filter.text("processDefinitionId"); !id.empty())
    tests.push_back([=, &known](const InstanceRow& row) { return definition_id(known, row.definition) == id; });
  const std::string name = filter.text("processDefinitionName"), name_like = filter.text("processDefinitionNameLike");
  if (!name.empty() || !name_like.empty()) {
    tests.push_back([=, &known](const InstanceRow& row) {
      const host::KnownProcess* process = known.process(row.definition);
      return process && (name.empty() || process->row.name == name) &&
             (name_like.empty() || like(process->row.name, name_like));
    });
  }
  if (const auto ids = filter.words("processInstanceIdNotIn"))
    tests.push_back([=](const InstanceRow& row) { return !ids->contains(codec::text(row.id)); });
}

void add_states(Filter& filter, Tests& tests) {
  const auto state = [&](std::string_view name, std::string_view word) {
    if (filter.flag(name)) tests.push_back([word](const InstanceRow& row) { return state_word(row) == word; });
  };
  state("active", "ACTIVE");
  state("suspended", "SUSPENDED");
  state("completed", "COMPLETED");
  state("externallyTerminated", "EXTERNALLY_TERMINATED");
  state("internallyTerminated", "INTERNALLY_TERMINATED");
  if (filter.flag("finished")) tests.push_back([](const InstanceRow& row) { return row.ended.has_value(); });
  if (filter.flag("unfinished")) tests.push_back([](const InstanceRow& row) { return !row.ended; });
  if (const auto at = filter.moment("finishedBefore"))
    tests.push_back([=](const InstanceRow& row) { return row.ended && *row.ended <= *at; });
  if (const auto at = filter.moment("finishedAfter"))
    tests.push_back([=](const InstanceRow& row) { return row.ended && *row.ended >= *at; });
  if (const auto at = filter.moment("startedBefore"))
    tests.push_back([=](const InstanceRow& row) { return row.started <= *at; });
  if (const auto at = filter.moment("startedAfter"))
    tests.push_back([=](const InstanceRow& row) { return row.started >= *at; });
}

InstanceId instance_in(Filter& filter, std::string_view name, bool& nothing) {
  const std::string text = filter.text(name);
  if (text.empty()) return {};
  const auto id = codec::parse_instance_id(text);
  nothing |= !id;
  return id.value_or(InstanceId{});
}

std::optional<Problem> select(const Call& call, Selection<InstanceRow>& selection) {
  Filter filter(call);
  store::InstanceQuery query{.sight = security::sight(call.caller, security::Action::RecordRead)};
  const auto known = call.services.catalogue.now();
  Tests tests;
  bool nothing = filter.asks_for_a_tenant();
  query.process = filter.text("processDefinitionKey");
  query.business_key = filter.text("processInstanceBusinessKey");
  query.initiator = filter.text("startedBy");
  query.top = filter.flag("rootProcessInstances");
  query.with_incident = filter.flag("withIncidents");
  query.root = instance_in(filter, "rootProcessInstanceId", nothing);
  query.caller = instance_in(filter, "superProcessInstanceId", nothing);
  auto ids = filter.words("processInstanceIds");
  if (const std::string one = filter.text("processInstanceId"); !one.empty()) ids = std::set<std::string>{one};
  add_names(filter, *known, tests);
  add_states(filter, tests);
  const auto conditions = filter.conditions("variables");
  if (!conditions.empty()) {
    tests.push_back([=, services = &call.services](const InstanceRow& row) {
      Lives lives(*services);
      const host::Live* live = lives.of(row.id);
      const state::Scope* scope = live ? live->state.scope(ScopeId{1}) : nullptr;
      return scope && std::ranges::all_of(conditions, [&](const Condition& one) {
               return one.holds(state::find(scope->variables, one.name));
             });
    });
  }
  selection.order =
      filter.sorting({"instanceId", "definitionId", "definitionKey", "definitionName", "definitionVersion",
                      "businessKey", "startTime", "endTime", "duration", "tenantId"});
  selection.slice = filter.slice();
  selection.read = [&store = call.services.store, query](const store::Page& page) {
    return store.instances(query, page);
  };
  if (ids) {
    std::vector<InstanceId> numbers;
    for (const std::string& text : *ids) {
      if (const auto id = codec::parse_instance_id(text)) numbers.push_back(*id);
    }
    std::vector<InstanceRow> rows;
    for (const auto& loaded : call.services.store.load(numbers)) {
      if (security::allowed(call.services.store, call.caller, security::Action::RecordRead, loaded.row) ==
          security::Decision::Allowed)
        rows.push_back(loaded.row);
    }
    selection.read = from(std::move(rows));
    tests.push_back([=](const InstanceRow& row) {
      return (query.process.empty() || row.process == query.process) && (!query.top || !row.caller) &&
             (query.business_key.empty() || row.business_key == query.business_key) &&
             (query.initiator.empty() || row.initiator == query.initiator) && (!query.root || row.root == query.root) &&
             (!query.caller || (row.caller && row.caller->instance == query.caller));
    });
  }
  selection.keep = [tests = std::move(tests), nothing, known](const InstanceRow& row) {
    return !nothing && std::ranges::all_of(tests, [&](const auto& test) { return test(row); });
  };
  return filter.finish();
}

const SortKeys<InstanceRow>& sort_keys() {
  static const SortKeys<InstanceRow> keys{
      {"instanceId", [](const InstanceRow& row) { return SortKey(static_cast<std::int64_t>(row.id.n)); }},
      {"definitionId", [](const InstanceRow& row) { return SortKey(static_cast<std::int64_t>(row.definition.n)); }},
      {"definitionKey", [](const InstanceRow& row) { return SortKey(row.process); }},
      {"definitionName", [](const InstanceRow& row) { return SortKey(row.process); }},
      {"definitionVersion", [](const InstanceRow& row) { return SortKey(std::int64_t{row.version}); }},
      {"businessKey", [](const InstanceRow& row) { return SortKey(row.business_key); }},
      {"startTime", [](const InstanceRow& row) { return SortKey(row.started.us); }},
      {"endTime", [](const InstanceRow& row) { return SortKey(row.ended ? row.ended->us : INT64_MAX); }},
      {"duration",
       [](const InstanceRow& row) { return SortKey(row.ended ? row.ended->us - row.started.us : INT64_MAX); }},
      {"tenantId", [](const InstanceRow&) { return SortKey(std::string()); }}};
  return keys;
}

}  // namespace

Answer list_past_instances(const Call& call) {
  Selection<InstanceRow> selection;
  if (auto wrong = select(call, selection)) return *wrong;
  const auto rows = gather(selection, sort_keys());
  if (!rows) return rows.error();
  const auto known = call.services.catalogue.now();
  return list_answer(*rows, [&](const InstanceRow& row) { return case_json(call, row, *known); });
}

Answer count_past_instances(const Call& call) {
  Selection<InstanceRow> selection;
  if (auto wrong = select(call, selection)) return *wrong;
  return count_answer(selection);
}

Answer read_past_instance(const Call& call) {
  const std::string id = call.parameter("id");
  const auto number = codec::parse_instance_id(id);
  const auto loaded = number ? call.services.store.load({*number}) : std::vector<store::LoadedInstance>();
  if (loaded.empty() || denied(call, security::Action::RecordRead, *number)) {
    return nothing_with("流程实例", "historic process instance", id);
  }
  return json_answer(case_json(call, loaded.front().row, *call.services.catalogue.now()));
}

}  // namespace bihuan::compat
