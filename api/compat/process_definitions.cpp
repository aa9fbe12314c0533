// Process definitions: listed, looked at, begun, switched off and on, counted.
#include <algorithm>

#include "adapters/codec/ids.h"
#include "api/compat/ask.h"
#include "api/compat/compat.h"
#include "api/compat/deployed.h"
#include "api/compat/listing.h"
#include "api/compat/process_instance_view.h"
#include "api/compat/shape.h"
#include "api/resources/starting.h"
#include "api/security/rights.h"

namespace bihuan::compat {
namespace {

using namespace api;

struct Found {
  std::shared_ptr<const host::Snapshot> known;
  const host::KnownProcess* process = nullptr;
};

/// "{id}", or "{key}": the newest version of that key that this dialect shows.
std::expected<Found, Problem> find(const Call& call) {
  Found found{call.services.catalogue.now()};
  const bool by_id = call.path.contains("id");
  const std::string wanted = call.parameter(by_id ? "id" : "key");
  for (const host::KnownProcess* process : shown_processes(*found.known, call.services.store)) {
    const bool fits = by_id ? find_definition(*found.known, wanted) == process : process->row.key == wanted;
    if (fits) found.process = process;  // in order of versions: the last is the newest
  }
  if (found.process) return found;
  if (by_id) return std::unexpected(nothing_with("流程定义", "process definition", wanted));
  return std::unexpected(Problem{Fault::NotFound,
                                 "没有键为 " + wanted + " 的流程定义",
                                 "No matching process definition with key: " + wanted + " and no tenant-id",
                                 {}});
}

std::optional<Problem> select(const Call& call, Selection<const host::KnownProcess*>& selection) {
  Filter filter(call);
  const std::string id = filter.text("processDefinitionId"), key = filter.text("key"), name = filter.text("name");
  const std::string key_like = filter.text("keyLike"), name_like = filter.text("nameLike");
  const std::string category = filter.text("category"), deployment = filter.text("deploymentId");
  const std::string tag = filter.text("versionTag"), resource = filter.text("resourceName");
  const std::string resource_like = filter.text("resourceNameLike");
  const auto ids = filter.words("processDefinitionIdIn"), keys = filter.words("keysIn");
  const auto version = filter.integer("version");
  const bool latest = filter.flag("latestVersion"), active = filter.flag("active"),
             suspended = filter.flag("suspended");
  const bool tenant = filter.asks_for_a_tenant(), untagged = filter.flag("withoutVersionTag");
  selection.order = filter.sorting(
      {"category", "key", "id", "name", "version", "deploymentId", "deployTime", "tenantId", "versionTag"});
  selection.slice = filter.slice();
  std::map<std::string, int> newest;
  const auto known = call.services.catalogue.now();
  auto processes = shown_processes(*known, call.services.store);
  for (const auto* process : processes) newest[process->row.key] = process->row.version;
  selection.read = [known, processes](const store::Page&) {
    return store::Listed<const host::KnownProcess*>{processes, {}};
  };
  selection.keep = [=](const host::KnownProcess* process) {
    const store::DefinitionRow& row = process->row;
    const std::string own_id = definition_id(row);
    return (id.empty() || own_id == id) && (key.empty() || row.key == key) && (name.empty() || row.name == name) &&
           (key_like.empty() || like(row.key, key_like)) && (name_like.empty() || like(row.name, name_like)) &&
           (category.empty() || process->definition->category == category) &&
           (deployment.empty() || std::to_string(row.deployment) == deployment) &&
           (tag.empty() || row.version_tag == tag) && (!untagged || row.version_tag.empty()) &&
           (resource.empty() || row.file == resource) && (resource_like.empty() || like(row.file, resource_like)) &&
           (!ids || ids->contains(own_id)) && (!keys || keys->contains(row.key)) &&
           (!version || row.version == *version) && (!latest || newest.at(row.key) == row.version) &&
           (!active || row.enabled) && (!suspended || !row.enabled) && !tenant;
  };
  return filter.finish();
}

const SortKeys<const host::KnownProcess*>& sort_keys() {
  static const auto text = [](auto get) {
    return [get](const host::KnownProcess* const& process) { return SortKey(std::string(get(*process))); };
  };
  static const SortKeys<const host::KnownProcess*> keys{
      {"category", text([](const auto& p) { return p.definition->category; })},
      {"key", text([](const auto& p) { return p.row.key; })},
      {"id", text([](const auto& p) { return definition_id(p.row); })},
      {"name", text([](const auto& p) { return p.row.name; })},
      {"version", [](const host::KnownProcess* const& p) { return SortKey(std::int64_t{p->row.version}); }},
      {"deploymentId",
       [](const host::KnownProcess* const& p) { return SortKey(static_cast<std::int64_t>(p->row.deployment)); }},
      {"deployTime",
       [](const host::KnownProcess* const& p) { return SortKey(static_cast<std::int64_t>(p->row.id.n)); }},
      {"tenantId", text([](const auto&) { return ""; })},
      {"versionTag", text([](const auto& p) { return p.row.version_tag; })}};
  return keys;
}

/// A start that a fault stopped within its own step: in that engine there is no such instance. Here its record stays,
/// as that of a case that was cancelled, and the client hears what was wrong.
std::optional<std::string> fault_at_start(const host::Ran& ran) {
  for (const Event& event : ran.events) {
    const auto* raised = std::get_if<event::IncidentRaised>(&event);
    if (raised) return raised->incident.message_zh + " / " + raised->incident.message_en;
  }
  return std::nullopt;
}

void take_back(const Call& call, InstanceId instance, const std::string& fault) {
  host::Request cancel{.what = host::Tell{instance, command::CancelInstance{fault}}};
  cancel.actor = call.caller.actor;
  cancel.request_id = call.request_id;
  cancel.reason = fault;
  cancel.render = [](const host::Ran&) { return host::Rendered{}; };
  cancel.answer = [call, fault](const host::Rendered&) {
    call.finish(cannot("启动失败：" + fault, "The process instance could not be started"));
  };
  call.services.host.ask(std::move(cancel));
}

/// As Call::ask, but a fault at the start ends the instance before the client is answered.
Later ask_start(const Call& call, host::Start start, bool with_variables) {
  struct Outcome {
    InstanceId instance;
    std::optional<std::string> fault;
  };
  const auto outcome = std::make_shared<Outcome>();
  host::Request asked{.what = std::move(start)};
  asked.actor = call.caller.actor;
  asked.request_id = call.request_id;
  asked.once = call.once;
  asked.render = [call, outcome, with_variables](const host::Ran& ran) {
    if (ran.failure) return call.failed(problem_of(*ran.failure));
    outcome->instance = ran.instance;
    outcome->fault = fault_at_start(ran);
    const auto known = call.services.catalogue.now();
    return host::Rendered{200, process_instance_json(*known, ran, with_variables ? &call : nullptr)};
  };
  asked.answer = [call, outcome](const host::Rendered& rendered) {
    if (outcome->fault) return take_back(call, outcome->instance, *outcome->fault);
    http::Response response = json_answer(rendered.body, rendered.status);
    if (rendered.repeated) response.headers.push_back({"Idempotent-Replayed", "true"});
    call.send(std::move(response));
  };
  call.services.host.ask(std::move(asked));
  return {};
}

}  // namespace

Answer list_process_definitions(const Call& call) {
  Selection<const host::KnownProcess*> selection;
  if (auto wrong = select(call, selection)) return *wrong;
  const auto rows = gather(selection, sort_keys());
  if (!rows) return rows.error();
  return list_answer(*rows, [](const auto* process) { return process_definition_json(*process); });
}

Answer count_process_definitions(const Call& call) {
  Selection<const host::KnownProcess*> selection;
  if (auto wrong = select(call, selection)) return *wrong;
  return count_answer(selection);
}

Answer read_process_definition(const Call& call) {
  const auto found = find(call);
  if (!found) return found.error();
  return json_answer(process_definition_json(*found->process));
}

Answer read_process_definition_xml(const Call& call) {
  const auto found = find(call);
  if (!found) return found.error();
  const auto file = call.services.store.file(found->process->row.deployment, found->process->row.file);
  if (!file) return nothing_with("流程文件", "process definition", found->process->row.file);
  return json_answer(JsonObject().text("id", definition_id(found->process->row)).text("bpmn20Xml", file->bytes).done());
}

Answer read_process_definition_start_form(const Call& call) {
  const auto found = find(call);
  if (!found) return found.error();
  const definition::Definition& definition = *found->process->definition;
  const ElementIndex start = definition.process().none_start;
  const definition::UserTaskRule* rule =
      start && definition.at(start).user_task ? &*definition.at(start).user_task : nullptr;
  JsonObject out;
  text_or_null(out, "key", rule ? rule->form.ref : "");
  nulls(out, {"camundaFormRef", "contextPath"});
  return json_answer(out.done());
}

Answer start_process_instance(const Call& call) {
  static constexpr Field fields[] = {{"businessKey"},
                                     {"variables", FieldType::Any},
                                     {"caseInstanceId"},
                                     {"startInstructions", FieldType::Any},
                                     {"skipCustomListeners", FieldType::Flag},
                                     {"skipIoMappings", FieldType::Flag},
                                     {"withVariablesInReturn", FieldType::Flag}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  if (const Value* instructions = body->value("startInstructions");
      instructions && instructions->list() && !instructions->list()->empty()) {
    return invalid_request("不支持 startInstructions，请先启动再用 modification 移动",
                           "Expected no startInstructions: start, then use modification");
  }
  auto variables = variables_of(*body, "variables");
  if (!variables) return variables.error();
  const auto found = find(call);
  if (!found) return found.error();
  if (!found->process->row.enabled) return cannot("该流程已停用", "Cannot start: the process definition is suspended");
  if (!is_open(call.services) && !resources::may_start(call, *found->process->definition)) {
    return Problem{Fault::NotAllowed, "您的岗位不能发起该流程", "Expected a role that may start this process", {}};
  }
  host::Start start{.definition = found->process->row.id, .business_key = body->text("businessKey")};
  start.initiator = call.caller.person;
  start.variables = std::move(*variables);
  return ask_start(call, std::move(start), body->flag("withVariablesInReturn"));
}

Answer suspend_process_definition(const Call& call) {
  static constexpr Field fields[] = {
      {"suspended", FieldType::Flag, true}, {"includeProcessInstances", FieldType::Flag}, {"executionDate"}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  if (body->has("executionDate") || body->flag("includeProcessInstances")) {
    return invalid_request("不支持 executionDate 和 includeProcessInstances",
                           "Expected neither executionDate nor includeProcessInstances");
  }
  const auto found = find(call);
  if (!found) return found.error();
  call.services.store.set_enabled(found->process->row.id, !body->flag("suspended"));
  call.services.catalogue.refresh();
  return empty_answer();
}

Answer read_process_definition_statistics(const Call& call) {
  Filter filter(call);
  const bool incidents = filter.flag("incidents");
  filter.ignore({"failedJobs"});
  if (auto wrong = filter.finish()) return *wrong;
  const auto known = call.services.catalogue.now();
  const auto processes = shown_processes(*known, call.services.store);
  return list_answer(processes, [&](const host::KnownProcess* process) {
    const auto counts = call.services.store.instance_counts(process->row.key, process->row.version);
    std::int64_t open = 0;
    for (const auto& one :
         call.services.store.element_counts(process->row.key, process->row.version, call.services.host.now()))
      open += one.incidents;
    JsonObject out;
    out.text("@class", "org.camunda.bpm.engine.rest.dto.repository.ProcessDefinitionStatisticsResultDto");
    out.text("id", definition_id(process->row)).number("instances", counts.active + counts.suspended);
    out.number("failedJobs", 0)
        .raw("incidents",
             incidents
                 ? json_list(std::vector{open},
                             [](std::int64_t n) {
                               return JsonObject().text("incidentType", "failedJob").number("incidentCount", n).done();
                             })
                 : "[]");
    return out.raw("definition", process_definition_json(*process)).done();
  });
}

Answer read_activity_statistics(const Call& call) {
  Filter filter(call);
  filter.ignore({"failedJobs", "incidents"});
  if (auto wrong = filter.finish()) return *wrong;
  const auto found = find(call);
  if (!found) return found.error();
  const store::DefinitionRow& row = found->process->row;
  auto counts = call.services.store.element_counts(row.key, row.version, call.services.host.now());
  std::erase_if(counts, [](const auto& one) { return one.tasks + one.jobs + one.subscriptions == 0; });
  return list_answer(counts, [&](const store::ElementCount& one) {
    JsonObject out;
    out.text("@class", "org.camunda.bpm.engine.rest.dto.repository.ActivityStatisticsResultDto")
        .text("id", one.element);
    out.number("instances", one.tasks + one.jobs + one.subscriptions).number("failedJobs", 0);
    return out.raw("incidents", "[]").done();
  });
}

}  // namespace bihuan::compat
