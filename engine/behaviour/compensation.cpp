// Decides compensation (compensation.h). Nothing here calls itself: every next one is a move of the FIFO.
#include "engine/behaviour/compensation.h"

#include <algorithm>

#include "engine/behaviour/cancel.h"
#include "engine/behaviour/cancel_transaction.h"
#include "engine/behaviour/multi_instance.h"
#include "engine/behaviour/scope.h"
#include "engine/behaviour/variables.h"
#include "engine/definition/facts.h"
#include "engine/element/dispatch.h"
#include "engine/state/compensables.h"

namespace bihuan::behaviour {
namespace {

using definition::Element;
using state::Compensable;
using state::Scope;
using state::ScopeKind;

/// Where a completed activity is remembered: its scope, or the body of its iteration.
ScopeId memory_of(const Step& step, ScopeId scope) {
  return step.scope(scope).kind == ScopeKind::Iteration ? step.scope(scope).parent : scope;
}

/// The sub-process's own data: its scope's variables, and what its inputs made.
state::Variables own_of(const Step& step, const Scope& scope) {
  state::Variables own = scope.variables;
  if (!scope.owner) return own;
  for (const auto& entry : step.token({scope.parent, scope.owner}).locals)
    if (state::find(own, entry.first) == nullptr) own.push_back(entry);
  return own;
}

/// Entries that belong to no other.
std::vector<TokenId> direct(const Step& step, ScopeId scope) {
  std::vector<TokenId> ids;
  for (const Compensable* one : state::compensables_of(step.state(), scope))
    if (!one->within) ids.push_back(one->id);
  return ids;
}

void move_all(Step& step, ScopeId from, ScopeId to, TokenId within) {
  std::vector<TokenId> ids = direct(step, from);
  if (!ids.empty()) step.emit(event::CompensablesMoved{from, to, std::move(ids), within});
}

ScopeId open_compensation(Step& step, ScopeId parent, TokenId owner, ElementIndex element,
                          const state::Variables& variables) {
  const ScopeId scope = step.new_id<ScopeId>();
  step.emit(event::ScopeOpened{scope, parent, ScopeKind::Compensation, element, owner, 0});
  if (!variables.empty()) step.emit(event::VariablesSet{scope, TokenId{}, variables});
  return scope;
}

/// The scopes whose completed activities a throw in `scope` sees: its own, and while that is an event sub-process the
/// one around it (10.5.5, "to be visible"). Outermost first: what it did itself is undone first.
std::vector<ScopeId> visible_from(const Step& step, ScopeId scope) {
  std::vector<ScopeId> scopes{scope};
  while (step.scope(scopes.back()).kind == ScopeKind::EventSubProcess)
    scopes.push_back(step.scope(scopes.back()).parent);
  std::reverse(scopes.begin(), scopes.end());
  return scopes;
}

/// What the element's compensations name: one activity each, or everything.
struct Named {
  std::vector<ElementIndex> activities;
  bool everything = false, waits = false;
};

Named named_by(const Element& thrower) {
  Named named;
  for (const definition::EventRule& rule : thrower.events) {
    if (rule.kind != definition::EventKind::Compensation) continue;
    named.waits = named.waits || rule.wait_for_completion;
    if (rule.activity)
      named.activities.push_back(rule.activity);
    else
      named.everything = true;
  }
  return named;
}

std::vector<TokenId> reached_in(const Step& step, ScopeId scope, const Named& named) {
  const auto is_named = [&](ElementIndex element) {
    return std::find(named.activities.begin(), named.activities.end(), element) != named.activities.end();
  };
  std::vector<TokenId> ids;
  for (const Compensable* one : state::compensables_of(step.state(), scope))
    if (!one->within && (named.everything || is_named(one->element))) ids.push_back(one->id);
  return ids;
}

void say_thrown(Step& step, ElementIndex element, const Named& named) {
  if (named.everything) step.emit(event::CompensationThrown{element, ElementIndex{}});
  for (ElementIndex activity : named.activities) step.emit(event::CompensationThrown{element, activity});
}

void run_handler(Step& step, ScopeId scope, const Compensable& one, ElementIndex handler) {
  step.emit(event::CompensableRemoved{scope, one.id});
  const ScopeId run = open_compensation(step, scope, TokenId{}, handler, one.variables);
  step.push(MoveKind::Arrive, place_token(step, run, handler));
}

/// The sub-process is there once more, with its data of then and its contents.
ScopeId restore(Step& step, ScopeId scope, const Compensable& one) {
  std::vector<TokenId> contents = state::within_last(step.state(), scope);
  const ScopeId run = open_compensation(step, scope, TokenId{}, one.element, one.variables);
  if (!contents.empty()) step.emit(event::CompensablesMoved{scope, run, std::move(contents), TokenId{}});
  step.emit(event::CompensableRemoved{scope, one.id});
  return run;
}

void undo_last(Step& step, ScopeId scope) {
  const Compensable one = step.scope(scope).compensables.back();
  const Element& activity = step.definition.at(one.element);
  if (activity.compensation_handler) return run_handler(step, scope, one, activity.compensation_handler);
  const ScopeId run = restore(step, scope, one);
  if (!activity.compensation_event_sub_process) return step.push(MoveKind::CloseIfDone, {run, {}});
  const Element& handler = step.definition.at(activity.compensation_event_sub_process);
  begin_event_sub_process(step, run, step.definition.at(handler.starts.front()), {});
}

/// So many in one command; the rest is undone in the next, as iterations begin in slices.
void go_on_later(Step& step, ScopeId scope) {
  state::Continuation later;
  later.kind = state::ContinuationKind::MoreIterations;
  later.due = step.context.now;
  const ElementIndex element = step.element_of(scope).index;
  step.emit(event::ContinuationCreated{step.new_id<WorkId>(), scope, TokenId{}, element, std::move(later)});
}

/// A compensation event sub-process has the say: what it did not compensate is not compensated.
bool undoes_its_contents(const Step& step, const Scope& scope) {
  return !step.element_of(scope.id).compensation_event_sub_process;
}

void finish(Step& step, ScopeId scope) {
  const Place owner{step.scope(scope).parent, step.scope(scope).owner};
  const bool cancels = is_cancel_end(step.element_of(scope));
  close_scope(step, scope);
  if (cancels) return leave_cancelled(step, owner.scope);
  if (owner.token) return element::child_completed(step, owner);
  step.push(MoveKind::CloseIfDone, {owner.scope, {}});
}

}  // namespace

void note_completed(Step& step, Place at) {
  const Element& element = step.element_at(at);
  const Scope& scope = step.scope(at.scope);
  const bool whole_body = (element.multi_instance || element.loop) && scope.kind != ScopeKind::Iteration;
  if (!element.compensation_handler || element.for_compensation || definition::is_sub_process(element.kind) ||
      whole_body)
    return;
  step.emit(
      event::CompensableAdded{memory_of(step, at.scope),
                              {at.token, TokenId{}, element.index, View(step.state(), at).all(), scope.loop_counter}});
}

void note_scope_completed(Step& step, ScopeId id) {
  const Scope& scope = step.scope(id);
  const Element& element = step.element_of(id);
  if (!element.compensable || element.for_compensation) return;
  const Scope& around = step.scope(scope.parent);
  const bool undoes = scope.kind == ScopeKind::EventSubProcess && around.kind == ScopeKind::Compensation;
  const bool empty = scope.compensables.empty();
  if (undoes || (empty && !element.compensation_handler && !element.compensation_event_sub_process)) return;
  // An event sub-process has no token that waits for it; scopes and tokens are numbered by one counter.
  const TokenId entry = scope.owner ? scope.owner : TokenId{id.n};
  const ScopeId memory = memory_of(step, scope.parent);
  Compensable one{entry, TokenId{}, element.index, {}, around.loop_counter};
  one.variables = element.compensation_handler ? View(step.state(), {id, TokenId{}}).all() : own_of(step, scope);
  if (!element.compensation_handler) move_all(step, id, memory, entry);
  step.emit(event::CompensableAdded{memory, std::move(one)});
}

void hand_outwards(Step& step, ScopeId body) {
  if (!step.scope(body).compensables.empty()) move_all(step, body, memory_of(step, step.scope(body).parent), TokenId{});
}

void forget(Step& step, ScopeId scope) {
  std::vector<TokenId> ids = direct(step, scope);
  for (auto id = ids.rbegin(); id != ids.rend(); ++id) step.emit(event::CompensableRemoved{scope, *id});
}

bool throw_compensation(Step& step, Place thrower) {
  const Element& element = step.element_at(thrower);
  const Named named = named_by(element);
  say_thrown(step, element.index, named);
  std::vector<std::pair<ScopeId, std::vector<TokenId>>> reached;
  for (ScopeId scope : visible_from(step, thrower.scope))
    if (std::vector<TokenId> ids = reached_in(step, scope, named); !ids.empty())
      reached.emplace_back(scope, std::move(ids));
  if (reached.empty()) return false;
  const TokenId owner = named.waits ? thrower.token : TokenId{};
  const ScopeId undo = open_compensation(step, thrower.scope, owner, element.index, {});
  for (auto& [scope, ids] : reached) step.emit(event::CompensablesMoved{scope, undo, std::move(ids), TokenId{}});
  step.push(MoveKind::CloseIfDone, {undo, {}});
  return named.waits;
}

void undo_all(Step& step, ScopeId from, ElementIndex thrower) {
  step.emit(event::CompensationThrown{thrower, ElementIndex{}});
  const ScopeId undo = open_compensation(step, from, TokenId{}, thrower, {});
  move_all(step, from, undo, TokenId{});
  step.push(MoveKind::CloseIfDone, {undo, {}});
}

void go_on_undoing(Step& step, ScopeId id) {
  const Scope& scope = step.scope(id);
  if (!scope.work.empty()) return;  // it goes on in a command of its own
  if (scope.compensables.empty() || !undoes_its_contents(step, scope)) return finish(step, id);
  if (step.iterations_begun >= iterations_per_slice) return go_on_later(step, id);
  ++step.iterations_begun;
  undo_last(step, id);
}

}  // namespace bihuan::behaviour
