// External workers: they fetch jobs of their topics under a lock, and say what came of each while it is theirs.
#include <fmt/format.h>

#include "api/external_task_desk.h"
#include "api/json_writer.h"
#include "api/once.h"
#include "api/resources/resources.h"
#include "api/resources/rows.h"

namespace bihuan::resources {
namespace {

using namespace api;

constexpr std::int64_t us_per_ms = 1000;
constexpr std::int64_t longest_wait_ms = 30 * 60 * 1000;
constexpr std::int64_t longest_lock_ms = 24 * 3600 * 1000;
constexpr std::int64_t default_lock_ms = 60'000;
constexpr std::int64_t most_tasks = 1000;
constexpr std::int64_t longest_delay_ms = 365LL * 24 * 3600 * 1000;
constexpr std::string_view internal_topics = "bihuan:";  ///< the host's own

Problem no_job() {
  return not_found("该任务", "an external task with this id");
}

Problem out_of_range(std::vector<InputFault> faults) {
  return {Fault::InvalidInput, "请求的数值超出范围", "Expected values within range", std::move(faults)};
}

void check_range(const Body& body, std::string_view name, std::int64_t low, std::int64_t high,
                 std::vector<InputFault>& faults) {
  const auto value = body.integer(name);
  if (!value || (*value >= low && *value <= high)) return;
  faults.push_back({fmt::format("/{}", name), fmt::format("应在 {} 到 {} 之间", low, high),
                    fmt::format("Expected {} to {}", low, high)});
}

void check_worker(const Body& body, std::vector<InputFault>& faults) {
  if (body.text("workerId").empty())
    faults.push_back({"/workerId", "不能为空", "Expected a worker id, but it is empty"});
}

/// The job, if its lock is this worker's now. Otherwise 404, or 409 that names who holds it.
std::expected<store::JobRow, Problem> held(const Call& call, const Body& body) {
  const auto id = call.reference();
  if (!id) return std::unexpected(id.error());
  const auto job = call.services.store.job(id->instance, WorkId{id->n});
  if (!job || job->kind != store::JobKind::External) return std::unexpected(no_job());
  const bool locked = job->lock_until && *job->lock_until > call.services.store.now();
  if (locked && job->lock_owner == body.text("workerId")) return *job;
  const std::string holder = locked ? job->lock_owner : "";
  return std::unexpected(Problem{
      Fault::LeaseLost,
      locked ? fmt::format("该任务现由 {} 锁定", holder) : "任务锁已过期，请重新获取",
      locked ? fmt::format("Expected your lock, but {} holds it", holder) : "Expected your lock, but it has run out",
      {}});
}

Answer tell(const Call& call, const store::JobRow& job, Command command) {
  return call.ask(host::Tell{job.instance, std::move(command)},
                  [call](const host::Ran& ran) { return instance_json(ran.live->row, Names(call.services)); });
}

}  // namespace

Answer fetch_and_lock(const Call& call) {
  static constexpr Field fields[] = {{"workerId", FieldType::Text, true},
                                     {"topics", FieldType::Texts, true},
                                     {"maxTasks", FieldType::Integer},
                                     {"lockDurationMs", FieldType::Integer},
                                     {"waitMs", FieldType::Integer}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  std::vector<InputFault> faults;
  check_worker(*body, faults);
  check_range(*body, "maxTasks", 1, most_tasks, faults);
  check_range(*body, "lockDurationMs", 1, longest_lock_ms, faults);
  check_range(*body, "waitMs", 0, longest_wait_ms, faults);
  store::LeaseRequest lease{
      .kind = store::JobKind::External, .topics = body->texts("topics"), .owner = body->text("workerId")};
  if (lease.topics.empty()) faults.push_back({"/topics", "至少一个主题", "Expected at least one topic"});
  for (const std::string& topic : lease.topics) {
    if (topic.starts_with(internal_topics)) {
      faults.push_back({"/topics", "bihuan: 开头的主题由系统处理", "Expected no topic of the program itself"});
    }
  }
  if (!faults.empty()) return out_of_range(std::move(faults));
  lease.lease_us = body->integer("lockDurationMs").value_or(default_lock_ms) * us_per_ms;
  lease.limit = static_cast<int>(body->integer("maxTasks").value_or(1));
  Poll poll{.lease = [lease](store::Store& store) { return store.lease_jobs(lease); }, .owner = lease.owner};
  poll.until = call.services.host.now() + body->integer("waitMs").value_or(0) * us_per_ms;
  poll.answer = [call](const std::vector<store::JobRow>& jobs) {
    std::string json = leased_json(call.services.store, *call.services.catalogue.now(), jobs);
    keep_answer(call, 200, json);
    call.send(json_answer(std::move(json)));
  };
  poll.still_there = [reply = call.reply] { return reply.client() == http::Client::Connected && !reply.answered(); };
  call.reply.answer_when_stopping(json_answer(R"({"items":[]})"));
  call.reply.on_client_change([desk = &call.services.external_tasks](http::Client) { desk->wake(); });
  call.services.external_tasks.wait(std::move(poll));
  return Later{};
}

Answer complete_external(const Call& call) {
  static constexpr Field fields[] = {{"workerId", FieldType::Text, true}, {"variables", FieldType::Variables}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto job = held(call, *body);
  if (!job) return job.error();
  return tell(call, *job, command::CompleteJob{job->work, body->text("workerId"), body->variables("variables")});
}

Answer fail_external(const Call& call) {
  static constexpr Field fields[] = {{"workerId", FieldType::Text, true},
                                     {"message", FieldType::Text, true},
                                     {"retries", FieldType::Integer},
                                     {"retryDelayMs", FieldType::Integer}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  std::vector<InputFault> faults;
  check_range(*body, "retries", 0, 1000, faults);
  check_range(*body, "retryDelayMs", 0, longest_delay_ms, faults);
  if (!faults.empty()) return out_of_range(std::move(faults));
  const auto job = held(call, *body);
  if (!job) return job.error();
  command::FailJob command{.job = job->work, .worker = body->text("workerId"), .message = body->text("message")};
  if (const auto retries = body->integer("retries")) command.retries = static_cast<std::int32_t>(*retries);
  if (const auto delay = body->integer("retryDelayMs")) command.retry_delay_us = *delay * us_per_ms;
  return tell(call, *job, std::move(command));
}

Answer throw_external_error(const Call& call) {
  static constexpr Field fields[] = {{"workerId", FieldType::Text, true},
                                     {"code", FieldType::Text, true},
                                     {"message", FieldType::Text},
                                     {"variables", FieldType::Variables}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto job = held(call, *body);
  if (!job) return job.error();
  command::ThrowJobError command{.job = job->work, .worker = body->text("workerId"), .code = body->text("code")};
  command.message = body->text("message");
  command.variables = body->variables("variables");
  return tell(call, *job, std::move(command));
}

Answer extend_external(const Call& call) {
  static constexpr Field fields[] = {{"workerId", FieldType::Text, true}, {"lockDurationMs", FieldType::Integer, true}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  std::vector<InputFault> faults;
  check_range(*body, "lockDurationMs", 1, longest_lock_ms, faults);
  if (!faults.empty()) return out_of_range(std::move(faults));
  const auto job = held(call, *body);
  if (!job) return job.error();
  const std::int64_t lease_us = *body->integer("lockDurationMs") * us_per_ms;
  if (!call.services.store.extend_lease(job->instance, job->work, job->lock_owner, lease_us)) {
    return Problem{Fault::LeaseLost, "任务锁已过期，请重新获取", "Expected your lock, but it has run out", {}};
  }
  const auto after = call.services.store.job(job->instance, job->work);
  return after ? Answer(json_answer(job_json(*after, Names(call.services)))) : Answer(no_job());
}

}  // namespace bihuan::resources
