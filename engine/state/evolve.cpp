// Decides what each event about the instance, its scopes and its tokens does to the state, and nothing else: no rule of
// BPMN is here. Work and incidents are in evolve_work.cpp.
#include "engine/state/evolve.h"

#include "engine/state/records.h"

namespace bihuan::state {

void evolve(State& state, const Event& event) {
  std::visit([&](const auto& one) { evolve(state, one); }, event);
}

void evolve(State& state, const event::InstanceStarted& event) {
  CHECK(!state.header().id);
  Header& header = state.edit_header();
  header.id = event.instance;
  header.definition = event.definition;
  header.status = Status::Active;
  header.business_key = event.business_key;
  header.title = event.title;
  header.initiator = event.initiator;
  header.caller = event.caller;
  header.started = event.at;
}

void evolve(State& state, const event::InstanceCompleted& event) {
  CHECK(state.scopes().empty());
  state.edit_header().status = Status::Completed;
  state.edit_header().ended = event.at;
}

void evolve(State& state, const event::InstanceCancelled& event) {
  CHECK(state.scopes().empty());
  state.edit_header().status = Status::Cancelled;
  state.edit_header().ended = event.at;
}

void evolve(State& state, const event::InstanceFailed& event) {
  CHECK(state.scopes().empty());
  state.edit_header().status = Status::Failed;
  state.edit_header().ended = event.at;
}

void evolve(State& state, const event::InstanceSuspended&) {
  CHECK(state.header().status == Status::Active);
  state.edit_header().status = Status::Suspended;
}

void evolve(State& state, const event::InstanceResumed&) {
  CHECK(state.header().status == Status::Suspended);
  state.edit_header().status = Status::Active;
}

void evolve(State& state, const event::ScopeOpened& event) {
  CHECK(state.scope(event.scope) == nullptr);
  count_id(state, event.scope.n);
  if (event.parent) {
    Scope& parent = existing(state, event.parent);
    ++parent.children;
    if (event.owner) at_id(parent.tokens, event.owner).child = event.scope;
    if (event.kind == ScopeKind::Iteration && parent.multi_instance) ++parent.multi_instance->started;
    state.index_child(event.parent, event.scope);
  }
  Scope& scope = state.edit_scope(event.scope);
  scope.parent = event.parent;
  scope.kind = event.kind;
  scope.element = event.element;
  scope.owner = event.owner;
  scope.loop_counter = event.loop_counter;
}

void evolve(State& state, const event::ScopeClosed& event) {
  const Scope& scope = existing(state, event.scope);
  CHECK(scope.children == 0 && scope.tokens.empty() && scope.work.empty());
  if (scope.parent) {
    Scope& parent = existing(state, scope.parent);
    if (scope.kind != ScopeKind::Page) --parent.children;
    if (scope.owner) at_id(parent.tokens, scope.owner).child = ScopeId{};
    if (scope.kind == ScopeKind::Iteration && !event.completed) ++parent.multi_instance->terminated;
  }
  for (ScopeId page : state.children_of(event.scope)) state.erase_scope(page);  // its pages go with it
  state.erase_scope(event.scope);
}

void evolve(State& state, const event::VariablesSet& event) {
  Scope& scope = existing(state, event.scope);
  Variables& target = event.token ? at_id(scope.tokens, event.token).locals : scope.variables;
  for (const auto& [name, value] : event.variables) put(target, name, value);
}

void evolve(State& state, const event::FlowTaken& event) {
  count_id(state, event.token.n);
  Token& token = existing(state, event.scope).tokens.emplace_back();
  token.id = event.token;
  token.flow = event.flow;
  token.element = event.element;
  token.since = event.at;
}

void evolve(State& state, const event::ElementActivated& event) {
  Scope& scope = existing(state, event.scope);
  for (TokenId consumed : event.consumed) erase_id(scope.tokens, consumed);
  if (find_token(scope, event.token) == nullptr) {
    count_id(state, event.token.n);
    scope.tokens.emplace_back().id = event.token;
  }
  Token& token = at_id(scope.tokens, event.token);
  token.element = event.element;
  token.flow = FlowIndex{};
  token.since = event.at;
}

void evolve(State& state, const event::ElementCompleted& event) {
  erase_id(existing(state, event.scope).tokens, event.token);
}

void evolve(State& state, const event::ElementTerminated& event) {
  erase_id(existing(state, event.scope).tokens, event.token);
}

}  // namespace bihuan::state
