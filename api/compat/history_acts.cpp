// The history of what people did: tasks, and every command of a person as the journal names it.
#include <fmt/format.h>

#include <algorithm>

#include "adapters/codec/ids.h"
#include "api/compat/compat.h"
#include "api/compat/history_cases.h"
#include "api/compat/listing.h"
#include "api/compat/lives.h"
#include "api/compat/shape.h"
#include "api/security/rights.h"
#include "api/story/records.h"

namespace bihuan::compat {
namespace {

using namespace api;
using store::TaskRow;

std::string task_json(const TaskRow& row, Lives& lives) {
  const host::Live* live = lives.of(row.instance);
  JsonObject out;
  out.text("id", codec::text(row.instance, row.work)).text("processDefinitionKey", row.process);
  out.text("processDefinitionId", definition_id(lives.known(), row.definition));
  out.text("processInstanceId", codec::text(row.instance));
  nulls(out, {"executionId", "caseDefinitionKey", "caseDefinitionId", "caseInstanceId", "caseExecutionId",
              "activityInstanceId"});
  out.text("name", row.name);
  nulls(out, {"description"});
  const bool open = row.status == store::TaskStatus::Open;
  const bool done = row.status == store::TaskStatus::Completed;
  text_or_null(out, "deleteReason", open ? "" : done ? "completed" : "deleted");
  nulls(out, {"owner"});
  text_or_null(out, "assignee", row.assignee.empty() && done ? row.ended_by : row.assignee);
  out.text("startTime", moment_text(row.created));
  moment_or_null(out, "endTime", row.ended);
  row.ended ? void(out.number("duration", (row.ended->us - row.created.us) / 1000)) : null(out, "duration");
  out.text("taskDefinitionKey", row.element).number("priority", row.priority);
  moment_or_null(out, "due", row.due);
  nulls(out, {"parentTaskId", "followUp", "tenantId", "removalTime"});
  text_or_null(out, "rootProcessInstanceId", live ? codec::text(live->row.root) : "");
  return out.text("taskState", open ? "Created" : done ? "Completed" : "Deleted").done();
}

using Tests = std::vector<std::function<bool(const TaskRow&)>>;

Tests task_tests(Filter& filter, const host::Snapshot& known) {
  Tests tests;
  const auto exact = [&](std::string_view name, auto get) {
    if (const std::string wanted = filter.text(name); !wanted.empty())
      tests.push_back([=](const TaskRow& row) { return get(row) == wanted; });
  };
  const auto pattern = [&](std::string_view name, auto get) {
    if (const std::string wanted = filter.text(name); !wanted.empty())
      tests.push_back([=](const TaskRow& row) { return like(get(row), wanted); });
  };
  exact("taskId", [](const TaskRow& row) { return codec::text(row.instance, row.work); });
  exact("taskName", [](const TaskRow& row) { return row.name; });
  exact("taskAssignee", [](const TaskRow& row) { return row.assignee.empty() ? row.ended_by : row.assignee; });
  exact("taskDeleteReason", [](const TaskRow& row) {
    return std::string(row.status == store::TaskStatus::Completed ? "completed"
                       : row.status == store::TaskStatus::Open    ? ""
                                                                  : "deleted");
  });
  exact("processDefinitionId", [&known](const TaskRow& row) { return definition_id(known, row.definition); });
  pattern("taskNameLike", [](const TaskRow& row) { return row.name; });
  pattern("taskAssigneeLike", [](const TaskRow& row) { return row.assignee; });
  pattern("processInstanceBusinessKeyLike", [](const TaskRow& row) { return row.business_key; });
  if (const auto keys = filter.words("taskDefinitionKeyIn"))
    tests.push_back([=](const TaskRow& row) { return keys->contains(row.element); });
  if (filter.flag("finished")) tests.push_back([](const TaskRow& row) { return row.ended.has_value(); });
  if (filter.flag("unfinished")) tests.push_back([](const TaskRow& row) { return !row.ended; });
  if (filter.flag("assigned")) tests.push_back([](const TaskRow& row) { return !row.assignee.empty(); });
  if (filter.flag("unassigned")) tests.push_back([](const TaskRow& row) { return row.assignee.empty(); });
  if (const auto priority = filter.integer("taskPriority"))
    tests.push_back([=](const TaskRow& row) { return row.priority == *priority; });
  const auto moment = [&](std::string_view name, auto test) {
    if (const auto at = filter.moment(name)) tests.push_back([=](const TaskRow& row) { return test(row, *at); });
  };
  moment("startedBefore", [](const TaskRow& row, Instant at) { return row.created <= at; });
  moment("startedAfter", [](const TaskRow& row, Instant at) { return row.created >= at; });
  moment("finishedBefore", [](const TaskRow& row, Instant at) { return row.ended && *row.ended <= at; });
  moment("finishedAfter", [](const TaskRow& row, Instant at) { return row.ended && *row.ended >= at; });
  return tests;
}

std::optional<Problem> select_tasks(const Call& call, Selection<TaskRow>& selection) {
  Filter filter(call);
  store::TaskQuery query{.status = std::nullopt, .sight = security::sight(call.caller, security::Action::RecordRead)};
  query.process = filter.text("processDefinitionKey");
  query.element = filter.text("taskDefinitionKey");
  query.business_key = filter.text("processInstanceBusinessKey");
  bool nothing = filter.asks_for_a_tenant();
  for (const auto& [name, into] :
       {std::pair{"processInstanceId", &query.instance}, {"rootProcessInstanceId", &query.root}}) {
    const std::string text = filter.text(name);
    if (text.empty()) continue;
    *into = codec::parse_instance_id(text).value_or(InstanceId{});
    nothing |= !*into;
  }
  const auto known = call.services.catalogue.now();
  const auto tests = task_tests(filter, *known);
  selection.order =
      filter.sorting({"taskId", "historicActivityInstanceID", "processInstanceId", "processDefinitionId", "executionId",
                      "duration", "endTime", "startTime", "taskName", "taskDescription", "assignee", "owner", "dueDate",
                      "followUpDate", "deleteReason", "taskDefinitionKey", "priority", "tenantId"});
  selection.slice = filter.slice();
  selection.read = [&store = call.services.store, query](const store::Page& page) { return store.tasks(query, page); };
  selection.keep = [tests, nothing, known](const TaskRow& row) {
    return !nothing && std::ranges::all_of(tests, [&](const auto& test) { return test(row); });
  };
  return filter.finish();
}

const SortKeys<TaskRow>& task_keys() {
  static const auto id = [](const TaskRow& row) {
    return SortKey(fmt::format("{:020}-{:020}", row.instance.n, row.work.n));
  };
  static const auto name = [](const TaskRow& row) { return SortKey(row.name); };
  static const auto due = [](const TaskRow& row) { return SortKey(row.due ? row.due->us : INT64_MAX); };
  static const auto nobody = [](const TaskRow&) { return SortKey(std::string()); };
  static const SortKeys<TaskRow> keys{
      {"taskId", id},
      {"historicActivityInstanceID", id},
      {"processInstanceId", id},
      {"executionId", id},
      {"taskName", name},
      {"taskDescription", nobody},
      {"owner", nobody},
      {"tenantId", nobody},
      {"dueDate", due},
      {"followUpDate", nobody},
      {"processDefinitionId", [](const TaskRow& row) { return SortKey(static_cast<std::int64_t>(row.definition.n)); }},
      {"duration", [](const TaskRow& row) { return SortKey(row.ended ? row.ended->us - row.created.us : INT64_MAX); }},
      {"endTime", [](const TaskRow& row) { return SortKey(row.ended ? row.ended->us : INT64_MAX); }},
      {"startTime", [](const TaskRow& row) { return SortKey(row.created.us); }},
      {"assignee", [](const TaskRow& row) { return SortKey(row.assignee); }},
      {"deleteReason", [](const TaskRow& row) { return SortKey(static_cast<std::int64_t>(row.status)); }},
      {"taskDefinitionKey", [](const TaskRow& row) { return SortKey(row.element); }},
      {"priority", [](const TaskRow& row) { return SortKey(std::int64_t{row.priority}); }}};
  return keys;
}

// --- who did what ---------------------------------------------------------------------------------------------------

struct Act {
  std::uint64_t seq = 0;
  Instant at;
  std::string actor, reason;
  std::string_view operation, entity;
  WorkId task, job;
  const store::InstanceRow* instance = nullptr;
};

template <class... Fs>
struct Cases : Fs... {
  using Fs::operator()...;
};

/// What a command is called there; an empty operation is none of a person's.
void name_act(const Command& command, Act& act) {
  const auto task = [&](WorkId id, std::string_view operation) {
    act.task = id, act.operation = operation, act.entity = "Task";
  };
  const auto job = [&](WorkId id, std::string_view operation) {
    act.job = id, act.operation = operation, act.entity = "Job";
  };
  const auto whole = [&](std::string_view operation) { act.operation = operation, act.entity = "ProcessInstance"; };
  std::visit(Cases{[&](const command::StartInstance&) { whole("Create"); },
                   [&](const command::CompleteTask& c) { task(c.task, "Complete"); },
                   [&](const command::ClaimTask& c) { task(c.task, "Claim"); },
                   [&](const command::UnclaimTask& c) { task(c.task, "Assign"); },
                   [&](const command::TransferTask& c) { task(c.task, "Assign"); },
                   [&](const command::ChangeTask& c) { task(c.task, "Update"); },
                   [&](const command::ThrowTaskError& c) { task(c.task, "BpmnError"); },
                   [&](const command::ThrowTaskEscalation& c) { task(c.task, "BpmnEscalation"); },
                   [&](const command::CancelInstance&) { whole("Delete"); },
                   [&](const command::SuspendInstance&) { whole("Suspend"); },
                   [&](const command::ResumeInstance&) { whole("Activate"); },
                   [&](const command::ModifyInstance&) { whole("ModifyProcessInstance"); },
                   [&](const command::SetVariables&) { act.operation = "SetVariable", act.entity = "Variable"; },
                   [&](const command::RemoveVariables&) { act.operation = "RemoveVariable", act.entity = "Variable"; },
                   [&](const command::RetryIncident&) { act.operation = "Resolve", act.entity = "Incident"; },
                   [&](const command::FireTimer& c) { job(c.timer, c.early ? "Execute" : ""); },
                   [&](const command::ChangeJob& c) {
                     job(c.work, c.retries ? "SetJobRetries" : c.priority ? "SetPriority" : "SetDuedate");
                   },
                   [](const auto&) {}},
             command);
}

std::string act_json(const Act& act, const host::Snapshot& known) {
  const InstanceId instance = act.instance->id;
  const std::string id = codec::text(codec::Reference{instance, act.seq});
  JsonObject out;
  out.text("id", id).text("userId", act.actor).text("timestamp", moment_text(act.at)).text("operationId", id);
  out.text("operationType", act.operation).text("entityType", act.entity);
  out.text("category", act.entity == "Task" ? "TaskWorker" : "Operator");
  text_or_null(out, "annotation", act.reason);
  nulls(out, {"property", "orgValue", "newValue", "deploymentId"});
  out.text("processDefinitionId", definition_id(known, act.instance->definition));
  out.text("processDefinitionKey", act.instance->process).text("processInstanceId", codec::text(instance));
  nulls(out, {"executionId", "caseDefinitionId", "caseInstanceId", "caseExecutionId"});
  text_or_null(out, "taskId", act.task ? codec::text(instance, act.task) : "");
  nulls(out, {"externalTaskId", "batchId"});
  text_or_null(out, "jobId", act.job ? codec::text(instance, act.job) : "");
  nulls(out, {"jobDefinitionId", "removalTime"});
  return out.text("rootProcessInstanceId", codec::text(act.instance->root)).done();
}

struct Acts {
  std::vector<store::InstanceRow> cases;  ///< the acts point here
  Selection<Act> selection;
};

bool is_person(const std::string& actor) {
  return actor != "system" && !actor.starts_with("worker:");
}

std::expected<Acts, Problem> select_acts(const Call& call) {
  Filter filter(call);
  const AskedCases asked = AskedCases::read(filter);
  const std::string user = filter.text("userId"), operation = filter.text("operationType");
  const std::string entity = filter.text("entityType"), task = filter.text("taskId"), job = filter.text("jobId");
  const std::string category = filter.text("category"), id = filter.text("operationId");
  const auto entities = filter.words("entityTypeIn"), categories = filter.words("categoryIn");
  const auto after = filter.moment("afterTimestamp"), before = filter.moment("beforeTimestamp");
  Acts out;
  out.selection.order = filter.sorting({"timestamp"});
  out.selection.slice = filter.slice();
  if (auto wrong = filter.finish()) return std::unexpected(std::move(*wrong));
  auto cases = cases_of(call, asked);
  if (!cases) return std::unexpected(cases.error());
  out.cases = std::move(*cases);
  std::vector<Act> acts;
  for (const store::InstanceRow& row : out.cases) {
    story::read_records(call.services.store, row.id, {}, [&](const story::Record& record) {
      Act act{.seq = record.seq, .at = record.at, .actor = record.actor, .reason = record.reason};
      act.instance = &row;
      name_act(record.command, act);
      if (!act.operation.empty() && is_person(act.actor)) acts.push_back(std::move(act));
    });
  }
  out.selection.read = [all = std::move(acts)](const store::Page&) { return store::Listed<Act>{all, {}}; };
  out.selection.keep = [=](const Act& act) {
    const std::string kind = act.entity == "Task" ? "TaskWorker" : "Operator";
    const InstanceId instance = act.instance->id;
    return (user.empty() || act.actor == user) && (operation.empty() || act.operation == operation) &&
           (entity.empty() || act.entity == entity) && (!entities || entities->contains(std::string(act.entity))) &&
           (category.empty() || kind == category) && (!categories || categories->contains(kind)) &&
           (task.empty() || (act.task && codec::text(instance, act.task) == task)) &&
           (job.empty() || (act.job && codec::text(instance, act.job) == job)) &&
           (id.empty() || codec::text(codec::Reference{instance, act.seq}) == id) && (!after || act.at >= *after) &&
           (!before || act.at <= *before);
  };
  return out;
}

}  // namespace

Answer list_past_tasks(const Call& call) {
  Selection<TaskRow> selection;
  if (auto wrong = select_tasks(call, selection)) return *wrong;
  const auto rows = gather(selection, task_keys());
  if (!rows) return rows.error();
  Lives lives(call.services);
  lives.want_of(*rows);
  return list_answer(*rows, [&](const TaskRow& row) { return task_json(row, lives); });
}

Answer count_past_tasks(const Call& call) {
  Selection<TaskRow> selection;
  if (auto wrong = select_tasks(call, selection)) return *wrong;
  return count_answer(selection);
}

Answer list_user_operations(const Call& call) {
  const auto found = select_acts(call);
  if (!found) return found.error();
  static const SortKeys<Act> keys{{"timestamp", [](const Act& act) { return SortKey(act.at.us); }}};
  const auto rows = gather(found->selection, keys);
  if (!rows) return rows.error();
  const auto known = call.services.catalogue.now();
  return list_answer(*rows, [&](const Act& act) { return act_json(act, *known); });
}

Answer count_user_operations(const Call& call) {
  const auto found = select_acts(call);
  if (!found) return found.error();
  return count_answer(found->selection);
}

}  // namespace bihuan::compat
