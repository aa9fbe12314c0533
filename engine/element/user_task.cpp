// User task.
// BPMN 2.0.2, 10.3.4.1 and 13.3.3: on activation the task is given to a person or a group; it completes when the work
// is done. Who that is, until when and with which form is docs/extensions.md.
//
// Entered: inputs, due moment (local variable dueDate), people, priority, boundary events; computed as a whole, then
// said. Completed: the form's variables, then outputs (handle/complete_task.cpp checks that the person may).
#include <algorithm>

#include "engine/behaviour/activity.h"
#include "engine/behaviour/assignment.h"
#include "engine/behaviour/incident.h"
#include "engine/behaviour/leave.h"
#include "engine/behaviour/listeners.h"
#include "engine/behaviour/timer.h"
#include "engine/element/rule.h"

namespace bihuan::element {
namespace {

using behaviour::Entry;
using behaviour::View;
using definition::Element;
using definition::UserTaskRule;

Evaluated<std::optional<Instant>> prepare_due(const Step& step, Place at, const UserTaskRule& rule, Entry& entry) {
  if (!rule.deadline) return std::optional<Instant>();
  Evaluated<std::optional<Instant>> due =
      behaviour::due_moment(step, View(step.state(), at, &entry.locals), *rule.deadline);
  if (due && *due) entry.locals.emplace_back("dueDate", behaviour::moment_value(step.context, **due));
  return due;
}

/// False: an answer about people is missing.
Evaluated<bool> prepare_people(Step& step, const View& view, const UserTaskRule& rule, state::Task& task) {
  if (!rule.assignment) return true;
  Evaluated<std::optional<behaviour::Assigned>> assigned = behaviour::assign(step, view, *rule.assignment);
  if (!assigned) return std::unexpected(std::move(assigned.error()));
  if (!*assigned) return false;
  task.assignee = std::move((*assigned)->assignee);
  task.candidates = std::move((*assigned)->candidates);
  task.groups = std::move((*assigned)->groups);
  task.rule = std::move((*assigned)->rule);
  return true;
}

struct Ready {
  Entry entry;
  state::Task task;
  bool complete = false;
};

/// Priorities are 0 to 100; 50 is normal.
std::int32_t in_range(std::int64_t priority) {
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(priority, 0, 100));
}

Evaluated<Ready> get_ready(Step& step, Place at, const Element& element) {
  const UserTaskRule& rule = *element.user_task;
  Evaluated<Entry> entry = behaviour::prepare(step, at, element);
  if (!entry) return std::unexpected(std::move(entry.error()));
  Ready ready{std::move(*entry), {}, false};
  const Evaluated<std::optional<Instant>> due = prepare_due(step, at, rule, ready.entry);
  if (!due) return std::unexpected(due.error());
  const View view(step.state(), at, &ready.entry.locals);
  const Evaluated<bool> people = prepare_people(step, view, rule, ready.task);
  if (!people) return std::unexpected(people.error());
  const Evaluated<std::int64_t> priority = behaviour::evaluate_integer(step, view, rule.priority, 50);
  if (!priority) return std::unexpected(priority.error());
  if (Evaluated<void> boundary = behaviour::prepare_boundary(step, at, element, ready.entry); !boundary)
    return std::unexpected(std::move(boundary.error()));
  ready.task.name = element.name.empty() ? element.id : element.name;
  ready.task.form = rule.form.ref;
  ready.task.due = *due;
  ready.task.priority = in_range(*priority);
  ready.task.created = step.context.now;
  ready.complete = *people;
  return ready;
}

/// Of its creation, and of its assignment when it is somebody's from the start. A fault takes the task away again.
void tell_listeners(Step& step, Place at, const Element& element, WorkId task) {
  using definition::ListenerMoment;
  Evaluated<void> told = behaviour::run_task_listeners(step, task, ListenerMoment::Create);
  const bool assigned = !std::get<state::Task>(step.state().work(task)->detail).assignee.empty();
  if (told && assigned) told = behaviour::run_task_listeners(step, task, ListenerMoment::Assignment);
  if (told) return;
  behaviour::cancel_work(step, at);
  behaviour::raise(step, at, element.index, std::move(told.error()), state::Stage::Enter);
}

void token_arrives(Step& step, Place at) {
  behaviour::activate(step, at);
  const Element& element = step.element_at(at);
  Evaluated<Ready> ready = get_ready(step, at, element);
  if (!ready) return behaviour::raise(step, at, element.index, std::move(ready.error()), state::Stage::Enter);
  if (!ready->complete) return;  // Step::needs says what is missing; the whole step will be taken back
  behaviour::say_locals(step, at, ready->entry);
  const WorkId task = step.new_id<WorkId>();
  step.emit(event::TaskCreated{task, at.scope, at.token, element.index, std::move(ready->task)});
  behaviour::open(step, at, std::move(ready->entry.boundary));
  if (!element.listeners.empty()) tell_listeners(step, at, element, task);
}

void work_completed(Step& step, Place at, const Variables& results) {
  behaviour::deliver(step, at, step.element_at(at), results);
  behaviour::leave(step, at);
}

}  // namespace

const Rule user_task{.token_arrives = token_arrives, .work_completed = work_completed};

}  // namespace bihuan::element
