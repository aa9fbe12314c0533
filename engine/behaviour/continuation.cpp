// Decides continuations (continuation.h).
#include "engine/behaviour/continuation.h"

#include <algorithm>

#include "engine/base/check.h"
#include "engine/behaviour/activity.h"
#include "engine/behaviour/cancel.h"
#include "engine/behaviour/compensation.h"
#include "engine/behaviour/incident.h"
#include "engine/behaviour/leave.h"
#include "engine/behaviour/multi_instance.h"
#include "engine/behaviour/timer.h"
#include "engine/element/dispatch.h"

namespace bihuan::behaviour {
namespace {

using state::Continuation;
using state::ContinuationKind;

constexpr std::int64_t longest_backoff_us = 24 * 3600 * us_per_second;

Evaluated<Continuation> make(const Step& step, Place at, const definition::AsyncRule& rule, ContinuationKind kind) {
  const View view(step.state(), at);
  const Evaluated<std::int64_t> retries = evaluate_integer(step, view, rule.retries, 3);
  if (!retries) return std::unexpected(retries.error());
  const Evaluated<std::int64_t> backoff = evaluate_duration_us(step, view, rule.backoff, 10 * us_per_second);
  if (!backoff) return std::unexpected(backoff.error());
  const Evaluated<std::int64_t> priority = evaluate_integer(step, view, rule.priority, 50);
  if (!priority) return std::unexpected(priority.error());
  return Continuation{.kind = kind,
                      .due = step.context.now,
                      .retries = static_cast<std::int32_t>(std::clamp<std::int64_t>(*retries, 1, 1000)),
                      .backoff_us = std::clamp<std::int64_t>(*backoff, 0, longest_backoff_us),
                      .priority = *priority};
}

/// True: the step is cut, or an incident holds it.
bool cut(Step& step, Place at, const definition::Element& element, ContinuationKind kind, state::Stage stage) {
  Evaluated<Continuation> made = make(step, at, *element.async, kind);
  if (made)
    step.emit(event::ContinuationCreated{step.new_id<WorkId>(), at.scope, at.token, element.index, *made});
  else
    raise(step, at, element.index, std::move(made.error()), stage);
  return true;
}

/// The token of one iteration: the marker is the whole activity's.
bool is_iteration(const Step& step, Place at) {
  return step.scope(at.scope).kind == state::ScopeKind::Iteration;
}

}  // namespace

bool cut_before(Step& step, Place at) {
  const definition::Element& element = step.element_at(at);
  if (!element.async || !element.async->before || is_iteration(step, at)) return false;
  activate(step, at);
  return cut(step, at, element, ContinuationKind::Before, state::Stage::Enter);
}

bool cut_after(Step& step, Place at) {
  const definition::Element& element = step.element_at(at);
  if (!element.async || !element.async->after || is_iteration(step, at)) return false;
  cancel_work(step, at);
  return cut(step, at, element, ContinuationKind::After, state::Stage::Depart);
}

void run_continuation(Step& step, WorkId id) {
  const state::Work work = *step.state().work(id);
  const Place at{step.state().scope_of(id), work.token};
  step.emit(event::ContinuationRun{id});
  switch (std::get<Continuation>(work.detail).kind) {
    case ContinuationKind::Before:
      return element::begin(step, at);
    case ContinuationKind::After:
      return take_way_out(step, at);
    case ContinuationKind::MoreIterations:
      if (!at.token) return go_on_undoing(step, at.scope);  // a compensation, which no token holds
      return begin_more(step, at);
  }
}

std::int32_t tries_of(const state::State& state, const Command& command) {
  const auto* run = std::get_if<command::RunContinuation>(&command);
  const state::Work* work = run == nullptr ? nullptr : state.work(run->work);
  const auto* continuation = work == nullptr ? nullptr : std::get_if<Continuation>(&work->detail);
  return continuation == nullptr ? 0 : continuation->retries;
}

void postpone(Step& step, WorkId id) {
  const auto& now = std::get<Continuation>(step.state().work(id)->detail);
  step.emit(event::JobChanged{id, step.context.now + now.backoff_us, now.retries - 1, std::nullopt});
}

}  // namespace bihuan::behaviour
