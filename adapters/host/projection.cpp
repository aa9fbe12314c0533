#include "adapters/host/projection.h"

#include <algorithm>
#include <cstdint>
#include <set>

#include "adapters/codec/json.h"
#include "engine/state/same.h"

namespace bihuan::host {
namespace {

using state::Scope;
using state::Work;

class Projection {
 public:
  Projection(const Live& live, std::span<const Event> events, const std::string& actor, Instant at, Rows& rows)
      : live_(live), actor_(actor), at_(at), rows_(rows) {
    for (const Event& event : events) note(event);
    const state::Header& header = live.state.header();
    shown_changed_ = live.row.title != header.title || live.row.business_key != header.business_key;
  }

  FollowUps run(const std::set<ScopeId>& changed) {
    static const Scope nothing;
    for (ScopeId id : changed) {
      const Scope* before = live_.state.scope_before(id);
      const Scope* after = live_.state.scope(id);
      compare_work(before ? *before : nothing, after ? *after : nothing);
      compare_incidents(before ? *before : nothing, after ? *after : nothing);
    }
    made_and_done();
    if (suspension_changed_) rewrite_jobs();
    return std::move(follow_ups_);
  }

 private:
  void note(const Event& event) {
    if (const auto* created = std::get_if<event::TaskCreated>(&event)) created_[created->work] = created;
    if (const auto* completed = std::get_if<event::TaskCompleted>(&event)) completed_[completed->work] = completed;
    if (const auto* cancelled = std::get_if<event::WorkCancelled>(&event)) cancelled_.insert(cancelled->work);
    suspension_changed_ |= std::holds_alternative<event::InstanceSuspended>(event) ||
                           std::holds_alternative<event::InstanceResumed>(event);
  }

  /// Suspension stands in every job's row, so that a poll need not look at the instance.
  void rewrite_jobs() {
    for (const auto& [id, scope] : live_.state.scopes()) {
      for (const Work& work : scope.work) {
        const bool is_job =
            std::holds_alternative<state::Job>(work.detail) || std::holds_alternative<state::Continuation>(work.detail);
        if (is_job || std::holds_alternative<state::Timer>(work.detail)) standing(work, false);
      }
    }
  }

  std::pair<InstanceId, WorkId> key(WorkId id) const { return {live_.row.id, id}; }
  const definition::Element& element(ElementIndex i) const { return live_.definition->at(i); }

  /// Work is kept in the order of its numbers, so both lists are walked side by side. What stays as it was has its row.
  void compare_work(const Scope& before, const Scope& after) {
    auto b = before.work.begin();
    auto a = after.work.begin();
    while (b != before.work.end() || a != after.work.end()) {
      if (a == after.work.end() || (b != before.work.end() && b->id < a->id)) {
        ended(*b++);
      } else if (b == before.work.end() || a->id < b->id) {
        standing(*a++, true);
      } else {
        if (shown_changed_ || !state::same(*a, *b)) standing(*a, false);
        ++a, ++b;
      }
    }
  }

  void standing(const Work& work, bool is_new) {
    if (const auto* task = std::get_if<state::Task>(&work.detail)) {
      rows_.tasks[key(work.id)] = task_row(work.id, work.element, *task);
    } else if (const auto* job = std::get_if<state::Job>(&work.detail)) {
      rows_.jobs[key(work.id)] = job_row(work, *job);
    } else if (const auto* timer = std::get_if<state::Timer>(&work.detail)) {
      rows_.jobs[key(work.id)] = timer_row(work, *timer);
    } else if (const auto* continuation = std::get_if<state::Continuation>(&work.detail)) {
      rows_.jobs[key(work.id)] = continuation_row(work, *continuation);
    } else if (const auto* subscription = std::get_if<state::Subscription>(&work.detail)) {
      store::SubscriptionRow row = subscription_row(work, *subscription);
      if (is_new) follow_ups_.subscriptions.push_back(row);
      rows_.subscriptions[key(work.id)] = std::move(row);
    }
  }

  void ended(const Work& work) {
    if (const auto* task = std::get_if<state::Task>(&work.detail)) {
      rows_.tasks[key(work.id)] = ended_task(task_row(work.id, work.element, *task));
    } else if (const auto* call = std::get_if<state::Call>(&work.detail)) {
      if (cancelled_.contains(work.id)) follow_ups_.orphans.push_back(call->child);
    } else if (const auto* subscription = std::get_if<state::Subscription>(&work.detail)) {
      follow_ups_.closed.push_back(subscription_row(work, *subscription));
      rows_.subscriptions[key(work.id)] = std::nullopt;
    } else if (!std::holds_alternative<state::Condition>(work.detail)) {
      rows_.jobs[key(work.id)] = std::nullopt;
    }
  }

