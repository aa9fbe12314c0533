// Which command comes next in a walk: drawn from what is open, sometimes something that nobody asked for (walk.h).
#include <algorithm>

#include "tests/random/walk.h"

namespace bihuan::random {
namespace {

using definition::Element;
using definition::ElementKind;

std::string code(int n) {
  return "E" + std::to_string(n + 1);
}

}  // namespace

state::Variables Walk::values() {
  state::Variables made;
  for (const char* name : {"c1", "c2", "c3", "c4"}) made.emplace_back(name, Value(below(most_choice + 1)));
  return made;
}

/// What comes with a completion. Towards the end seldom anything: each write may start what watches a condition anew.
state::Variables Walk::results() {
  return finishing_ && below(4) != 0 ? state::Variables{} : values();
}

/// Not a boundary event nor the start of an event sub-process: what the case itself waits for.
bool Walk::is_urgent(const state::Work& work) const {
  const Element& e = definition_->at(work.element);
  return work.token && e.kind != ElementKind::BoundaryEvent;
}

const state::Work* Walk::some_work(bool urgent_only) {
  std::vector<const state::Work*> open;
  for (const auto& [id, scope] : state_.scopes())
    for (const state::Work& work : scope.work)
      if (!urgent_only || is_urgent(work)) open.push_back(&work);
  return open.empty() ? nullptr : open[static_cast<std::size_t>(below(static_cast<int>(open.size())))];
}

bool Walk::work_command(const state::Work& work, bool to_finish) {
  const std::string& element = definition_->at(work.element).id;
  if (std::get_if<state::Task>(&work.detail)) return task_command(work, to_finish);
  if (std::get_if<state::Job>(&work.detail)) return job_command(work, to_finish);
  if (std::get_if<state::Call>(&work.detail)) return call_command(work, to_finish);
  if (const auto* timer = std::get_if<state::Timer>(&work.detail)) {
    context_.now = std::max(context_.now, timer->due);
    return take(command::FireTimer{work.id}, "fire " + element);
  }
  if (std::get_if<state::Condition>(&work.detail))
    return take(command::SetVariables{{}, values()}, "set for " + element);
  if (std::get_if<state::Continuation>(&work.detail))
    return take(command::RunContinuation{work.id}, "continue " + element);
  return take(command::Trigger{work.id, "m" + std::to_string(walked_.steps), results()}, "trigger " + element);
}

bool Walk::task_command(const state::Work& work, bool to_finish) {
  const std::string& element = definition_->at(work.element).id;
  const int drawn = to_finish ? 0 : below(20);
  if (drawn == 19) return take(command::ClaimTask{work.id, "ann"}, "claim " + element);
  if (drawn == 18) return take(command::TransferTask{work.id, "bob", "away"}, "transfer " + element);
  if (drawn == 17)
    return take(command::ThrowTaskError{work.id, {}, code(below(3)), "broken", results()}, "task-error " + element);
  if (drawn == 16)
    return take(command::ThrowTaskEscalation{work.id, {}, code(below(3)), results()}, "task-escalation " + element);
  return take(command::CompleteTask{work.id, {}, {}, {}, results(), {}}, "complete " + element);
}

bool Walk::job_command(const state::Work& work, bool to_finish) {
  const std::string& element = definition_->at(work.element).id;
  const int drawn = to_finish ? 0 : below(10);
  if (drawn == 9) return take(command::FailJob{work.id, "w", "broken", below(2), 0}, "fail " + element);
  if (drawn >= 7)
    return take(command::ThrowJobError{work.id, "w", code(below(3)), "broken", results()}, "error " + element);
  return take(command::CompleteJob{work.id, "w", results()}, "done " + element);
}

/// The caller of the called process is told what became of it: the smallest possible host.
bool Walk::call_command(const state::Work& work, bool to_finish) {
  const std::string& element = definition_->at(work.element).id;
  const int drawn = to_finish ? 0 : below(10);
  if (drawn == 9) return take(command::FailCall{work.id, true, code(below(3)), "broken"}, "call-error " + element);
  if (drawn == 8) return take(command::FailCall{work.id, false, {}, "gone"}, "call-failed " + element);
  if (drawn == 7) return take(command::EscalateCall{work.id, code(below(3)), results()}, "call-escalation " + element);
  return take(command::CompleteCall{work.id, results()}, "returned " + element);
}

/// Other values for the whole process, then the oldest incident again.
bool Walk::mend() {
  for (const auto& [id, scope] : state_.scopes())
    for (const state::Incident& one : scope.incidents) {
      const IncidentId incident = one.id;
      const std::string element = one.element ? definition_->at(one.element).id : "";
      if (take(command::SetVariables{{}, values()}, "set") && state_.incident(incident) == nullptr) return true;
      return take(command::RetryIncident{incident, 3}, "retry " + element);
    }
  return false;
}

/// Starts something in an ad-hoc sub-process, or ends it.
bool Walk::ad_hoc_command(bool to_finish) {
  for (const auto& [id, scope] : state_.scopes()) {
    const Element& e = definition_->at(scope.element);
    if (e.kind != ElementKind::AdHocSubProcess || e.children.empty() || scope.kind != state::ScopeKind::SubProcess)
      continue;
    const ScopeId in = id;
    if ((to_finish || below(3) == 0) && take(command::CompleteAdHoc{in}, "end-ad-hoc " + e.id)) return true;
    const Element& inner =
        definition_->at(e.children[static_cast<std::size_t>(below(static_cast<int>(e.children.size())))]);
    if (take(command::StartAdHoc{in, {inner.id}, values()}, "start-ad-hoc " + inner.id)) return true;
  }
  return false;
}

bool Walk::other_command() {
  switch (below(5)) {
    case 0:
      return take(command::SetVariables{{}, values()}, "set");
    case 1:
      return take(command::SuspendInstance{"test"}, "suspend") && take(command::ResumeInstance{}, "resume");
    case 2:
      return mend();
    case 3: {
      for (const auto& [id, scope] : state_.scopes()) {
        if (scope.kind != state::ScopeKind::MultiInstance) continue;
        const ScopeId body = id;
        if (below(2) == 0) return take(command::AddIterations{body, {Value()}}, "add-iteration");
        return take(command::RemoveIterations{body, {1}}, "remove-iteration");
      }
      return false;
    }
    default: {
      if (below(20) == 0) return take(command::CancelInstance{"test"}, "cancel");
      return ad_hoc_command(false);
    }
  }
}

bool Walk::draw_command() {
  if (below(8) == 0) return other_command();
  if (below(6) == 0 && ad_hoc_command(false)) return true;
  if (const state::Work* work = some_work(false)) return work_command(state::Work(*work), false);
  return mend() || ad_hoc_command(false);
}

/// What brings the case nearer to its end: its own work first, then incidents, then what stands beside.
bool Walk::finishing_command() {
  if (state_.header().status == state::Status::Suspended && !take(command::ResumeInstance{}, "resume")) return false;
  if (below(4) == 0 && mend()) return true;
  if (const state::Work* work = some_work(true)) return work_command(state::Work(*work), true);
  if (mend() || ad_hoc_command(true)) return true;
  // Only what ends something can help now; what runs beside would only add to what waits.
  for (const auto& [id, scope] : state_.scopes())
    for (const state::Work& work : scope.work)
      if (definition_->at(work.element).interrupting) return work_command(state::Work(work), true);
  return false;
}

}  // namespace bihuan::random
