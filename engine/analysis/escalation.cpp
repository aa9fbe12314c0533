// Decides by walking outwards, as the engine does: event sub-processes of a scope, then boundary events of its
// activity.
#include "engine/analysis/escalation.h"

namespace bihuan::analysis {
namespace {

using definition::Definition;
using definition::Element;
using definition::ElementKind;
using definition::EventKind;
using definition::EventRule;
using definition::Expr;

enum class Match { No, Yes, Maybe };

Match match(const EventRule& thrown, const Element& handler) {
  if (handler.event().kind != EventKind::Escalation) return Match::No;
  const Expr& caught = handler.event().code;
  if (!caught.given()) return Match::Yes;
  if (caught.is_computed() || thrown.code.is_computed()) return Match::Maybe;
  return caught.constant() == thrown.code.constant() ? Match::Yes : Match::No;
}

/// The handlers of a scope, inner ones first: the start events of its event sub-processes, its boundary events.
std::vector<ElementIndex> handlers(const Definition& d, const Element& scope, ElementIndex came_from) {
  std::vector<ElementIndex> result;
  for (const ElementIndex event_sub_process : scope.event_sub_processes)
    if (event_sub_process != came_from)
      for (const ElementIndex start : d.at(event_sub_process).starts) result.push_back(start);
  result.insert(result.end(), scope.boundary_events.begin(), scope.boundary_events.end());
  return result;
}

}  // namespace

bool ends_its_scope_by_escalation(const Definition& d, const Element& thrower) {
  const bool throws = thrower.kind == ElementKind::EndEvent || thrower.kind == ElementKind::IntermediateThrowEvent;
  if (!throws || thrower.event().kind != EventKind::Escalation) return false;
  ElementIndex came_from = thrower.index;
  for (ElementIndex scope = thrower.parent; scope; scope = d.at(scope).parent) {
    for (const ElementIndex handler : handlers(d, d.at(scope), came_from)) {
      const Match matched = match(thrower.event(), d.at(handler));
      if (matched != Match::No) return matched == Match::Yes && d.at(handler).interrupting;
    }
    came_from = scope;
  }
  return false;
}

}  // namespace bihuan::analysis
