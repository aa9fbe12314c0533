// Decides the order of ending (cancel.h). Without recursion: the scopes to end are listed first.
#include "engine/behaviour/cancel.h"

#include <algorithm>

#include "engine/behaviour/compensation.h"
#include "engine/behaviour/incident.h"
#include "engine/element/dispatch.h"

namespace bihuan::behaviour {
namespace {

/// The scope and all below it; parents before children, older before younger. Pages are no scopes in this sense: they
/// go with the scope that they are pages of.
std::vector<ScopeId> outside_in(const Step& step, ScopeId top) {
  std::vector<ScopeId> found, open{top};
  while (!open.empty()) {
    const ScopeId scope = open.back();
    open.pop_back();
    if (step.scope(scope).kind == state::ScopeKind::Page) continue;
    found.push_back(scope);
    const std::vector<ScopeId> children = step.state().children_of(scope);
    open.insert(open.end(), children.rbegin(), children.rend());  // the oldest is visited first
  }
  return found;
}

/// Children before parents, younger before older.
std::vector<ScopeId> inside_out(const Step& step, ScopeId top) {
  std::vector<ScopeId> found = outside_in(step, top);
  std::reverse(found.begin(), found.end());
  return found;
}

/// The scope's own: event sub-processes that wait for their start, and their faults.
void cancel_own_work(Step& step, ScopeId scope) {
  cancel_work(step, {scope, TokenId{}});
}

void end_token(Step& step, Place at) {
  const ElementIndex element = step.token(at).element;
  if (!step.token(at).flow) element::cancelled(step, at);
  resolve_all(step, at);
  step.emit(event::ElementTerminated{at.scope, at.token, element});
}

/// Complex gateways that wait for their reset do so no longer.
void forget_gateways(Step& step, ScopeId scope) {
  while (!step.scope(scope).gateways.empty())
    step.emit(event::GatewayStateSet{scope, step.scope(scope).gateways.back().gateway, false, {}});
}

void empty_scope(Step& step, ScopeId scope) {
  while (!step.scope(scope).tokens.empty()) end_token(step, {scope, step.scope(scope).tokens.back().id});
  forget_gateways(step, scope);
  cancel_own_work(step, scope);
}

}  // namespace

void cancel_work(Step& step, Place at) {
  std::vector<WorkId> work;
  for (const state::Work& one : step.scope(at.scope).work)
    if (one.token == at.token) work.push_back(one.id);
  for (auto id = work.rbegin(); id != work.rend(); ++id) step.emit(event::WorkCancelled{*id});
  resolve_all(step, at);
}

void terminate_token(Step& step, Place at) {
  if (const ScopeId child = step.token(at).child) terminate_scope(step, child);
  end_token(step, at);
}

void clear_scope(Step& step, ScopeId scope) {
  const std::vector<ScopeId> scopes = inside_out(step, scope);
  for (ScopeId one : scopes) {
    empty_scope(step, one);
    if (one != scope) step.emit(event::ScopeClosed{one, false});
  }
}

void terminate_scope(Step& step, ScopeId scope) {
  clear_scope(step, scope);
  step.emit(event::ScopeClosed{scope, false});
}

std::vector<ScopeId> scopes_inside(const Step& step, ScopeId top) {
  std::vector<ScopeId> found = outside_in(step, top);
  found.erase(found.begin());
  return found;
}

void close_scope(Step& step, ScopeId scope) {
  cancel_own_work(step, scope);
  const state::ScopeKind kind = step.scope(scope).kind;
  if (kind == state::ScopeKind::MultiInstance || kind == state::ScopeKind::Loop) hand_outwards(step, scope);
  step.emit(event::ScopeClosed{scope, true});
}

}  // namespace bihuan::behaviour
