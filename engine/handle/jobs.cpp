// Decides what a worker's answer does: done, failed (with back-off, then an incident), or a BPMN error. Leases are the
// store's.
#include <algorithm>

#include "engine/behaviour/incident.h"
#include "engine/behaviour/throw.h"
#include "engine/element/dispatch.h"
#include "engine/handle/rejections.h"

namespace bihuan::handle {
namespace {

constexpr std::int64_t longest_backoff_us = 24 * 3600 * us_per_second;

/// Doubles with each failure, to one day at most.
std::int64_t backoff_us(const state::Job& job) {
  std::int64_t delay = std::min(std::max<std::int64_t>(job.backoff_us, 0), longest_backoff_us);
  for (std::int32_t i = 0; i < job.failures && delay < longest_backoff_us; ++i)
    delay = std::min(2 * delay, longest_backoff_us);
  return delay;
}

Fault job_failed(const definition::Element& element, const std::string& message) {
  return {"job-failed",
          "“" + element.id + "”的任务多次失败：" + message,
          "Expected the job of \"" + element.id + "\" to succeed, but it has no retries left: " + message,
          {},
          {}};
}

}  // namespace

Handled handle(Step& step, const command::CompleteJob& command) {
  const auto found = find_work<state::Job>(step, command.job, "外部任务", "job");
  if (!found) return std::unexpected(found.error());
  step.emit(event::JobCompleted{command.job, command.worker});
  behaviour::resolve_all(step, found->at);
  element::work_completed(step, found->at, command.variables);
  return {};
}

Handled handle(Step& step, const command::FailJob& command) {
  const auto found = find_work<state::Job>(step, command.job, "外部任务", "job");
  if (!found) return std::unexpected(found.error());
  const state::Job& job = found->detail;
  const std::int32_t retries = std::max(0, command.retries >= 0 ? command.retries : job.retries - 1);
  const std::int64_t delay = command.retry_delay_us >= 0 ? command.retry_delay_us : backoff_us(job);
  step.emit(event::JobFailed{command.job, command.worker, command.message, retries, step.context.now + delay});
  if (retries > 0 || job.retries == 0) return {};  // without retries before, the incident stands already
  const definition::Element& element = step.definition.at(found->element);
  behaviour::raise(step, found->at, element.index, job_failed(element, command.message), state::Stage::Enter,
                   command.job);
  return {};
}

Handled handle(Step& step, const command::ThrowJobError& command) {
  const auto found = find_work<state::Job>(step, command.job, "外部任务", "job");
  if (!found) return std::unexpected(found.error());
  step.emit(event::JobCompleted{command.job, command.worker});
  behaviour::resolve_all(step, found->at);
  behaviour::throw_error(step, found->at, command.code, command.message, command.variables);
  return {};
}

}  // namespace bihuan::handle
