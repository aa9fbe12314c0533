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

/// A handler: a boundary event of the token there, or (no token) the start of an event sub-process in the scope.
struct Catch {
  Place at;
  ElementIndex event;
};

struct Thrown {
  EventKind kind;
  const std::string& code;
};

/// The best of these events at one level, or none.
ElementIndex best_match(const Step& step, Place at, const Thrown& thrown, std::span<const ElementIndex> events) {
  ElementIndex catch_all;
  for (ElementIndex index : events) {
    const definition::EventRule& rule = step.definition.at(index).event();
    if (rule.kind != thrown.kind) continue;
    if (!rule.code.given) {
      if (!catch_all) catch_all = index;
      continue;
    }
    const Evaluated<std::string> code = evaluate_text(step, View(step.state(), at), rule.code);
    if (code && *code == thrown.code) return index;
  }
  return catch_all;
}

/// Starts of the event sub-processes of the scope, without the one that the throw came out of: a handler does not catch
/// what it throws itself.
std::vector<ElementIndex> starts_in(const Step& step, const state::Scope& scope, ElementIndex without) {
  std::vector<ElementIndex> starts;
  const bool holds_events = scope.kind == ScopeKind::Process || scope.kind == ScopeKind::SubProcess ||
                            scope.kind == ScopeKind::EventSubProcess;
  if (!holds_events) return starts;
  for (ElementIndex one : step.definition.at(scope.element).event_sub_processes)
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
      if (const ElementIndex found = best_match(step, at, thrown, step.element_at(at).boundary_events))
        return Catch{at, found};
    const Place here{at.scope, {}};
    if (const ElementIndex found = best_match(step, here, thrown, starts_in(step, scope, came_out_of)))
      return Catch{here, found};
    if (!scope.parent) return std::nullopt;
    came_out_of = scope.kind == ScopeKind::EventSubProcess ? scope.element : ElementIndex{};
    at = {scope.parent, scope.owner};
  }
}

state::Variables with_thrown(const Step& step, ElementIndex caught, const std::string& code, const std::string& message,
                             state::Variables payload) {
  const definition::EventRule& rule = step.definition.at(caught).event();
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
  step.emit(event::ErrorThrown{element.index, found ? found->event : ElementIndex{}, code, message});
  if (found) {
    complete_end_event(step, from);
    return element::trigger_fired(step, found->at, found->event,
                                  with_thrown(step, found->event, code, message, payload));
  }
  if (step.state().header().caller) return fail_instance(step, code, message);
  raise(step, from, element.index, not_caught(element, code, message), state::Stage::Enter);
}

void throw_escalation(Step& step, Place from, const std::string& code, const state::Variables& payload) {
  const std::optional<Catch> found = find_catch(step, from, {EventKind::Escalation, code});
  const bool to_caller = !found && step.state().header().caller.has_value();
  const ElementIndex caught = found ? found->event : ElementIndex{};
  step.emit(event::EscalationThrown{step.element_at(from).index, caught, code, to_caller, payload});
  if (!found) return;
  if (step.definition.at(caught).interrupting) complete_end_event(step, from);
  element::trigger_fired(step, found->at, caught, with_thrown(step, caught, code, {}, payload));
}

}  // namespace bihuan::behaviour
