// Decides what must hold of an instance at rest: invariants 1, 3, 4 and 5 of semantics.md, one function each.
// Invariant 2 (the fold of the journal is the state) needs the journal: tests and the host's sampler check it with
// replay().
#include <set>

#include "engine/engine.h"
#include "engine/invariants_compensation.h"

namespace bihuan {
namespace {

using state::Scope;
using state::ScopeKind;
using state::Token;

struct Report {
  const definition::Definition& definition;
  const state::State& state;
  std::vector<std::string> broken;
  void say(const Scope& scope, const std::string& what) {
    broken.push_back("scope " + std::to_string(scope.id.n) + ": " + what);
  }
};

void check_parent(Report& report, const Scope& scope) {
  if ((scope.kind == ScopeKind::Process) != !scope.parent) report.say(scope, "only the process has no parent");
  if (!scope.parent) return;
  const Scope* parent = report.state.scope(scope.parent);
  if (parent == nullptr) return report.say(scope, "its parent does not exist");
  if (!scope.owner) return;
  const Token* owner = state::find_token(*parent, scope.owner);
  if (owner == nullptr || owner->child != scope.id) report.say(scope, "its owner does not wait for it");
}

void check_children(Report& report, const Scope& scope) {
  std::vector<ScopeId> children = report.state.children_of(scope.id);
  std::erase_if(children, [&](ScopeId one) { return report.state.scope(one)->kind == ScopeKind::Page; });
  if (children.size() != scope.children) report.say(scope, "the counter of children is wrong");
  for (const Token& token : scope.tokens)
    if (token.child && report.state.scope(token.child) == nullptr)
      report.say(scope, "a token waits for a scope that is gone");
}

void check_counters(Report& report, const Scope& scope) {
  if (scope.kind != ScopeKind::MultiInstance) return;
  if (!scope.multi_instance) return report.say(scope, "a body without counters");
  const state::MultiInstance& body = *scope.multi_instance;
  if (body.started != body.completed + body.terminated + scope.children)
    report.say(scope, "its iterations do not add up");
  if (body.started > body.planned) report.say(scope, "more iterations than planned");
}

bool has_incident(const Scope& scope, TokenId token) {
  for (const state::Incident& incident : scope.incidents)
    if (incident.token == token) return true;
  return false;
}

bool has_work(const Scope& scope, TokenId token) {
  for (const state::Work& work : scope.work)
    if (work.token == token) return true;
  return false;
}

bool waits_at_join(const Report& report, const Token& token) {
  if (!token.flow) return false;
  const definition::Element& gateway = report.definition.at(token.element);
  const bool joins = gateway.kind == definition::ElementKind::ParallelGateway ||
                     gateway.kind == definition::ElementKind::InclusiveGateway;
  return joins && gateway.incoming.size() > 1;
}

void check_waiting(Report& report, const Scope& scope) {
  for (const Token& token : scope.tokens) {
    const bool waits =
        token.child || has_work(scope, token.id) || has_incident(scope, token.id) || waits_at_join(report, token);
    if (!waits) report.say(scope, "token " + std::to_string(token.id.n) + " waits for nothing");
  }
  const bool goes_on = !scope.tokens.empty() || scope.children != 0 || has_incident(scope, TokenId{});
  if (!goes_on) report.say(scope, "it is open and nothing goes on in it");
}

void check_work(Report& report, const Scope& scope) {
  for (const state::Work& work : scope.work) {
    if (work.token && state::find_token(scope, work.token) == nullptr)
      report.say(scope, "work " + std::to_string(work.id.n) + " has no token");
    if (report.state.scope_of(work.id) != scope.id)
      report.say(scope, "work " + std::to_string(work.id.n) + " is not indexed");
  }
  for (const state::Incident& incident : scope.incidents)
    if (incident.token && state::find_token(scope, incident.token) == nullptr)
      report.say(scope, "an incident without its token");
}

void check_ids(Report& report, const Scope& scope, std::set<std::uint64_t>& seen) {
  const auto use = [&](std::uint64_t id) {
    if (id == 0 || id >= report.state.header().next || !seen.insert(id).second)
      report.say(scope, "id " + std::to_string(id) + " is used wrongly");
  };
  use(scope.id.n);
  for (const Token& token : scope.tokens) use(token.id.n);
  for (const state::Work& work : scope.work) use(work.id.n);
  for (const state::Incident& incident : scope.incidents) use(incident.id.n);
}

}  // namespace

std::vector<std::string> broken_invariants(const definition::Definition& definition, const state::State& state) {
  Report report{definition, state, {}};
  const state::Status status = state.header().status;
  const bool live = state.header().id && (status == state::Status::Active || status == state::Status::Suspended);
  if (live && state.scope(ScopeId{1}) == nullptr) report.broken.push_back("a live instance without its process scope");
  if (!live && !state.scopes().empty()) report.broken.push_back("a finished instance that still has scopes");
  std::set<std::uint64_t> seen;
  check_compensation(definition, state, report.broken);
  for (const auto& [id, scope] : state.scopes()) {
    if (scope.kind == ScopeKind::Page) continue;
    check_parent(report, scope);
    check_children(report, scope);
    check_counters(report, scope);
    check_waiting(report, scope);
    check_work(report, scope);
    check_ids(report, scope, seen);
  }
  return report.broken;
}

}  // namespace bihuan
