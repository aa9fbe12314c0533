// Decides cancelling transactions (cancel_transaction.h).
#include "engine/behaviour/cancel_transaction.h"

#include "engine/base/check.h"
#include "engine/behaviour/cancel.h"
#include "engine/behaviour/compensation.h"
#include "engine/element/dispatch.h"
#include "engine/state/compensables.h"

namespace bihuan::behaviour {
namespace {

using definition::Element;
using definition::ElementKind;
using definition::EventKind;
using state::ScopeKind;

ScopeId transaction_around(const Step& step, ScopeId scope) {
  const auto is_transaction = [&](ScopeId id) {
    return step.scope(id).kind == ScopeKind::SubProcess && step.element_of(id).kind == ElementKind::Transaction;
  };
  while (!is_transaction(scope)) {
    scope = step.scope(scope).parent;
    CHECK(scope);
  }
  return scope;
}

/// What had completed inside of what is still active, too: a cancelled transaction leaves nothing of itself behind.
void gather(Step& step, ScopeId transaction) {
  for (ScopeId scope : scopes_inside(step, transaction)) {
    std::vector<TokenId> ids;
    for (const state::Compensable* one : state::compensables_of(step.state(), scope))
      if (!one->within) ids.push_back(one->id);
    if (!ids.empty()) step.emit(event::CompensablesMoved{scope, transaction, std::move(ids), TokenId{}});
  }
}

/// The token that stands at the transaction as an activity: boundary events are its, also of a multiplied one.
Place activity_of(const Step& step, ScopeId transaction) {
  const state::Scope* scope = &step.scope(transaction);
  if (step.scope(scope->parent).kind == ScopeKind::Iteration) scope = &step.scope(step.scope(scope->parent).parent);
  return {scope->parent, scope->owner};
}

ElementIndex cancel_boundary(const Step& step, const Element& transaction) {
  for (ElementIndex boundary : transaction.boundary_events)
    if (step.definition.at(boundary).has_event(EventKind::Cancel)) return boundary;
  CHECK(false);
}

}  // namespace

void cancel_transaction(Step& step, Place end) {
  const ElementIndex event = step.element_at(end).index;
  const ScopeId transaction = transaction_around(step, end.scope);
  step.emit(event::ElementCompleted{end.scope, end.token, event});
  gather(step, transaction);
  clear_scope(step, transaction);
  undo_all(step, transaction, event);
}

bool is_cancel_end(const Element& element) {
  return element.kind == ElementKind::EndEvent && element.has_event(EventKind::Cancel);
}

void leave_cancelled(Step& step, ScopeId transaction) {
  const ElementIndex boundary = cancel_boundary(step, step.element_of(transaction));
  element::trigger_fired(step, activity_of(step, transaction), boundary, {});
}

}  // namespace bihuan::behaviour
