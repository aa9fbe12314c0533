// External tasks: listed, and what their workers say of those that they hold. How they are fetched is
// external_fetch.cpp.
#include <fmt/format.h>

#include <algorithm>

#include "adapters/codec/ids.h"
#include "api/compat/ask.h"
#include "api/compat/compat.h"
#include "api/compat/external_task_view.h"
#include "api/compat/listing.h"
#include "api/compat/shape.h"
#include "api/compat/visible.h"

namespace bihuan::compat {
namespace {

using namespace api;
using store::JobRow;

using Tests = std::vector<std::function<bool(const JobRow&)>>;

bool is_locked(const JobRow& row, Instant now) {
  return row.lock_until && *row.lock_until > now;
}

void add_lock_tests(Filter& filter, Instant now, Tests& tests) {
  if (filter.flag("locked")) tests.push_back([=](const JobRow& row) { return is_locked(row, now); });
  if (filter.flag("notLocked")) tests.push_back([=](const JobRow& row) { return !is_locked(row, now); });
  if (const auto before = filter.moment("lockExpirationBefore"))
    tests.push_back([=](const JobRow& row) { return row.lock_until && *row.lock_until < *before; });
  if (const auto after = filter.moment("lockExpirationAfter"))
    tests.push_back([=](const JobRow& row) { return row.lock_until && *row.lock_until > *after; });
  if (const std::string worker = filter.text("workerId"); !worker.empty())
    tests.push_back([=](const JobRow& row) { return row.lock_owner == worker; });
}

void add_state_tests(Filter& filter, Tests& tests) {
  if (filter.flag("withRetriesLeft")) tests.push_back([](const JobRow& row) { return row.retries > 0; });
  if (filter.flag("noRetriesLeft")) tests.push_back([](const JobRow& row) { return row.retries <= 0; });
  if (filter.flag("active")) tests.push_back([](const JobRow& row) { return !row.suspended; });
  if (filter.flag("suspended")) tests.push_back([](const JobRow& row) { return row.suspended; });
  if (const auto most = filter.integer("priorityLowerThanOrEquals"))
    tests.push_back([=](const JobRow& row) { return row.priority <= *most; });
  if (const auto least = filter.integer("priorityHigherThanOrEquals"))
    tests.push_back([=](const JobRow& row) { return row.priority >= *least; });
  if (const auto activities = filter.words("activityIdIn"))
    tests.push_back([=](const JobRow& row) { return activities->contains(row.element); });
  if (const auto ids = filter.words("externalTaskIdIn"))
    tests.push_back([=](const JobRow& row) { return ids->contains(codec::text(row.instance, row.work)); });
  if (const std::string id = filter.text("externalTaskId"); !id.empty())
    tests.push_back([=](const JobRow& row) { return codec::text(row.instance, row.work) == id; });
  if (const auto ids = filter.words("processInstanceIdIn"))
    tests.push_back([=](const JobRow& row) { return ids->contains(codec::text(row.instance)); });
  if (const auto keys = filter.words("processDefinitionKeyIn"))
    tests.push_back([=](const JobRow& row) { return keys->contains(row.process); });
}

std::optional<Problem> select(const Call& call, Selection<JobRow>& selection) {
  Filter filter(call);
  store::JobQuery query{.kind = store::JobKind::External};
  query.topic = filter.text("topicName");
  query.process = filter.text("processDefinitionKey");
  query.element = filter.text("activityId");
  bool nothing = filter.asks_for_a_tenant();
  if (const std::string instance = filter.text("processInstanceId"); !instance.empty()) {
    query.instance = codec::parse_instance_id(instance).value_or(InstanceId{});
    nothing |= !query.instance;
  }
  Tests tests;
  add_lock_tests(filter, call.services.store.now(), tests);
  add_state_tests(filter, tests);
  const std::string definition = filter.text("processDefinitionId"), execution = filter.text("executionId");
  if (!definition.empty() || !execution.empty()) {
    tests.push_back([=, services = &call.services](const JobRow& row) {
      Lives lives(*services);
      const host::Live* live = lives.of(row.instance);
      const state::Work* work = live ? live->state.work(row.work) : nullptr;
      return work && (definition.empty() || definition_id(lives.known(), live->row.definition) == definition) &&
             (execution.empty() || execution_id(row.instance, work->token) == execution);
    });
  }
  selection.order = filter.sorting({"id", "lockExpirationTime", "processInstanceId", "processDefinitionId",
                                    "processDefinitionKey", "tenantId", "taskPriority", "createTime"});
  selection.slice = filter.slice();
  selection.read = [&store = call.services.store, query](const store::Page& page) { return store.jobs(query, page); };
  selection.keep = [tests = std::move(tests), nothing](const JobRow& row) {
    return !nothing && !is_internal(row) && std::ranges::all_of(tests, [&](const auto& test) { return test(row); });
  };
  return filter.finish();
}

const SortKeys<JobRow>& sort_keys() {
  static const SortKeys<JobRow> keys{
      {"id", [](const JobRow& row) { return SortKey(fmt::format("{:020}-{:020}", row.instance.n, row.work.n)); }},
      {"createTime",
       [](const JobRow& row) { return SortKey(fmt::format("{:020}-{:020}", row.instance.n, row.work.n)); }},
      {"lockExpirationTime", [](const JobRow& row) { return SortKey(row.lock_until ? row.lock_until->us : 0); }},
      {"processInstanceId", [](const JobRow& row) { return SortKey(static_cast<std::int64_t>(row.instance.n)); }},
      {"processDefinitionId", [](const JobRow& row) { return SortKey(row.process); }},
      {"processDefinitionKey", [](const JobRow& row) { return SortKey(row.process); }},
      {"taskPriority", [](const JobRow& row) { return SortKey(std::int64_t{row.priority}); }},
      {"tenantId", [](const JobRow&) { return SortKey(std::string()); }}};
  return keys;
}

}  // namespace

Answer list_external_tasks(const Call& call) {
  Selection<JobRow> selection;
  if (auto wrong = select(call, selection)) return *wrong;
  const auto rows = gather(selection, sort_keys());
  if (!rows) return rows.error();
  Lives lives(call.services);
  lives.want_of(*rows);
  return list_answer(*rows, [&](const JobRow& row) { return external_task_json(row, lives); });
}

Answer count_external_tasks(const Call& call) {
  Selection<JobRow> selection;
  if (auto wrong = select(call, selection)) return *wrong;
  return count_answer(selection);
}

Answer read_external_task(const Call& call) {
  const auto job = external_task(call);
  if (!job) return job.error();
  Lives lives(call.services);
  return json_answer(external_task_json(*job, lives));
}

Answer read_external_task_error(const Call& call) {
  const auto job = external_task(call);
  if (!job) return job.error();
  if (job->last_error.empty()) return empty_answer();
  return http::make_response(200, "text/plain;charset=UTF-8", job->last_error);
}

}  // namespace bihuan::compat
