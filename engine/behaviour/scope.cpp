// Decides the beginning and the completion of scopes (scope.h).
#include "engine/behaviour/scope.h"

#include <algorithm>

#include "engine/behaviour/ad_hoc.h"
#include "engine/behaviour/cancel.h"
#include "engine/behaviour/compensation.h"
#include "engine/behaviour/data.h"
#include "engine/behaviour/incident.h"
#include "engine/behaviour/instantiate.h"
#include "engine/behaviour/leave.h"
#include "engine/behaviour/listeners.h"
#include "engine/behaviour/look_again.h"
#include "engine/behaviour/subscribe.h"
#include "engine/element/dispatch.h"

namespace bihuan::behaviour {
namespace {

using definition::Element;
using state::ScopeKind;

const Element& start_of(const Step& step, const Element& container) {
  return step.definition.at(container.none_start ? container.none_start : container.starts.front());
}

ScopeId open_scope(Step& step, ScopeId parent, TokenId owner, ScopeKind kind, ElementIndex element) {
  const ScopeId scope = step.new_id<ScopeId>();
  step.emit(event::ScopeOpened{scope, parent, kind, element, owner, 0});
  return scope;
}

void await_event_sub_processes(Step& step, ScopeId scope, const Element& container) {
  for (ElementIndex one : container.event_sub_processes) await_event_sub_process(step, scope, one);
}

void begin(Step& step, ScopeId scope, ElementIndex element) {
  step.push(MoveKind::Arrive, place_token(step, scope, element));
}

/// The scope's declared data begins. Requires that nothing but start variables is in it.
void say_data(Step& step, ScopeId scope, state::Variables data) {
  if (!data.empty()) step.emit(event::VariablesSet{scope, TokenId{}, std::move(data)});
}

/// What the sub-process kept for itself is seen once more, by its outputs.
void hand_variables_to_owner(Step& step, const state::Scope& scope, Place owner) {
  const Element& element = step.definition.at(scope.element);
  if (scope.variables.empty() || (element.outputs.empty() && !element.multi_instance && !element.loop)) return;
  step.emit(event::VariablesSet{owner.scope, owner.token, scope.variables});
}

/// A fault in an end listener of the process holds it open.
bool is_held(const state::Scope& process) {
  return std::ranges::any_of(process.incidents,
                             [](const state::Incident& one) { return !one.token && one.stage == state::Stage::Leave; });
}

void complete_process(Step& step, ScopeId scope) {
  if (is_held(step.scope(scope))) return;
  const Element& process = step.definition.process();
  Evaluated<void> heard = run_listeners(step, {scope, {}}, process, definition::ListenerMoment::End);
  if (!heard) return raise(step, {scope, {}}, process.index, std::move(heard.error()), state::Stage::Leave);
  state::Variables outputs;
  if (step.state().header().caller) outputs = step.scope(scope).variables;
  close_scope(step, scope);
  step.emit(event::InstanceCompleted{std::move(outputs), step.context.now});
}

void complete_event_sub_process(Step& step, ScopeId scope) {
  const ScopeId parent = step.scope(scope).parent;
  note_scope_completed(step, scope);
  close_scope(step, scope);
  step.push(MoveKind::CloseIfDone, {parent, {}});
}

}  // namespace

Place place_token(Step& step, ScopeId scope, ElementIndex element) {
  const TokenId token = step.new_id<TokenId>();
  step.emit(event::ElementActivated{scope, token, element, {}, step.context.now});
  return {scope, token};
}

Evaluated<void> begin_process(Step& step, definition::StartPoint start) {
  const ScopeId scope{1};
  const Element& process = step.definition.process();
  std::vector<Planned> awaited;
  if (start.element)
    if (Evaluated<void> planned = plan_rest(step, scope, start, awaited); !planned) return planned;
  Evaluated<state::Variables> data =
      initial_data(step, View(step.state(), {scope, {}}), process, step.scope(scope).variables);
  if (data) say_data(step, scope, std::move(*data));
  Evaluated<void> heard = data ? run_listeners(step, {scope, {}}, process, definition::ListenerMoment::Start)
                               : std::unexpected(std::move(data.error()));
  if (!heard) {
    raise(step, {scope, {}}, start.element, std::move(heard.error()), state::Stage::Start);
    return {};
  }
  await_event_sub_processes(step, scope, process);
  if (start.element) {
    begin_at(step, scope, start, std::move(awaited));
    return {};
  }
  if (process.none_start) begin(step, scope, process.none_start);
  for (ElementIndex entry : process.entries)
    if (!step.definition.at(entry).instantiate) begin(step, scope, entry);
  step.push(MoveKind::CloseIfDone, {scope, {}});
  return {};
}

void complete_sub_process(Step& step, ScopeId scope) {
  const Place owner{step.scope(scope).parent, step.scope(scope).owner};
  hand_variables_to_owner(step, step.scope(scope), owner);
  note_scope_completed(step, scope);
  close_scope(step, scope);
  element::child_completed(step, owner);
}

ScopeId open_sub_process(Step& step, Place owner) {
  const Element& element = step.element_at(owner);
  Evaluated<state::Variables> data = initial_data(step, View(step.state(), owner), element, {});
  if (!data) {
    raise(step, owner, element.index, std::move(data.error()), state::Stage::Enter);
    return {};
  }
  const ScopeId scope = open_scope(step, owner.scope, owner.token, ScopeKind::SubProcess, element.index);
  say_data(step, scope, std::move(*data));
  await_event_sub_processes(step, scope, element);
  return scope;
}

ScopeId open_event_sub_process(Step& step, ScopeId parent, const Element& event_sub_process) {
  const ScopeId scope = open_scope(step, parent, TokenId{}, ScopeKind::EventSubProcess, event_sub_process.index);
  await_event_sub_processes(step, scope, event_sub_process);
  return scope;
}

void begin_sub_process(Step& step, Place owner) {
  const Element& element = step.element_at(owner);
  const ScopeId scope = open_sub_process(step, owner);
  if (!scope) return;
  if (element.none_start) begin(step, scope, element.none_start);
  for (ElementIndex entry : element.entries) begin(step, scope, entry);
  step.push(MoveKind::CloseIfDone, {scope, {}});
}

void await_event_sub_process(Step& step, ScopeId scope, ElementIndex event_sub_process) {
  const Element& start = start_of(step, step.definition.at(event_sub_process));
  std::vector<Planned> plan;
  Evaluated<void> planned = plan_event(step, View(step.state(), {scope, {}}), start, plan);
  if (!planned) return raise(step, {scope, {}}, event_sub_process, std::move(planned.error()), state::Stage::Subscribe);
  open(step, {scope, {}}, std::move(plan));
}

void begin_event_sub_process(Step& step, ScopeId parent, const Element& start, const state::Variables& payload) {
  const Element& container = step.definition.at(start.parent);
  Evaluated<state::Variables> data = initial_data(step, View(step.state(), {parent, {}}), container, {});
  if (!data) return raise(step, {parent, {}}, container.index, std::move(data.error()), state::Stage::Subscribe);
  if (start.interrupting) clear_scope(step, parent);
  const ScopeId scope = open_scope(step, parent, TokenId{}, ScopeKind::EventSubProcess, container.index);
  say_data(step, scope, std::move(*data));
  await_event_sub_processes(step, scope, container);
  const Place at = place_token(step, scope, start.index);
  deliver(step, at, start, payload);
  step.push(MoveKind::Leave, at);
}

void close_if_done(Step& step, ScopeId id) {
  const state::Scope* scope = step.state().scope(id);
  if (scope == nullptr || !scope->tokens.empty() || scope->children != 0) return;
  if (!scope->gateways.empty()) return reset_gateways(step, id);
  if (is_ad_hoc(step, id)) return ad_hoc_is_idle(step, id);
  switch (scope->kind) {
    case ScopeKind::Process:
      return complete_process(step, id);
    case ScopeKind::SubProcess:
      return complete_sub_process(step, id);
    case ScopeKind::EventSubProcess:
      return complete_event_sub_process(step, id);
    case ScopeKind::MultiInstance:
    case ScopeKind::Iteration:
    case ScopeKind::Loop:
      return;  // their counters say when they are done
    case ScopeKind::Compensation:
      return go_on_undoing(step, id);
    case ScopeKind::Page:
      return;
  }
}

}  // namespace bihuan::behaviour
