// Decides the invariants of compensation (invariants_compensation.h), one function each.
#include "engine/invariants_compensation.h"

#include <set>

#include "engine/state/compensables.h"

namespace bihuan {
namespace {

using state::Compensable;
using state::Scope;
using state::ScopeKind;

struct Report {
  const definition::Definition& definition;
  const state::State& state;
  std::vector<std::string>& broken;
  std::set<TokenId> seen;
  void say(const Scope& scope, const std::string& what) {
    broken.push_back("scope " + std::to_string(scope.id.n) + ": " + what);
  }
};

void check_kinds(Report& report, const Scope& scope, const Compensable& one) {
  const definition::Element& element = report.definition.at(one.element);
  if (!element.compensable || element.for_compensation)
    report.say(scope, "\"" + element.id + "\" is remembered but cannot be compensated");
  if (!one.id || one.id.n >= report.state.header().next || !report.seen.insert(one.id).second)
    report.say(scope, "a compensable's number is used wrongly");
}

/// What is within an entry stands before it, and nothing that is not within it stands between.
void check_order(Report& report, const Scope& scope, const std::vector<const Compensable*>& all) {
  std::vector<TokenId> open;  // entries whose contents are being read, from the back
  for (auto one = all.rbegin(); one != all.rend(); ++one) {
    while (!open.empty() && open.back() != (*one)->within) open.pop_back();
    if ((*one)->within && open.empty()) report.say(scope, "a compensable stands outside of what it is within");
    open.push_back((*one)->id);
  }
}

void check_pages(Report& report, const Scope& scope) {
  if (scope.compensables.empty() && !state::compensable_pages(report.state, scope.id).empty())
    report.say(scope, "pages of compensables without a list");
}

/// A scope that undoes is there for something: the next to be undone, or what undoes the last.
void check_undoing(Report& report, const Scope& scope) {
  if (scope.kind != ScopeKind::Compensation) return;
  if (scope.tokens.empty() && scope.children == 0 && scope.work.empty()) report.say(scope, "it undoes nothing");
}

}  // namespace

void check_compensation(const definition::Definition& definition, const state::State& state,
                        std::vector<std::string>& broken) {
  Report report{definition, state, broken, {}};
  for (const auto& [id, scope] : state.scopes()) {
    if (scope.kind == ScopeKind::Page) continue;
    const std::vector<const Compensable*> all = state::compensables_of(state, id);
    for (const Compensable* one : all) check_kinds(report, scope, *one);
    check_order(report, scope, all);
    check_pages(report, scope);
    check_undoing(report, scope);
  }
}

}  // namespace bihuan
