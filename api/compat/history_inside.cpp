// The history of what happened inside instances: activities, variables. Both are read out of the journal.
#include <algorithm>

#include "adapters/codec/ids.h"
#include "api/compat/compat.h"
#include "api/compat/history_cases.h"
#include "api/compat/history_fold.h"
#include "api/compat/listing.h"
#include "api/compat/lives.h"
#include "api/compat/shape.h"
#include "api/compat/typed_value.h"
#include "api/resources/mask.h"

namespace bihuan::compat {
namespace {

using namespace api;

struct ActivityRow {
  PastActivity past;
  const store::InstanceRow* instance = nullptr;
};

struct VariableRow {
  PastVariable past;
  const store::InstanceRow* instance = nullptr;
};

void add_duration(JsonObject& out, std::string_view name, Instant start, const std::optional<Instant>& end) {
  end ? void(out.number(name, (end->us - start.us) / 1000)) : null(out, name);
}

std::string activity_json(const ActivityRow& row, const host::Snapshot& known) {
  const PastActivity& past = row.past;
  JsonObject out;
  out.text("id", past.id).text("parentActivityInstanceId", past.parent).text("activityId", past.activity);
  text_or_null(out, "activityName", past.name);
  out.text("activityType", past.type).text("processDefinitionKey", row.instance->process);
  out.text("processDefinitionId", definition_id(known, row.instance->definition));
  out.text("processInstanceId", codec::text(row.instance->id)).text("executionId", past.execution);
  text_or_null(out, "taskId", past.task);
  text_or_null(out, "assignee", past.assignee);
  text_or_null(out, "calledProcessInstanceId", past.called);
  nulls(out, {"calledCaseInstanceId"});
  out.text("startTime", moment_text(past.start));
  moment_or_null(out, "endTime", past.end);
  add_duration(out, "durationInMillis", past.start, past.end);
  out.flag("canceled", past.canceled && past.end).flag("completeScope", past.complete_scope);
  nulls(out, {"tenantId", "removalTime"});
  return out.text("rootProcessInstanceId", codec::text(row.instance->root)).done();
}

using ActivityTests = std::vector<std::function<bool(const ActivityRow&)>>;

ActivityTests activity_tests(Filter& filter) {
  ActivityTests tests;
  const auto exact = [&](std::string_view name, std::string PastActivity::*field) {
    if (const std::string wanted = filter.text(name); !wanted.empty())
      tests.push_back([=](const ActivityRow& row) { return row.past.*field == wanted; });
  };
  exact("activityInstanceId", &PastActivity::id);
  exact("executionId", &PastActivity::execution);
  exact("activityId", &PastActivity::activity);
  exact("activityName", &PastActivity::name);
  exact("activityType", &PastActivity::type);
  exact("taskAssignee", &PastActivity::assignee);
  if (filter.flag("finished")) tests.push_back([](const ActivityRow& row) { return row.past.end.has_value(); });
  if (filter.flag("unfinished")) tests.push_back([](const ActivityRow& row) { return !row.past.end; });
  if (filter.flag("canceled"))
    tests.push_back([](const ActivityRow& row) { return row.past.canceled && row.past.end; });
  if (filter.flag("completeScope")) tests.push_back([](const ActivityRow& row) { return row.past.complete_scope; });
  if (const auto at = filter.moment("startedBefore"))
    tests.push_back([=](const ActivityRow& row) { return row.past.start <= *at; });
  if (const auto at = filter.moment("startedAfter"))
    tests.push_back([=](const ActivityRow& row) { return row.past.start >= *at; });
  if (const auto at = filter.moment("finishedBefore"))
    tests.push_back([=](const ActivityRow& row) { return row.past.end && *row.past.end <= *at; });
  if (const auto at = filter.moment("finishedAfter"))
    tests.push_back([=](const ActivityRow& row) { return row.past.end && *row.past.end >= *at; });
  return tests;
}

const SortKeys<ActivityRow>& activity_keys() {
  const auto text = [](std::string PastActivity::*field) {
    return [field](const ActivityRow& row) { return SortKey(row.past.*field); };
  };
  static const SortKeys<ActivityRow> keys{
      {"activityInstanceID", text(&PastActivity::id)},
      {"activityInstanceId", text(&PastActivity::id)},
      {"instanceId", [](const ActivityRow& row) { return SortKey(static_cast<std::int64_t>(row.instance->id.n)); }},
      {"executionId", text(&PastActivity::execution)},
      {"activityId", text(&PastActivity::activity)},
      {"activityName", text(&PastActivity::name)},
      {"activityType", text(&PastActivity::type)},
      {"startTime", [](const ActivityRow& row) { return SortKey(row.past.start.us); }},
      {"endTime", [](const ActivityRow& row) { return SortKey(row.past.end ? row.past.end->us : INT64_MAX); }},
      {"duration",
       [](const ActivityRow& row) { return SortKey(row.past.end ? row.past.end->us - row.past.start.us : INT64_MAX); }},
      {"definitionId",
       [](const ActivityRow& row) { return SortKey(static_cast<std::int64_t>(row.instance->definition.n)); }},
      {"occurrence", [](const ActivityRow& row) { return SortKey(row.past.start.us); }},
      {"tenantId", [](const ActivityRow&) { return SortKey(std::string()); }}};
  return keys;
}

struct Activities {
  std::vector<store::InstanceRow> cases;  ///< the rows point here
  Selection<ActivityRow> selection;
};

std::expected<Activities, Problem> select_activities(const Call& call) {
  Filter filter(call);
  const AskedCases asked = AskedCases::read(filter);
  const auto tests = activity_tests(filter);
  const bool tenant = filter.asks_for_a_tenant();
  Activities out;
  out.selection.order = filter.sorting({"activityInstanceID", "activityInstanceId", "instanceId", "executionId",
                                        "activityId", "activityName", "activityType", "startTime", "endTime",
                                        "duration", "definitionId", "occurrence", "tenantId"});
  out.selection.slice = filter.slice();
  if (auto wrong = filter.finish()) return std::unexpected(std::move(*wrong));
  auto cases = cases_of(call, asked);
  if (!cases) return std::unexpected(cases.error());
  out.cases = std::move(*cases);
  std::vector<ActivityRow> rows;
  const auto known = call.services.catalogue.now();
  for (const store::InstanceRow& row : out.cases) {
    const auto fold = fold_history(call.services.store, *known, row);
    if (!fold) continue;
    for (const PastActivity& past : fold->activities()) rows.push_back({past, &row});
  }
  out.selection.read = [all = std::move(rows)](const store::Page&) { return store::Listed<ActivityRow>{all, {}}; };
  out.selection.keep = [tests, tenant](const ActivityRow& row) {
    return !tenant && !row.past.pending && std::ranges::all_of(tests, [&](const auto& test) { return test(row); });
  };
  return out;
}

std::string variable_json(const VariableRow& row, const Call& call, const host::Snapshot& known) {
  const PastVariable& past = row.past;
  JsonObject out;
  out.text("id", past.id).text("name", past.name).text("processDefinitionKey", row.instance->process);
  out.text("processDefinitionId", definition_id(known, row.instance->definition));
  out.text("processInstanceId", codec::text(row.instance->id)).text("executionId", past.execution);
  out.text("activityInstanceId", past.activity_instance);
  nulls(out, {"caseDefinitionKey", "caseDefinitionId", "caseInstanceId", "caseExecutionId", "taskId", "tenantId",
              "errorMessage"});
  out.text("state", past.deleted ? "DELETED" : "CREATED").text("createTime", moment_text(past.created));
  nulls(out, {"removalTime"});
  out.text("rootProcessInstanceId", codec::text(row.instance->root));
  std::string json = out.done();
  json.pop_back();
  return json + "," + typed_members(past.value, &call.services.zones) + "}";
}

using VariableTests = std::vector<std::function<bool(const VariableRow&)>>;

VariableTests variable_tests(Filter& filter) {
  VariableTests tests;
  if (const std::string name = filter.text("variableName"); !name.empty())
    tests.push_back([=](const VariableRow& row) { return row.past.name == name; });
  if (const std::string pattern = filter.text("variableNameLike"); !pattern.empty())
    tests.push_back([=](const VariableRow& row) { return like(row.past.name, pattern); });
  if (const auto names = filter.words("variableNameIn"))
    tests.push_back([=](const VariableRow& row) { return names->contains(row.past.name); });
  if (const auto types = filter.words("variableTypeIn"))
    tests.push_back([=](const VariableRow& row) { return types->contains(std::string(type_of(row.past.value))); });
  if (const auto ids = filter.words("executionIdIn"))
    tests.push_back([=](const VariableRow& row) { return ids->contains(row.past.execution); });
  if (const auto ids = filter.words("activityInstanceIdIn"))
    tests.push_back([=](const VariableRow& row) { return ids->contains(row.past.activity_instance); });
  if (!filter.flag("includeDeleted")) tests.push_back([](const VariableRow& row) { return !row.past.deleted; });
  return tests;
}

struct PastVariables {
  std::vector<store::InstanceRow> cases;  ///< the rows point here
  Selection<VariableRow> selection;
};

std::expected<PastVariables, Problem> select_variables(const Call& call) {
  Filter filter(call);
  const AskedCases asked = AskedCases::read(filter);
  const auto tests = variable_tests(filter);
  const bool tenant = filter.asks_for_a_tenant();
  filter.ignore({"deserializeValues"});
  PastVariables out;
  out.selection.order = filter.sorting({"instanceId", "variableName", "tenantId"});
  out.selection.slice = filter.slice();
  if (auto wrong = filter.finish()) return std::unexpected(std::move(*wrong));
  auto cases = cases_of(call, asked);
  if (!cases) return std::unexpected(cases.error());
  out.cases = std::move(*cases);
  std::vector<VariableRow> rows;
  const auto known = call.services.catalogue.now();
  for (const store::InstanceRow& row : out.cases) {
    const auto fold = fold_history(call.services.store, *known, row);
    if (!fold) continue;
    const auto mask = resources::mask_for(call, *known->process(row.definition)->definition, row);
    for (PastVariable past : fold->variables()) {
      if (mask.hides(past.name)) past.value = Value("***");
      rows.push_back({std::move(past), &row});
    }
  }
  out.selection.read = [all = std::move(rows)](const store::Page&) { return store::Listed<VariableRow>{all, {}}; };
  out.selection.keep = [tests, tenant](const VariableRow& row) {
    return !tenant && std::ranges::all_of(tests, [&](const auto& test) { return test(row); });
  };
  return out;
}

}  // namespace

Answer list_past_activities(const Call& call) {
  const auto found = select_activities(call);
  if (!found) return found.error();
  const auto rows = gather(found->selection, activity_keys());
  if (!rows) return rows.error();
  const auto known = call.services.catalogue.now();
  return list_answer(*rows, [&](const ActivityRow& row) { return activity_json(row, *known); });
}

Answer count_past_activities(const Call& call) {
  const auto found = select_activities(call);
  if (!found) return found.error();
  return count_answer(found->selection);
}

Answer list_past_variables(const Call& call) {
  const auto found = select_variables(call);
  if (!found) return found.error();
  static const SortKeys<VariableRow> keys{
      {"instanceId", [](const VariableRow& row) { return SortKey(static_cast<std::int64_t>(row.instance->id.n)); }},
      {"variableName", [](const VariableRow& row) { return SortKey(row.past.name); }},
      {"tenantId", [](const VariableRow&) { return SortKey(std::string()); }}};
  const auto rows = gather(found->selection, keys);
  if (!rows) return rows.error();
  const auto known = call.services.catalogue.now();
  return list_answer(*rows, [&](const VariableRow& row) { return variable_json(row, call, *known); });
}

Answer count_past_variables(const Call& call) {
  const auto found = select_variables(call);
  if (!found) return found.error();
  return count_answer(found->selection);
}

}  // namespace bihuan::compat
