// What workers and operators say of external tasks: done, failed, a BPMN error, locks, tries, priority.
#include <fmt/format.h>

#include <algorithm>

#include "adapters/codec/ids.h"
#include "api/compat/ask.h"
#include "api/compat/compat.h"
#include "api/compat/external_task_view.h"
#include "api/compat/listing.h"

namespace bihuan::compat {
namespace {

using namespace api;
using store::JobRow;

constexpr std::int64_t us_per_ms = 1000;
constexpr std::int64_t longest_delay_ms = 365LL * 24 * 3600 * 1000;
constexpr std::int64_t longest_lock_ms = 24 * 3600 * 1000;

/// The task, if its most recent lock is this worker's. A lock that ran out counts while nobody else has taken it.
std::expected<JobRow, Problem> held(const Call& call, const Body& body) {
  auto job = external_task(call);
  if (!job || job->lock_owner == body.text("workerId")) return job;
  const std::string id = call.parameter("id"), worker = body.text("workerId");
  if (job->lock_owner.empty()) {
    return std::unexpected(
        refused("该任务没有被锁定",
                fmt::format("External Task {} cannot be handled by worker '{}': it is not locked", id, worker)));
  }
  return std::unexpected(
      refused(fmt::format("该任务现由 {} 锁定", job->lock_owner),
              fmt::format("External Task {} cannot be handled by worker '{}'. It is locked by worker '{}'.", id, worker,
                          job->lock_owner)));
}

std::optional<Problem> out_of_range(const Body& body, std::string_view name, std::int64_t low, std::int64_t high) {
  const auto value = body.integer(name);
  if (!value || (*value >= low && *value <= high)) return std::nullopt;
  return invalid_request(fmt::format("{} 应在 {} 到 {} 之间", name, low, high),
                         fmt::format("Expected {} between {} and {}", name, low, high));
}

/// Local variables first, where the element's outputs read them; then what was found.
Answer tell_with_locals(const Call& call, const JobRow& job, const Body& body, Command command) {
  auto locals = variables_of(body, "localVariables");
  if (!locals) return locals.error();
  if (locals->empty()) return tell(call, job.instance, std::move(command));
  Lives lives(call.services);
  const host::Live* live = lives.of(job.instance);
  const state::Work* work = live ? live->state.work(job.work) : nullptr;
  if (!work) return nothing_with("外部任务", "external task", call.parameter("id"));
  command::SetVariables set{.scope = live->state.scope_of(job.work), .variables = std::move(*locals)};
  set.token = work->token;
  std::vector<host::Tell> commands{{job.instance, std::move(set)}, {job.instance, std::move(command)}};
  const auto answers = call.ask_each(std::move(commands), [&](std::size_t, const host::Ran& ran) {
    return ran.failure ? call.failed(problem_of(*ran.failure)) : host::Rendered{204, ""};
  });
  for (const host::Rendered& one : answers) {
    if (one.status >= 400) return json_answer(one.body, one.status);
  }
  return empty_answer();
}

/// The incident of a task without tries, which new tries resolve.
IncidentId incident_of(const host::Live& live, WorkId work) {
  for (const auto& [id, scope] : live.state.scopes()) {
    for (const state::Incident& incident : scope.incidents) {
      if (incident.work == work) return incident.id;
    }
  }
  return {};
}

Command retries_command(const host::Live* live, WorkId work, std::int32_t retries) {
  const IncidentId incident = live ? incident_of(*live, work) : IncidentId{};
  if (incident && retries > 0) return command::RetryIncident{incident, retries};
  return command::ChangeJob{.work = work, .retries = retries};
}

}  // namespace

Answer complete_external_task(const Call& call) {
  static constexpr Field fields[] = {
      {"workerId", FieldType::Text, true}, {"variables", FieldType::Any}, {"localVariables", FieldType::Any}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  auto variables = variables_of(*body, "variables");
  if (!variables) return variables.error();
  const auto job = held(call, *body);
  if (!job) return job.error();
  return tell_with_locals(call, *job, *body,
                          command::CompleteJob{job->work, body->text("workerId"), std::move(*variables)});
}

Answer fail_external_task(const Call& call) {
  static constexpr Field fields[] = {{"workerId", FieldType::Text, true},   {"errorMessage"},
                                     {"errorDetails", FieldType::LongText}, {"retries", FieldType::Integer},
                                     {"retryTimeout", FieldType::Integer},  {"variables", FieldType::Any},
                                     {"localVariables", FieldType::Any}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  if (auto wrong = out_of_range(*body, "retries", 0, 1000)) return *wrong;
  if (auto wrong = out_of_range(*body, "retryTimeout", 0, longest_delay_ms)) return *wrong;
  const auto job = held(call, *body);
  if (!job) return job.error();
  command::FailJob command{.job = job->work, .worker = body->text("workerId"), .message = body->text("errorMessage")};
  if (body->has("errorDetails")) command.message += (command.message.empty() ? "" : "\n") + body->text("errorDetails");
  command.retries = static_cast<std::int32_t>(body->integer("retries").value_or(0));
  command.retry_delay_us = body->integer("retryTimeout").value_or(0) * us_per_ms;
  return tell_with_locals(call, *job, *body, std::move(command));
}

Answer throw_external_task_error(const Call& call) {
  static constexpr Field fields[] = {{"workerId", FieldType::Text, true},
                                     {"errorCode", FieldType::Text, true},
                                     {"errorMessage"},
                                     {"variables", FieldType::Any}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  auto variables = variables_of(*body, "variables");
  if (!variables) return variables.error();
  const auto job = held(call, *body);
  if (!job) return job.error();
  command::ThrowJobError command{.job = job->work, .worker = body->text("workerId"), .code = body->text("errorCode")};
  command.message = body->text("errorMessage");
  command.variables = std::move(*variables);
  return tell(call, job->instance, std::move(command));
}

Answer extend_external_task_lock(const Call& call) {
  static constexpr Field fields[] = {{"workerId", FieldType::Text, true}, {"newDuration", FieldType::Integer, true}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  if (auto wrong = out_of_range(*body, "newDuration", 1, longest_lock_ms)) return *wrong;
  const auto job = held(call, *body);
  if (!job) return job.error();
  const std::int64_t lease_us = *body->integer("newDuration") * us_per_ms;
  if (call.services.store.extend_lease(job->instance, job->work, job->lock_owner, lease_us)) return empty_answer();
  return refused("任务锁已过期，请重新获取", "Cannot extend a lock that expired");
}

/// One that is free, or this worker's already: then it is extended.
Answer lock_external_task(const Call& call) {
  static constexpr Field fields[] = {{"workerId", FieldType::Text, true}, {"lockDuration", FieldType::Integer, true}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  if (auto wrong = out_of_range(*body, "lockDuration", 1, longest_lock_ms)) return *wrong;
  const auto job = external_task(call);
  if (!job) return job.error();
  store::LeaseRequest request{.kind = store::JobKind::External, .topics = {}, .owner = body->text("workerId")};
  request.lease_us = *body->integer("lockDuration") * us_per_ms;
  request.instance = job->instance;
  request.work = job->work;
  store::Store& store = call.services.store;
  const bool mine = job->lock_owner == request.owner;
  if (mine && store.extend_lease(job->instance, job->work, request.owner, request.lease_us)) return empty_answer();
  if (!store.lease_jobs(request).empty()) return empty_answer();
  return refused("该任务现在不能锁定",
                 fmt::format("External Task {} cannot be locked by worker '{}'", call.parameter("id"), request.owner));
}

Answer unlock_external_task(const Call& call) {
  const auto job = external_task(call);
  if (!job) return job.error();
  if (!job->lock_owner.empty()) call.services.store.release_lease(job->instance, job->work, job->lock_owner);
  return empty_answer();
}

Answer set_external_task_retries(const Call& call) {
  static constexpr Field fields[] = {{"retries", FieldType::Integer, true}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  if (auto wrong = out_of_range(*body, "retries", 0, 1000)) return *wrong;
  const auto job = external_task(call);
  if (!job) return job.error();
  Lives lives(call.services);
  const auto retries = static_cast<std::int32_t>(*body->integer("retries"));
  return tell_if(call, security::Action::IncidentRetry, job->instance,
                 retries_command(lives.of(job->instance), job->work, retries));
}

Answer set_external_tasks_retries(const Call& call) {
  static constexpr Field fields[] = {{"retries", FieldType::Integer, true},
                                     {"externalTaskIds", FieldType::Texts},
                                     {"processInstanceIds", FieldType::Texts}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  if (auto wrong = out_of_range(*body, "retries", 0, 1000)) return *wrong;
  const auto ids = body->texts("externalTaskIds"), instances = body->texts("processInstanceIds");
  if (ids.empty() && instances.empty())
    return invalid_request("请指明任务", "Expected externalTaskIds or processInstanceIds");
  Selection<JobRow> selection{.read = [&](const store::Page& page) {
    return call.services.store.jobs({.kind = store::JobKind::External}, page);
  }};
  selection.keep = [&](const JobRow& row) {
    return std::ranges::find(ids, codec::text(row.instance, row.work)) != ids.end() ||
           std::ranges::find(instances, codec::text(row.instance)) != instances.end();
  };
  const auto rows = gather(selection);
  Lives lives(call.services);
  lives.want_of(*rows);
  std::vector<host::Tell> commands;
  for (const JobRow& row : *rows) {
    if (auto refused = denied(call, security::Action::IncidentRetry, row.instance)) return *refused;
    commands.push_back({row.instance, retries_command(lives.of(row.instance), row.work,
                                                      static_cast<std::int32_t>(*body->integer("retries")))});
  }
  call.ask_each(std::move(commands), [](std::size_t, const host::Ran&) { return host::Rendered{204, ""}; });
  return empty_answer();
}

Answer set_external_task_priority(const Call& call) {
  static constexpr Field fields[] = {{"priority", FieldType::Integer, true}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto job = external_task(call);
  if (!job) return job.error();
  return tell_if(call, security::Action::IncidentRetry, job->instance,
                 command::ChangeJob{.work = job->work, .priority = *body->integer("priority")});
}

}  // namespace bihuan::compat
