// Jobs: timers and the program's own continuations, listed, done now, moved, given new tries.
#include <fmt/format.h>

#include <algorithm>

#include "adapters/codec/ids.h"
#include "adapters/host/start_timer.h"
#include "api/compat/ask.h"
#include "api/compat/compat.h"
#include "api/compat/listing.h"
#include "api/compat/lives.h"
#include "api/compat/shape.h"

namespace bihuan::compat {
namespace {

using namespace api;
using store::JobRow;

constexpr std::string_view start_prefix =
    "start:";  ///< of a timer that begins a process: "start:<definition>:<element>"

/// A row of the store, or a timer start, which belongs to no instance.
struct Job {
  JobRow row;
  std::optional<store::StartRow> start;
};

std::string job_id(const Job& job) {
  if (job.start) return fmt::format("{}{}:{}", start_prefix, job.start->definition.n, job.start->element);
  return codec::text(job.row.instance, job.row.work);
}

std::string job_json(const Job& job, Lives& lives) {
  const host::Live* live = job.start ? nullptr : lives.of(job.row.instance);
  const state::Work* work = live ? live->state.work(job.row.work) : nullptr;
  const DefinitionId definition = job.start ? job.start->definition : live ? live->row.definition : DefinitionId{};
  JsonObject out;
  out.text("id", job_id(job)).text("jobDefinitionId", job.row.process + ":" + job.row.element);
  text_or_null(out, "processInstanceId", job.start ? "" : codec::text(job.row.instance));
  text_or_null(out, "processDefinitionId", definition_id(lives.known(), definition));
  out.text("processDefinitionKey", job.row.process);
  text_or_null(out, "executionId", work ? execution_id(job.row.instance, work->token) : "");
  text_or_null(out, "exceptionMessage", job.row.last_error);
  text_or_null(out, "failedActivityId", job.row.last_error.empty() ? "" : job.row.element);
  out.number("retries", job.row.retries).text("dueDate", moment_text(job.row.due)).flag("suspended", job.row.suspended);
  out.number("priority", job.row.priority);
  nulls(out, {"tenantId", "createTime", "batchId"});
  return out.done();
}

using Tests = std::vector<std::function<bool(const Job&)>>;

void add_moment_tests(Filter& filter, std::string_view name, Tests& tests) {
  for (const Condition& one : filter.conditions(name)) {
    const auto at = one.value.string() ? parse_moment(*one.value.string()) : std::nullopt;
    if (!at) continue;
    tests.push_back([=, test = one.test](const Job& job) {
      return test == "gt" ? job.row.due > *at : test == "lt" ? job.row.due < *at : job.row.due == *at;
    });
  }
}

std::optional<Problem> select(const Call& call, Selection<Job>& selection) {
  Filter filter(call);
  store::JobQuery query;
  query.process = filter.text("processDefinitionKey");
  query.element = filter.text("activityId");
  bool nothing = filter.asks_for_a_tenant();
  const std::string instance = filter.text("processInstanceId"), definition = filter.text("processDefinitionId");
  const std::string id = filter.text("jobId"), execution = filter.text("executionId");
  if (!instance.empty()) {
    query.instance = codec::parse_instance_id(instance).value_or(InstanceId{});
    nothing |= !query.instance;
  }
  const auto ids = filter.words("jobIds"), instances = filter.words("processInstanceIds");
  const Instant now = call.services.store.now();
  Tests tests;
  if (!id.empty()) tests.push_back([=](const Job& job) { return job_id(job) == id; });
  if (ids) tests.push_back([=](const Job& job) { return ids->contains(job_id(job)); });
  if (instances) tests.push_back([=](const Job& job) { return instances->contains(codec::text(job.row.instance)); });
  if (filter.flag("withRetriesLeft")) tests.push_back([](const Job& job) { return job.row.retries > 0; });
  if (filter.flag("noRetriesLeft")) tests.push_back([](const Job& job) { return job.row.retries <= 0; });
  if (filter.flag("executable"))
    tests.push_back([=](const Job& job) { return job.row.retries > 0 && job.row.due <= now && !job.row.suspended; });
  if (filter.flag("withException")) tests.push_back([](const Job& job) { return !job.row.last_error.empty(); });
  if (filter.flag("active")) tests.push_back([](const Job& job) { return !job.row.suspended; });
  if (filter.flag("suspended")) tests.push_back([](const Job& job) { return job.row.suspended; });
  if (const auto most = filter.integer("priorityLowerThanOrEquals"))
    tests.push_back([=](const Job& job) { return job.row.priority <= *most; });
  if (const auto least = filter.integer("priorityHigherThanOrEquals"))
    tests.push_back([=](const Job& job) { return job.row.priority >= *least; });
  add_moment_tests(filter, "dueDates", tests);
  const bool timers = filter.flag("timers"), continuations = filter.flag("messages");
  if (timers || continuations || !definition.empty() || !execution.empty()) {
    tests.push_back([=, services = &call.services](const Job& job) {
      Lives lives(*services);
      const host::Live* live = job.start ? nullptr : lives.of(job.row.instance);
      const state::Work* work = live ? live->state.work(job.row.work) : nullptr;
      const DefinitionId of = job.start ? job.start->definition : live ? live->row.definition : DefinitionId{};
      const bool timer = job.start || (work && std::holds_alternative<state::Timer>(work->detail));
      return (!timers || timer) && (!continuations || !timer) &&
             (definition.empty() || definition_id(lives.known(), of) == definition) &&
             (execution.empty() || (work && execution_id(job.row.instance, work->token) == execution));
    });
  }
  selection.order = filter.sorting({"jobId", "executionId", "processInstanceId", "processDefinitionId",
                                    "processDefinitionKey", "jobPriority", "jobRetries", "jobDueDate", "tenantId"});
  selection.slice = filter.slice();
  const auto known = call.services.catalogue.now();
  selection.read = [&store = call.services.store, query, known](const store::Page& page) {
    store::Listed<Job> out;
    if (page.cursor.empty() && !query.instance) {
      for (const store::StartRow& start : store.starts()) {
        const host::KnownProcess* process = known->process(start.definition);
        const bool wanted = start.timer && start.due && process && process->row.enabled &&
                            (query.process.empty() || start.process == query.process) &&
                            (query.element.empty() || start.element == query.element);
        if (!wanted) continue;
        JobRow row{.process = start.process, .element = start.element, .due = *start.due};
        out.rows.push_back({std::move(row), start});
      }
    }
    store::Listed<JobRow> listed = store.jobs(query, page);
    for (JobRow& row : listed.rows) {
      if (row.kind != store::JobKind::External) out.rows.push_back({std::move(row), std::nullopt});
    }
    out.next = listed.next;
    return out;
  };
  selection.keep = [tests = std::move(tests), nothing](const Job& job) {
    return !nothing && std::ranges::all_of(tests, [&](const auto& test) { return test(job); });
  };
  return filter.finish();
}

const SortKeys<Job>& sort_keys() {
  static const SortKeys<Job> keys{
      {"jobId",
       [](const Job& job) { return SortKey(fmt::format("{:020}-{:020}", job.row.instance.n, job.row.work.n)); }},
      {"executionId",
       [](const Job& job) { return SortKey(fmt::format("{:020}-{:020}", job.row.instance.n, job.row.work.n)); }},
      {"processInstanceId", [](const Job& job) { return SortKey(static_cast<std::int64_t>(job.row.instance.n)); }},
      {"processDefinitionId", [](const Job& job) { return SortKey(job.row.process); }},
      {"processDefinitionKey", [](const Job& job) { return SortKey(job.row.process); }},
      {"jobPriority", [](const Job& job) { return SortKey(std::int64_t{job.row.priority}); }},
      {"jobRetries", [](const Job& job) { return SortKey(std::int64_t{job.row.retries}); }},
      {"jobDueDate", [](const Job& job) { return SortKey(job.row.due.us); }},
      {"tenantId", [](const Job&) { return SortKey(std::string()); }}};
  return keys;
}

std::expected<Job, Problem> find(const Call& call) {
  const std::string id = call.parameter("id");
  if (id.starts_with(start_prefix)) {
    for (store::StartRow& start : call.services.store.starts()) {
      if (!start.timer || !start.due) continue;
      Job job{{.process = start.process, .element = start.element, .due = *start.due}, start};
      if (job_id(job) == id) return job;
    }
  }
  const auto reference = codec::parse_reference(id);
  auto row = reference ? call.services.store.job(reference->instance, WorkId{reference->n}) : std::nullopt;
  if (!row || row->kind == store::JobKind::External) return std::unexpected(nothing_with("作业", "job", id));
  return Job{std::move(*row), std::nullopt};
}

Answer fire_start(const Call& call, const store::StartRow& start) {
  const auto known = call.services.catalogue.now();
  const host::KnownProcess* process = known->process(start.definition);
  if (!process || !process->row.enabled) return cannot("该流程已停用", "The process definition is suspended");
  const auto next = host::next_start(*process->definition, start, call.services.zones, known->calendars);
  if (!call.services.store.advance_start(start, next)) return cannot("该作业已执行", "The job was executed meanwhile");
  return call.ask(
      host::Start{.definition = start.definition, .start_element = start.element},
      [](const host::Ran&) { return std::string(); }, 204);
}

}  // namespace

Answer list_jobs(const Call& call) {
  Selection<Job> selection;
  if (auto wrong = select(call, selection)) return *wrong;
  const auto rows = gather(selection, sort_keys());
  if (!rows) return rows.error();
  Lives lives(call.services);
  return list_answer(*rows, [&](const Job& job) { return job_json(job, lives); });
}

Answer count_jobs(const Call& call) {
  Selection<Job> selection;
  if (auto wrong = select(call, selection)) return *wrong;
  return count_answer(selection);
}

Answer read_job(const Call& call) {
  const auto job = find(call);
  if (!job) return job.error();
  Lives lives(call.services);
  return json_answer(job_json(*job, lives));
}

Answer execute_job(const Call& call) {
  const auto job = find(call);
  if (!job) return job.error();
  if (job->start) return fire_start(call, *job->start);
  Lives lives(call.services);
  const host::Live* live = lives.of(job->row.instance);
  const state::Work* work = live ? live->state.work(job->row.work) : nullptr;
  if (!work) return nothing_with("作业", "job", call.parameter("id"));
  Command command = command::FireTimer{.timer = work->id, .early = true};
  if (std::holds_alternative<state::Continuation>(work->detail)) command = command::RunContinuation{work->id};
  return tell_if(call, security::Action::IncidentRetry, job->row.instance, std::move(command));
}

Answer set_job_retries(const Call& call) {
  static constexpr Field fields[] = {{"retries", FieldType::Integer, true}, {"dueDate"}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto retries = *body->integer("retries");
  if (retries < 0 || retries > 1000)
    return invalid_request("retries 应在 0 到 1000 之间", "Expected retries between 0 and 1000");
  const auto job = find(call);
  if (!job) return job.error();
  if (job->start) return cannot("定时启动没有重试次数", "A timer start has no retries to set");
  command::ChangeJob command{.work = job->row.work};
  command.retries = static_cast<std::int32_t>(retries);
  command.due = parse_moment(body->text("dueDate"));
  return tell_if(call, security::Action::IncidentRetry, job->row.instance, std::move(command));
}

Answer set_job_due(const Call& call) {
  static constexpr Field fields[] = {{"duedate"}, {"cascade", FieldType::Flag}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto due = parse_moment(body->text("duedate"));
  if (body->has("duedate") && !due) return invalid_request("duedate 应为时间", "Expected duedate to be a date");
  const auto job = find(call);
  if (!job) return job.error();
  if (job->start) {
    call.services.store.advance_start(*job->start, due.value_or(call.services.store.now()));
    return empty_answer();
  }
  command::ChangeJob command{.work = job->row.work};
  command.due = due.value_or(call.services.store.now());
  return tell_if(call, security::Action::IncidentRetry, job->row.instance, std::move(command));
}

Answer set_job_priority(const Call& call) {
  static constexpr Field fields[] = {{"priority", FieldType::Integer, true}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto job = find(call);
  if (!job) return job.error();
  if (job->start) return cannot("定时启动没有优先级", "A timer start has no priority to set");
  return tell_if(call, security::Action::IncidentRetry, job->row.instance,
                 command::ChangeJob{.work = job->row.work, .priority = *body->integer("priority")});
}

/// One job cannot be held up by itself: its instance is.
Answer suspend_job(const Call& call) {
  static constexpr Field fields[] = {{"suspended", FieldType::Flag, true}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto job = find(call);
  if (!job) return job.error();
  if (job->start) return cannot("请停用流程定义", "Suspend the process definition instead");
  if (job->row.suspended == body->flag("suspended")) return empty_answer();
  if (job->row.suspended)
    return tell_if(call, security::Action::CaseSuspend, job->row.instance, command::ResumeInstance{});
  return tell_if(call, security::Action::CaseSuspend, job->row.instance,
                 command::SuspendInstance{"job " + call.parameter("id")});
}

Answer read_job_stacktrace(const Call& call) {
  const auto job = find(call);
  if (!job) return job.error();
  return http::make_response(200, "text/plain;charset=UTF-8", job->row.last_error);
}

}  // namespace bihuan::compat
