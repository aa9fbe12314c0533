// Decides what a worker's answer does: done, failed (with back-off, then an incident), or a BPMN error. Leases are the
// store's.
#include <algorithm>

#include "engine/behaviour/expressions.h"
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

using FoundJob = Found<state::Job>;

struct Reported {
  std::string code, message;
};

/// What the rules of errors read besides the variables in sight: the results, and `externalTask`.
state::Variables report_of(const FoundJob& job, const state::Variables& results, const std::string& message) {
  state::Variables report = results;
  const Value said = message.empty() ? Value() : Value(message);
  report.emplace_back("externalTask", Value(ContextEntries{{"topicName", job.detail.topic},
                                                           {"retries", Value(std::int64_t{job.detail.retries})},
                                                           {"errorMessage", said},
                                                           {"errorDetails", said}}));
  return report;
}

/// The first rule that is true makes a BPMN error of what a worker reported.
Evaluated<std::optional<Reported>> reported_error(const Step& step, const FoundJob& job,
                                                  const state::Variables& report) {
  const definition::Element& element = step.definition.at(job.element);
  if (!element.job) return std::optional<Reported>();
  const behaviour::View view(step.state(), job.at, &report);
  for (const definition::ErrorRule& rule : element.job->errors) {
    const Evaluated<bool> applies = behaviour::evaluate_condition(step, view, rule.condition);
    if (!applies) return std::unexpected(applies.error());
    if (!*applies) continue;
    const Evaluated<std::string> code = behaviour::evaluate_text(step, view, rule.code);
    if (!code) return std::unexpected(code.error());
    const Evaluated<std::string> message = behaviour::evaluate_text(step, view, rule.message);
    if (!message) return std::unexpected(message.error());
    return std::optional<Reported>(Reported{*code, *message});
  }
  return std::optional<Reported>();
}

/// True: the report was an error (or its rules are at fault) and has been dealt with.
bool throw_reported(Step& step, WorkId id, const FoundJob& job, const std::string& worker,
                    const state::Variables& results, const std::string& message) {
  Evaluated<std::optional<Reported>> error = reported_error(step, job, report_of(job, results, message));
  if (error && !*error) return false;
  if (!error) {
    behaviour::raise(step, job.at, job.element, std::move(error.error()), state::Stage::Enter);
    return true;
  }
  step.emit(event::JobCompleted{id, worker});
  behaviour::resolve_all(step, job.at);
  behaviour::throw_error(step, job.at, (*error)->code, (*error)->message, results);
  return true;
}

}  // namespace

Handled handle(Step& step, const command::CompleteJob& command) {
  const auto found = find_work<state::Job>(step, command.job, "外部任务", "job");
  if (!found) return std::unexpected(found.error());
  if (throw_reported(step, command.job, *found, command.worker, command.variables, {})) return {};
  step.emit(event::JobCompleted{command.job, command.worker});
  behaviour::resolve_all(step, found->at);
  element::work_completed(step, found->at, command.variables);
  return {};
}

Handled handle(Step& step, const command::FailJob& command) {
  const auto found = find_work<state::Job>(step, command.job, "外部任务", "job");
  if (!found) return std::unexpected(found.error());
  if (throw_reported(step, command.job, *found, command.worker, {}, command.message)) return {};
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
