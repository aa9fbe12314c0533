// Decides propagation of errors and escalations (throw.h).
#include "engine/behaviour/throw.h"

#include <optional>
#include <span>

#include "engine/behaviour/cancel.h"
#include "engine/behaviour/expressions.h"
#include "engine/behaviour/incident.h"
#include "engine/element/dispatch.h"

namespace bihuan::behaviour {
namespace {

using definition::Element;
using definition::EventKind;
using state::ScopeKind;

/// One of the definitions of an event.
struct Match {
  ElementIndex event;
  const definition::EventRule* rule = nullptr;
};

/// A handler: a boundary event of the token there, or (no token) the start of an event sub-process in the scope.
struct Catch {
  Place at;
  Match match;
};

struct Thrown {
  EventKind kind;
  const std::string& code;
};

/// All definitions of this kind, in document order.
std::vector<Match> definitions_of(const Step& step, EventKind kind, std::span<const ElementIndex> events) {
  std::vector<Match> found;
  for (ElementIndex index : events)
    for (const definition::EventRule& rule : step.definition.at(index).events)
      if (rule.kind == kind) found.push_back({index, &rule});
  return found;
}

/// The best of these events at one level, or none.
std::optional<Match> best_match(const Step& step, Place at, const Thrown& thrown,
                                std::span<const ElementIndex> events) {
  std::optional<Match> catch_all;
  for (const Match& match : definitions_of(step, thrown.kind, events)) {
    if (!match.rule->code.given()) {
      if (!catch_all) catch_all = match;
      continue;
    }
    const Evaluated<std::string> code = evaluate_text(step, View(step.state(), at), match.rule->code);
    if (code && *code == thrown.code) return match;
  }
  return catch_all;
}

bool holds_event_sub_processes(ScopeKind kind) {
  switch (kind) {
    case ScopeKind::Process:
    case ScopeKind::SubProcess:
    case ScopeKind::EventSubProcess:
      return true;
    case ScopeKind::MultiInstance:
    case ScopeKind::Iteration:
    case ScopeKind::Compensation:
    case ScopeKind::Page:
    case ScopeKind::Loop:
      return false;
  }
  return false;
}

/// Once an event sub-process has interrupted the scope, no other begins in it (13.5.4).
bool is_interrupted(const Step& step, const state::Scope& scope) {
  for (ScopeId id : step.state().children_of(scope.id)) {
    const state::Scope& child = step.scope(id);
    if (child.kind != ScopeKind::EventSubProcess) continue;
    const std::vector<ElementIndex>& starts = step.definition.at(child.element).starts;
    if (!starts.empty() && step.definition.at(starts.front()).interrupting) return true;
  }
  return false;
}

/// Starts of the event sub-processes of the scope, without the one that the throw came out of: a handler does not catch
/// what it throws itself.
std::vector<ElementIndex> starts_in(const Step& step, const state::Scope& scope, ElementIndex without) {
  std::vector<ElementIndex> starts;
  const std::vector<ElementIndex>& handlers = step.definition.at(scope.element).event_sub_processes;
  if (handlers.empty() || !holds_event_sub_processes(scope.kind) || is_interrupted(step, scope)) return starts;
  for (ElementIndex one : handlers)
    if (one != without && !step.definition.at(one).starts.empty())
      starts.push_back(step.definition.at(one).starts.front());
  return starts;
}

std::optional<Catch> find_catch(const Step& step, Place from, const Thrown& thrown) {
  ElementIndex came_out_of;
  for (Place at = from;;) {
    const state::Scope& scope = step.scope(at.scope);
    // The token inside an iteration has no boundary events: they belong to the activity as a whole.
    if (at.token && scope.kind != ScopeKind::Iteration)
      if (const auto found = best_match(step, at, thrown, step.element_at(at).boundary_events))
        return Catch{at, *found};
    const Place here{at.scope, {}};
    if (const auto found = best_match(step, here, thrown, starts_in(step, scope, came_out_of)))
      return Catch{here, *found};
    if (!scope.parent) return std::nullopt;
    came_out_of = scope.kind == ScopeKind::EventSubProcess ? scope.element : ElementIndex{};
    at = {scope.parent, scope.owner};
  }
}

state::Variables with_thrown(const definition::EventRule& rule, const std::string& code, const std::string& message,
                             state::Variables payload) {
  if (!rule.code_variable.empty()) payload.emplace_back(rule.code_variable, Value(code));
  if (!rule.message_variable.empty()) payload.emplace_back(rule.message_variable, Value(message));
  return payload;
}

/// An end event has done its part once somebody caught what it threw.
void complete_end_event(Step& step, Place at) {
  const Element& element = step.element_at(at);
  if (element.kind != definition::ElementKind::EndEvent) return;
  step.emit(event::ElementCompleted{at.scope, at.token, element.index});
  step.touch(at.scope);
}

void fail_instance(Step& step, const std::string& code, const std::string& message) {
  terminate_scope(step, ScopeId{1});
  step.emit(event::InstanceFailed{code, message, step.context.now});
}

Fault not_caught(const Element& element, const std::string& code, const std::string& message) {
  return {"error-not-caught",
          "“" + element.id + "”抛出的错误“" + code + "”没有任何事件捕获。" + message,
          "Expected a handler of the error \"" + code + "\" thrown at \"" + element.id + "\", but there is none. " +
              message,
          {},
          {}};
}

}  // namespace

void throw_error(Step& step, Place from, const std::string& code, const std::string& message,
                 const state::Variables& payload) {
  const Element& element = step.element_at(from);
  const std::optional<Catch> found = find_catch(step, from, {EventKind::Error, code});
  step.emit(event::ErrorThrown{element.index, found ? found->match.event : ElementIndex{}, code, message});
  if (found) {
    complete_end_event(step, from);
    return element::trigger_fired(step, found->at, found->match.event,
                                  with_thrown(*found->match.rule, code, message, payload));
  }
  if (step.state().header().caller) return fail_instance(step, code, message);
  raise(step, from, element.index, not_caught(element, code, message), state::Stage::Enter);
}

void throw_escalation(Step& step, Place from, const std::string& code, const state::Variables& payload) {
  const std::optional<Catch> found = find_catch(step, from, {EventKind::Escalation, code});
  const bool to_caller = !found && step.state().header().caller.has_value();
  const ElementIndex caught = found ? found->match.event : ElementIndex{};
  step.emit(event::EscalationThrown{step.element_at(from).index, caught, code, to_caller, payload});
  if (!found) return;
  if (step.definition.at(caught).interrupting) complete_end_event(step, from);
  element::trigger_fired(step, found->at, caught, with_thrown(*found->match.rule, code, {}, payload));
}

}  // namespace bihuan::behaviour