  /// A task that one step made and ended again stands in no scope before or after; its record is kept all the same.
  void made_and_done() {
    for (const auto& [id, created] : created_) {
      if (live_.state.work(id)) continue;
      rows_.tasks[key(id)] = ended_task(task_row(id, created->element, created->task));
    }
  }

  store::TaskRow task_row(WorkId id, ElementIndex index, const state::Task& task) const {
    const state::Header& header = live_.state.header();
    store::TaskRow row{.instance = live_.row.id, .work = id, .definition = live_.row.definition};
    row.process = live_.row.process;
    row.element = element(index).id;
    row.name = task.name;
    row.business_key = header.business_key;
    row.title = header.title;
    row.assignee = task.assignee;
    row.candidates = task.candidates;
    for (const std::string& group : task.groups) row.candidates.push_back("group:" + group);
    row.form = task.form;
    row.due = task.due;
    row.priority = task.priority;
    row.created = task.created;
    if (!row.assignee.empty()) row.claimed = at_;
    return row;
  }

  store::TaskRow ended_task(store::TaskRow row) const {
    row.ended = at_;
    row.status = store::TaskStatus::Cancelled;
    row.ended_by = actor_;
    if (auto it = completed_.find(row.work); it != completed_.end()) {
      row.status = store::TaskStatus::Completed;
      row.ended_by = it->second->by.empty() ? actor_ : it->second->by;
      row.outcome = it->second->outcome;
      row.opinion = it->second->opinion;
    }
    return row;
  }

  store::JobRow any_job(const Work& work) const {
    store::JobRow row{.instance = live_.row.id, .work = work.id};
    row.process = live_.row.process;
    row.element = element(work.element).id;
    row.business_key = live_.state.header().business_key;
    row.suspended = live_.state.header().status == state::Status::Suspended;
    return row;
  }

  store::JobRow job_row(const Work& work, const state::Job& job) const {
    store::JobRow row = any_job(work);
    row.kind = store::JobKind::External;
    row.topic = job.topic;
    row.due = job.due;
    row.retries = job.retries;
    row.priority = priority_of(job.priority);
    row.payload = codec::to_json(Value(job.headers));
    row.last_error = job.last_error;
    return row;
  }

  store::JobRow timer_row(const Work& work, const state::Timer& timer) const {
    store::JobRow row = any_job(work);
    row.due = timer.due;
    return row;
  }

  static std::int32_t priority_of(std::int64_t priority) {
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(priority, INT32_MIN, INT32_MAX));
  }

  /// Fired as timers are: by the host, at its due moment.
  store::JobRow continuation_row(const Work& work, const state::Continuation& continuation) const {
    store::JobRow row = any_job(work);
    row.topic = continuation_topic;
    row.due = continuation.due;
    row.retries = continuation.retries;
    row.priority = priority_of(continuation.priority);
    return row;
  }

  store::SubscriptionRow subscription_row(const Work& work, const state::Subscription& subscription) const {
    store::SubscriptionRow row{.instance = live_.row.id, .work = work.id, .kind = subscription.kind};
    row.name = subscription.name;
    row.key = subscription.key;
    row.element = element(work.element).id;
    row.business_key = live_.state.header().business_key;
    return row;
  }

  void compare_incidents(const Scope& before, const Scope& after) {
    std::set<IncidentId> open;
    for (const state::Incident& incident : after.incidents) {
      open.insert(incident.id);
      rows_.incidents[{live_.row.id, incident.id}] = incident_row(incident);
    }
    for (const state::Incident& incident : before.incidents) {
      if (open.contains(incident.id)) continue;
      store::IncidentRow row = incident_row(incident);
      row.resolved = at_;
      row.resolved_by = actor_;
      rows_.incidents[{live_.row.id, incident.id}] = std::move(row);
    }
  }

  store::IncidentRow incident_row(const state::Incident& incident) const {
    store::IncidentRow row{.instance = live_.row.id, .incident = incident.id, .work = incident.work};
    row.process = live_.row.process;
    row.element = incident.element ? element(incident.element).id : live_.row.process;
    row.business_key = live_.state.header().business_key;
    row.code = incident.code;
    row.message_zh = incident.message_zh;
    row.message_en = incident.message_en;
    row.since = incident.since;
    return row;
  }

  const Live& live_;
  const std::string& actor_;
  Instant at_;
  Rows& rows_;
  std::map<WorkId, const event::TaskCreated*> created_;
  std::map<WorkId, const event::TaskCompleted*> completed_;
  std::set<WorkId> cancelled_;
  bool suspension_changed_ = false;
  bool shown_changed_ = false;  ///< what every row of the case shows of it
  FollowUps follow_ups_;
};

}  // namespace

FollowUps project(const Live& live, const std::set<ScopeId>& changed, std::span<const Event> events,
                  const std::string& actor, Instant at, Rows& rows) {
  return Projection(live, events, actor, at, rows).run(changed);
}

}  // namespace bihuan::host
