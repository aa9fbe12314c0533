// The lists of user tasks, and one task. What people do with them is task_acts.cpp.
#include <fmt/format.h>

#include <algorithm>

#include "adapters/codec/ids.h"
#include "api/compat/ask.h"
#include "api/compat/compat.h"
#include "api/compat/listing.h"
#include "api/compat/process_instance_view.h"
#include "api/compat/shape.h"
#include "api/compat/task_view.h"
#include "api/compat/visible.h"
#include "api/security/rights.h"

namespace bihuan::compat {
namespace {

using namespace api;
using store::TaskRow;

/// What no column answers. Each test stands for one filter.
using Tests = std::vector<std::function<bool(const TaskRow&)>>;

void add_text_tests(Filter& filter, Tests& tests) {
  const auto exact = [&](std::string_view name, auto get) {
    if (const std::string wanted = filter.text(name); !wanted.empty())
      tests.push_back([=](const TaskRow& row) { return get(row) == wanted; });
  };
  const auto pattern = [&](std::string_view name, auto get) {
    if (const std::string wanted = filter.text(name); !wanted.empty())
      tests.push_back([=](const TaskRow& row) { return like(get(row), wanted); });
  };
  const auto one_of = [&](std::string_view name, auto get) {
    if (const auto wanted = filter.words(name))
      tests.push_back([=](const TaskRow& row) { return wanted->contains(get(row)); });
  };
  const auto key = [](const TaskRow& row) { return row.business_key; };
  const auto name = [](const TaskRow& row) { return row.name; };
  const auto assignee = [](const TaskRow& row) { return row.assignee; };
  const auto element = [](const TaskRow& row) { return row.element; };
  const auto process = [](const TaskRow& row) { return row.process; };
  const auto instance = [](const TaskRow& row) { return codec::text(row.instance); };
  exact("name", name);
  exact("taskId", [](const TaskRow& row) { return codec::text(row.instance, row.work); });
  pattern("nameLike", name);
  pattern("assigneeLike", assignee);
  pattern("taskDefinitionKeyLike", element);
  pattern("processInstanceBusinessKeyLike", key);
  one_of("taskIdIn", [](const TaskRow& row) { return codec::text(row.instance, row.work); });
  one_of("assigneeIn", assignee);
  one_of("taskDefinitionKeyIn", element);
  one_of("processDefinitionKeyIn", process);
  one_of("processInstanceIdIn", instance);
  one_of("processInstanceBusinessKeyIn", key);
  if (const auto not_in = filter.words("taskDefinitionKeyNotIn"))
    tests.push_back([=](const TaskRow& row) { return !not_in->contains(row.element); });
  if (const auto not_in = filter.words("assigneeNotIn"))
    tests.push_back([=](const TaskRow& row) { return !not_in->contains(row.assignee); });
}

void add_moment_tests(Filter& filter, Tests& tests) {
  if (const auto before = filter.moment("dueBefore"))
    tests.push_back([=](const TaskRow& row) { return row.due && *row.due < *before; });
  if (const auto after = filter.moment("dueAfter"))
    tests.push_back([=](const TaskRow& row) { return row.due && *row.due > *after; });
  if (const auto at = filter.moment("dueDate"))
    tests.push_back([=](const TaskRow& row) { return row.due && *row.due == *at; });
  if (const auto before = filter.moment("createdBefore"))
    tests.push_back([=](const TaskRow& row) { return row.created < *before; });
  if (const auto after = filter.moment("createdAfter"))
    tests.push_back([=](const TaskRow& row) { return row.created > *after; });
  if (const auto at = filter.moment("createdOn"))
    tests.push_back([=](const TaskRow& row) { return row.created == *at; });
  if (filter.flag("withoutDueDate")) tests.push_back([](const TaskRow& row) { return !row.due; });
}

void add_number_tests(Filter& filter, Tests& tests) {
  if (const auto wanted = filter.integer("priority"))
    tests.push_back([=](const TaskRow& row) { return row.priority == *wanted; });
  if (const auto wanted = filter.integer("maxPriority"))
    tests.push_back([=](const TaskRow& row) { return row.priority <= *wanted; });
  if (const auto wanted = filter.integer("minPriority"))
    tests.push_back([=](const TaskRow& row) { return row.priority >= *wanted; });
}

void add_people_tests(Filter& filter, Tests& tests) {
  if (const auto given = filter.choice("assigned"))
    tests.push_back([=](const TaskRow& row) { return row.assignee.empty() != *given; });
  if (const auto given = filter.choice("unassigned"))
    tests.push_back([=](const TaskRow& row) { return row.assignee.empty() == *given; });
  if (const auto given = filter.choice("withCandidateUsers"))
    tests.push_back([=](const TaskRow& row) { return row.candidates.empty() != *given; });
  if (const auto given = filter.choice("withoutCandidateUsers"))
    tests.push_back([=](const TaskRow& row) { return row.candidates.empty() == *given; });
  const bool with_assigned = filter.flag("includeAssignedTasks");
  if (const std::string user = filter.text("candidateUser"); !user.empty()) {
    tests.push_back([=](const TaskRow& row) {
      return (with_assigned || row.assignee.empty()) && std::ranges::find(row.candidates, user) != row.candidates.end();
    });
  }
  if (const std::string user = filter.text("involvedUser"); !user.empty()) {
    tests.push_back([=](const TaskRow& row) {
      return row.assignee == user || std::ranges::find(row.candidates, user) != row.candidates.end();
    });
  }
}

bool holds(const std::vector<Condition>& conditions, const state::Variables& variables) {
  return std::ranges::all_of(conditions,
                             [&](const Condition& one) { return one.holds(state::find(variables, one.name)); });
}

/// Filters on the inside of the instance: it is read for each row that passes the others.
void add_inside_tests(const Call& call, Filter& filter, Tests& tests) {
  const auto process = filter.conditions("processVariables"), local = filter.conditions("taskVariables");
  const auto groups = filter.words("candidateGroups");
  const std::string group = filter.text("candidateGroup"), execution = filter.text("executionId");
  const std::string activity = filter.text("activityInstanceId"), owner = filter.text("owner");
  const auto active = filter.choice("active"), suspended = filter.choice("suspended");
  if (process.empty() && local.empty() && !groups && group.empty() && execution.empty() && activity.empty() &&
      owner.empty() && !active && !suspended)
    return;
  tests.push_back([=](const TaskRow& row) {
    Lives lives(call.services);
    const host::Live* live = lives.of(row.instance);
    const state::Task* task = task_in(live, row.work);
    if (!task) return false;
    const state::Work& work = *live->state.work(row.work);
    const state::Scope& scope = *live->state.scope(live->state.scope_of(row.work));
    const state::Token* token = state::find_token(scope, work.token);
    const state::Scope* whole = live->state.scope(ScopeId{1});
    const auto offered = [&](const std::string& one) {
      return row.assignee.empty() && std::ranges::find(task->groups, one) != task->groups.end();
    };
    const bool is_suspended = live->row.status == state::Status::Suspended;
    return holds(process, whole ? whole->variables : state::Variables()) &&
           holds(local, token ? token->locals : state::Variables()) && (group.empty() || offered(group)) &&
           (!groups || std::ranges::any_of(*groups, offered)) && (owner.empty() || task->owner == owner) &&
           (execution.empty() || execution_id(row.instance, work.token) == execution) &&
           (activity.empty() || activity_instance_id(row.element, row.instance, work.token.n) == activity) &&
           (!active || *active != is_suspended) && (!suspended || *suspended == is_suspended);
  });
}

std::optional<Problem> select(const Call& call, Selection<TaskRow>& selection) {
  Filter filter(call);
  store::TaskQuery query{.sight = security::sight(call.caller, security::Action::CaseRead)};
  query.element = filter.text("taskDefinitionKey");
  query.process = filter.text("processDefinitionKey");
  query.business_key = filter.text("processInstanceBusinessKey");
  query.assignee = filter.text("assignee");
  bool nothing = filter.asks_for_a_tenant();
  if (const std::string instance = filter.text("processInstanceId"); !instance.empty()) {
    query.instance = codec::parse_instance_id(instance).value_or(InstanceId{});
    nothing |= !query.instance;
  }
  Tests tests;
  add_text_tests(filter, tests);
  add_moment_tests(filter, tests);
  add_number_tests(filter, tests);
  add_people_tests(filter, tests);
  add_inside_tests(call, filter, tests);
  const auto known = call.services.catalogue.now();
  if (const std::string definition = filter.text("processDefinitionId"); !definition.empty())
    tests.push_back([=](const TaskRow& row) { return definition_id(*known, row.definition) == definition; });
  filter.ignore({"withCommentAttachmentInfo"});
  selection.order = filter.sorting({"instanceId", "dueDate", "executionId", "assignee", "created", "description", "id",
                                    "name", "nameCaseInsensitive", "priority", "followUpDate", "tenantId"});
  selection.slice = filter.slice();
  selection.read = [&store = call.services.store, query](const store::Page& page) { return store.tasks(query, page); };
  selection.keep = [tests = std::move(tests), nothing](const TaskRow& row) {
    return !nothing && std::ranges::all_of(tests, [&](const auto& test) { return test(row); });
  };
  return filter.finish();
}

std::string padded(const TaskRow& row) {
  return fmt::format("{:020}-{:020}", row.instance.n, row.work.n);
}

const SortKeys<TaskRow>& sort_keys() {
  const auto never = INT64_MAX;
  static const SortKeys<TaskRow> keys{
      {"id", [](const TaskRow& row) { return SortKey(padded(row)); }},
      {"executionId", [](const TaskRow& row) { return SortKey(padded(row)); }},
      {"instanceId", [](const TaskRow& row) { return SortKey(static_cast<std::int64_t>(row.instance.n)); }},
      {"dueDate", [never](const TaskRow& row) { return SortKey(row.due ? row.due->us : never); }},
      {"followUpDate", [](const TaskRow& row) { return SortKey(padded(row)); }},
      {"assignee", [](const TaskRow& row) { return SortKey(row.assignee); }},
      {"created", [](const TaskRow& row) { return SortKey(row.created.us); }},
      {"description", [](const TaskRow& row) { return SortKey(row.name); }},
      {"name", [](const TaskRow& row) { return SortKey(row.name); }},
      {"nameCaseInsensitive", [](const TaskRow& row) { return SortKey(row.name); }},
      {"priority", [](const TaskRow& row) { return SortKey(std::int64_t{row.priority}); }},
      {"tenantId", [](const TaskRow&) { return SortKey(std::string()); }}};
  return keys;
}

}  // namespace

Answer list_tasks(const Call& call) {
  Selection<TaskRow> selection;
  if (auto wrong = select(call, selection)) return *wrong;
  const auto rows = gather(selection, sort_keys());
  if (!rows) return rows.error();
  Lives lives(call.services);
  lives.want_of(*rows);
  return list_answer(*rows, [&](const TaskRow& row) { return task_json(row, lives); });
}

Answer count_tasks(const Call& call) {
  Selection<TaskRow> selection;
  if (auto wrong = select(call, selection)) return *wrong;
  return count_answer(selection);
}

Answer read_task(const Call& call) {
  const auto task = open_task(call);
  if (!task) return task.error();
  Lives lives(call.services);
  return json_answer(task_json(task->row, lives));
}

Answer read_task_form(const Call& call) {
  const auto task = open_task(call);
  if (!task) return task.error();
  JsonObject out;
  text_or_null(out, "key", task->row.form);
  nulls(out, {"camundaFormRef", "contextPath"});
  return json_answer(out.done());
}

Answer read_task_form_variables(const Call& call) {
  const auto task = open_task(call);
  if (!task) return task.error();
  const Inside& at = task->at;
  return json_answer(shown_variables_json(call, *at.live, variables_from(at.live->state, *at.scope, at.token_id())));
}

Answer list_identity_links(const Call& call) {
  const auto task = open_task(call);
  if (!task) return task.error();
  std::vector<std::string> links;
  const auto add = [&](const std::string& user, const std::string& group, std::string_view type) {
    JsonObject out;
    text_or_null(out, "userId", user);
    text_or_null(out, "groupId", group);
    links.push_back(out.text("type", type).done());
  };
  const state::Task* open = task_in(task->at.live.get(), task->row.work);
  if (!task->row.assignee.empty()) add(task->row.assignee, "", "assignee");
  if (open && !open->owner.empty()) add(open->owner, "", "owner");
  if (open) {
    for (const std::string& person : open->candidates) add(person, "", "candidate");
    for (const std::string& group : open->groups) add("", group, "candidate");
  }
  return list_answer(links, [](const std::string& link) { return link; });
}

}  // namespace bihuan::compat
