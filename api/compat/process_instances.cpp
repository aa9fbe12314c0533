// Process instances: listed, looked at, ended, held up.
#include <algorithm>

#include "adapters/codec/ids.h"
#include "api/compat/ask.h"
#include "api/compat/compat.h"
#include "api/compat/listing.h"
#include "api/compat/lives.h"
#include "api/compat/process_instance_view.h"
#include "api/compat/shape.h"
#include "api/compat/visible.h"
#include "api/security/rights.h"

namespace bihuan::compat {
namespace {

using namespace api;

/// What the columns do not answer.
struct Wanted {
  std::string definition, business_key_like, activity, sub_process;
  std::optional<std::set<std::string>> ids, keys, keys_not, activities;
  std::vector<Condition> variables;
  bool active = false, suspended = false, leaf = false, with_incident = false;
};

bool has_activity(const host::Live& live, const std::set<std::string>& activities) {
  for (const auto& [id, scope] : live.state.scopes()) {
    for (const state::Token& token : scope.tokens) {
      if (activities.contains(live.definition->at(token.element).id)) return true;
    }
  }
  return false;
}

bool holds(const std::vector<Condition>& conditions, const state::Variables& variables) {
  return std::ranges::all_of(conditions,
                             [&](const Condition& one) { return one.holds(state::find(variables, one.name)); });
}

/// Looks into the instance only where something asks for its inside.
bool inside_fits(const Call& call, const Wanted& wanted, const store::InstanceRow& row) {
  if (wanted.variables.empty() && !wanted.activities) return true;
  Lives lives(call.services);
  const host::Live* live = lives.of(row.id);
  const state::Scope* process = live ? live->state.scope(ScopeId{1}) : nullptr;
  return process && (!wanted.activities || has_activity(*live, *wanted.activities)) &&
         holds(wanted.variables, process->variables);
}

bool fits(const Call& call, const Wanted& wanted, const host::Snapshot& known, const store::InstanceRow& row) {
  if (!is_running(row.status)) return false;
  if (wanted.active && row.status != state::Status::Active) return false;
  if (wanted.suspended && row.status != state::Status::Suspended) return false;
  if (wanted.ids && !wanted.ids->contains(codec::text(row.id))) return false;
  if (wanted.keys && !wanted.keys->contains(row.process)) return false;
  if (wanted.keys_not && wanted.keys_not->contains(row.process)) return false;
  if (!wanted.definition.empty() && definition_id(known, row.definition) != wanted.definition) return false;
  if (!wanted.business_key_like.empty() && !like(row.business_key, wanted.business_key_like)) return false;
  return inside_fits(call, wanted, row);
}

/// The instance that called this one: what `subProcessInstance` asks for.
InstanceId caller_of(const Call& call, const std::string& called) {
  const auto id = codec::parse_instance_id(called);
  const auto loaded = id ? call.services.store.load({*id}) : std::vector<store::LoadedInstance>();
  const bool has = !loaded.empty() && loaded.front().row.caller;
  return has ? loaded.front().row.caller->instance : InstanceId{};
}

std::function<store::Listed<store::InstanceRow>(const store::Page&)> read_ids(const Call& call,
                                                                              const std::set<std::string>& ids) {
  std::vector<InstanceId> numbers;
  for (const std::string& id : ids) {
    if (const auto number = codec::parse_instance_id(id)) numbers.push_back(*number);
  }
  std::vector<store::InstanceRow> rows;
  for (const auto& loaded : call.services.store.load(numbers)) {
    if (security::allowed(call.services.store, call.caller, security::Action::CaseRead, loaded.row) ==
        security::Decision::Allowed)
      rows.push_back(loaded.row);
  }
  return from(std::move(rows));
}

std::optional<Problem> select(const Call& call, Selection<store::InstanceRow>& selection) {
  Filter filter(call);
  Wanted wanted;
  store::InstanceQuery query{.sight = security::sight(call.caller, security::Action::CaseRead)};
  wanted.ids = filter.words("processInstanceIds");
  query.process = filter.text("processDefinitionKey");
  query.business_key = filter.text("businessKey");
  wanted.business_key_like = filter.text("businessKeyLike");
  wanted.definition = filter.text("processDefinitionId");
  wanted.keys = filter.words("processDefinitionKeyIn");
  wanted.keys_not = filter.words("processDefinitionKeyNotIn");
  wanted.activities = filter.words("activityIdIn");
  wanted.variables = filter.conditions("variables");
  wanted.active = filter.flag("active");
  wanted.suspended = filter.flag("suspended");
  query.with_incident = filter.flag("withIncident");
  query.top = filter.flag("rootProcessInstances");
  bool nothing = filter.asks_for_a_tenant();
  if (const std::string root = filter.text("rootProcessInstanceId"); !root.empty()) {
    query.root = codec::parse_instance_id(root).value_or(InstanceId{});
    nothing |= !query.root;
  }
  if (const std::string caller = filter.text("superProcessInstance"); !caller.empty()) {
    query.caller = codec::parse_instance_id(caller).value_or(InstanceId{});
    nothing |= !query.caller;
  }
  if (const std::string called = filter.text("subProcessInstance"); !called.empty()) {
    const InstanceId id = caller_of(call, called);
    nothing |= !id;
    wanted.ids = std::set<std::string>{codec::text(id)};
  }
  const std::string deployment = filter.text("deploymentId");
  selection.order = filter.sorting({"instanceId", "definitionKey", "definitionId", "tenantId", "businessKey"});
  selection.slice = filter.slice();
  const auto known = call.services.catalogue.now();
  selection.read =
      wanted.ids ? read_ids(call, *wanted.ids) : [&store = call.services.store, query](const store::Page& page) {
        return store.instances(query, page);
      };
  selection.keep = [call, wanted, known, nothing, query, deployment](const store::InstanceRow& row) {
    const host::KnownProcess* process = known->process(row.definition);
    const bool deployed = deployment.empty() || (process && std::to_string(process->row.deployment) == deployment);
    const bool named = (query.process.empty() || row.process == query.process) &&
                       (query.business_key.empty() || row.business_key == query.business_key) &&
                       (!query.root || row.root == query.root) && (!query.top || !row.caller) &&
                       (!query.caller || (row.caller && row.caller->instance == query.caller));
    return !nothing && deployed && named && fits(call, wanted, *known, row);
  };
  return filter.finish();
}

const SortKeys<store::InstanceRow>& sort_keys() {
  static const SortKeys<store::InstanceRow> keys{
      {"instanceId", [](const auto& row) { return SortKey(static_cast<std::int64_t>(row.id.n)); }},
      {"definitionKey", [](const auto& row) { return SortKey(row.process); }},
      {"definitionId", [](const auto& row) { return SortKey(static_cast<std::int64_t>(row.definition.n)); }},
      {"businessKey", [](const auto& row) { return SortKey(row.business_key); }},
      {"tenantId", [](const auto&) { return SortKey(std::string()); }}};
  return keys;
}

}  // namespace

Answer list_process_instances(const Call& call) {
  Selection<store::InstanceRow> selection;
  if (auto wrong = select(call, selection)) return *wrong;
  const auto rows = gather(selection, sort_keys());
  if (!rows) return rows.error();
  const auto known = call.services.catalogue.now();
  return list_answer(*rows, [&](const store::InstanceRow& row) { return process_instance_json(*known, row); });
}

Answer count_process_instances(const Call& call) {
  Selection<store::InstanceRow> selection;
  if (auto wrong = select(call, selection)) return *wrong;
  return count_answer(selection);
}

Answer read_process_instance(const Call& call) {
  const auto found = running_instance(call, call.parameter("id"));
  if (!found) return found.error();
  return json_answer(process_instance_json(*call.services.catalogue.now(), found->row));
}

Answer delete_process_instance(const Call& call) {
  Filter filter(call);
  filter.ignore({"skipCustomListeners", "skipIoMappings", "skipSubprocesses", "failIfNotExists"});
  if (auto wrong = filter.finish()) return *wrong;
  const auto found = running_instance(call, call.parameter("id"));
  if (!found) return found.error();
  const std::string reason = "deleted by " + call.caller.actor;
  return tell_if(call, security::Action::CaseCancel, found->row.id, command::CancelInstance{reason}, reason);
}

Answer suspend_process_instance(const Call& call) {
  static constexpr Field fields[] = {{"suspended", FieldType::Flag, true}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto found = running_instance(call, call.parameter("id"));
  if (!found) return found.error();
  const bool suspended = found->row.status == state::Status::Suspended;
  if (suspended == body->flag("suspended")) return empty_answer();
  if (suspended) return tell_if(call, security::Action::CaseSuspend, found->row.id, command::ResumeInstance{});
  return tell_if(call, security::Action::CaseSuspend, found->row.id, command::SuspendInstance{"engine-rest"});
}

}  // namespace bihuan::compat
