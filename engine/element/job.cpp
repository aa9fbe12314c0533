// Decides external jobs (job.h).
#include "engine/element/job.h"

#include <algorithm>

#include "engine/behaviour/activity.h"
#include "engine/behaviour/incident.h"
#include "engine/behaviour/leave.h"
#include "engine/behaviour/timer.h"
#include "engine/element/script_task.h"

namespace bihuan::element {
namespace {

using behaviour::Entry;
using behaviour::View;
using definition::Element;

constexpr std::int64_t default_retries = 3, default_priority = 50;
constexpr std::int64_t default_backoff_us = 10 * us_per_second;

Fault no_topic(const View& view, const definition::Expr& topic) {
  return behaviour::fault_in(view, topic, "topic-empty", "任务的主题为空",
                             "Expected a topic of the job, but it is empty");
}

Evaluated<Variables> evaluate_headers(const Step& step, const View& view, const definition::JobRule& rule) {
  Variables headers;
  for (const auto& [name, expr] : rule.headers) {
    Evaluated<Value> value = behaviour::evaluate(step, view, expr);
    if (!value) return std::unexpected(std::move(value.error()));
    headers.emplace_back(name, std::move(*value));
  }
  return headers;
}

/// Other products count from 0.
std::int64_t priority_without_word(definition::Dialect dialect) {
  return dialect == definition::Dialect::Bihuan ? default_priority : 0;
}

Evaluated<state::Job> evaluate_job(const Step& step, const View& view, const definition::JobRule& rule) {
  Evaluated<std::string> topic = behaviour::evaluate_text(step, view, rule.topic);
  if (!topic) return std::unexpected(std::move(topic.error()));
  if (topic->empty()) return std::unexpected(no_topic(view, rule.topic));
  const Evaluated<std::int64_t> retries = behaviour::evaluate_integer(step, view, rule.retries, default_retries);
  if (!retries) return std::unexpected(retries.error());
  const Evaluated<std::int64_t> backoff = behaviour::evaluate_duration_us(step, view, rule.backoff, default_backoff_us);
  if (!backoff) return std::unexpected(backoff.error());
  const Evaluated<std::int64_t> priority =
      behaviour::evaluate_integer(step, view, rule.priority, priority_without_word(step.definition.dialect));
  if (!priority) return std::unexpected(priority.error());
  Evaluated<Variables> headers = evaluate_headers(step, view, rule);
  if (!headers) return std::unexpected(std::move(headers.error()));
  state::Job job;
  job.topic = std::move(*topic);
  job.retries = static_cast<std::int32_t>(std::clamp<std::int64_t>(*retries, 1, 1000));
  job.backoff_us = *backoff;
  job.due = step.context.now;
  job.headers = std::move(*headers);
  job.priority = *priority;
  return job;
}

struct Ready {
  Entry entry;
  state::Job job;
};

Evaluated<Ready> get_ready(const Step& step, Place at, const Element& element) {
  Evaluated<Entry> entry = behaviour::prepare(step, at, element);
  if (!entry) return std::unexpected(std::move(entry.error()));
  const View view(step.state(), at, &entry->locals);
  static const definition::JobRule none;
  Evaluated<state::Job> job = evaluate_job(step, view, element.job ? *element.job : none);
  if (!job) return std::unexpected(std::move(job.error()));
  Ready ready{std::move(*entry), std::move(*job)};
  if (Evaluated<void> boundary = behaviour::prepare_boundary(step, at, element, ready.entry); !boundary)
    return std::unexpected(std::move(boundary.error()));
  return ready;
}

}  // namespace

void open_job(Step& step, Place at) {
  if (step.element_at(at).script.given()) return run_script(step, at);
  behaviour::activate(step, at);
  const Element& element = step.element_at(at);
  Evaluated<Ready> ready = get_ready(step, at, element);
  if (!ready) return behaviour::raise(step, at, element.index, std::move(ready.error()), state::Stage::Enter);
  behaviour::say_locals(step, at, ready->entry);
  step.emit(event::JobCreated{step.new_id<WorkId>(), at.scope, at.token, element.index, std::move(ready->job)});
  behaviour::open(step, at, std::move(ready->entry.boundary));
}

void job_completed(Step& step, Place at, const Variables& results) {
  behaviour::deliver(step, at, step.element_at(at), results);
  behaviour::leave(step, at);
}

}  // namespace bihuan::element
