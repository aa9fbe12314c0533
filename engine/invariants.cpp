// Decides what must hold of an instance at rest: invariants 1, 3, 4 and 5 of semantics.md, one function each.
// Invariant 2 (the fold of the journal is the state) needs the journal: tests and the host's sampler check it with
// replay().
#include <algorithm>
#include <set>

#include "engine/behaviour/join.h"
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
  std::size_t children = 0;
  for (ScopeId child : report.state.children_of(scope.id))
    if (report.state.scope(child)->kind != ScopeKind::Page) ++children;  // pages are not counted
  if (children != scope.children) report.say(scope, "the counter of children is wrong");
  for (const Token& token : scope.tokens)
    if (token.child && report.state.scope(token.child) == nullptr)
      report.say(scope, "a token waits for a scope that is gone");
}

void check_pages(Report& report, const Scope& scope, const state::MultiInstance& body) {
  const std::size_t pages = body.page_size == 0 ? 0 : (body.planned + body.page_size - 1) / body.page_size;
  if (pages != body.page_count + body.more_pages.size()) return report.say(scope, "it has not the pages that it needs");
  if (pages != 0 && !(body.items.empty() && body.results.empty())) report.say(scope, "it keeps lists beside its pages");
  for (std::size_t page = 0; page < pages; ++page) {
    const Scope* found =
        report.state.scope(state::page_of(body, static_cast<std::uint32_t>(page * body.page_size + 1)));
    if (found == nullptr || found->kind != ScopeKind::Page || found->parent != scope.id || !found->multi_instance)
      report.say(scope, "a page is missing");
    else if (found->multi_instance->items.size() > body.page_size)
      report.say(scope, "a page is too large");
  }
}

void check_counters(Report& report, const Scope& scope) {
  if (scope.kind != ScopeKind::MultiInstance && scope.kind != ScopeKind::Loop) return;
  if (!scope.multi_instance) return report.say(scope, "a body without counters");
  const state::MultiInstance& body = *scope.multi_instance;
  if (body.started != body.completed + body.terminated + scope.children)
    report.say(scope, "its iterations do not add up");
  if (body.started > body.planned) report.say(scope, "more iterations than planned");
  if (body.skipped.size() > body.terminated || !std::is_sorted(body.skipped.begin(), body.skipped.end()) ||
      (!body.skipped.empty() && body.skipped.back() > body.planned))
    report.say(scope, "what it skipped is wrong");
  if (scope.kind == ScopeKind::MultiInstance) check_pages(report, scope, body);
}

void check_gateways(Report& report, const Scope& scope) {
  std::set<ElementIndex> seen;
  for (const state::GatewayState& one : scope.gateways) {
    const definition::Element& gateway = report.definition.at(one.gateway);
    if (gateway.kind != definition::ElementKind::ComplexGateway || !seen.insert(one.gateway).second)
      report.say(scope, "\"" + gateway.id + "\" waits for a reset that it cannot have");
    for (FlowIndex flow : one.activated_by)
      if (report.definition.at(flow).target != one.gateway)
        report.say(scope, "a gateway was activated by another's flow");
  }
  if (!scope.gateways.empty() && scope.tokens.empty() && scope.children == 0)
    report.say(scope, "a gateway waits for its reset and nothing can come");
}

/// No join may stay stuck on a path that died (semantics.md).
void check_joins(Report& report, const Scope& scope) {
  for (const Token& token : scope.tokens) {
    const definition::Element& gateway = report.definition.at(token.element);
    if (!token.flow || gateway.kind != definition::ElementKind::InclusiveGateway || gateway.incoming.size() < 2)
      continue;
    const behaviour::Doors doors = behaviour::doors_of(scope, gateway);
    if (behaviour::awaited(report.definition, scope, gateway, doors).empty())
      report.say(scope, "\"" + gateway.id + "\" waits for nothing that can come");
  }
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

/// On a flow: for other tokens, at a gateway that joins or an activity that needs several.
bool waits_for_others(const Report& report, const Token& token) {
  using definition::ElementKind;
  if (!token.flow) return false;
  const definition::Element& element = report.definition.at(token.element);
  if (element.kind == ElementKind::ComplexGateway || element.start_quantity > 1) return true;
  const bool joins = element.kind == ElementKind::ParallelGateway || element.kind == ElementKind::InclusiveGateway;
  return joins && element.incoming.size() > 1;
}

/// A body whose next slice has a command of its own.
bool goes_on_later(const Report& report, const Scope& scope) {
  if (scope.kind == ScopeKind::Compensation) return !scope.work.empty();
  const Scope* around = report.state.scope(scope.parent);
  if (scope.kind != ScopeKind::MultiInstance || around == nullptr) return false;
  return std::any_of(around->work.begin(), around->work.end(), [&](const state::Work& work) {
    return work.token == scope.owner && std::holds_alternative<state::Continuation>(work.detail);
  });
}

bool waits_for_a_person(const Report& report, const Scope& scope) {
  return scope.kind == ScopeKind::SubProcess &&
         report.definition.at(scope.element).kind == definition::ElementKind::AdHocSubProcess;
}

void check_waiting(Report& report, const Scope& scope) {
  for (const Token& token : scope.tokens) {
    const bool waits =
        token.child || has_work(scope, token.id) || has_incident(scope, token.id) || waits_for_others(report, token);
    if (!waits) report.say(scope, "token " + std::to_string(token.id.n) + " waits for nothing");
  }
  if (scope.kind == ScopeKind::Page) {
    if (!scope.tokens.empty() || !scope.work.empty() || scope.children != 0)
      report.say(scope, "a page in which something goes on");
    return;
  }
  const bool goes_on = !scope.tokens.empty() || scope.children != 0 || has_incident(scope, TokenId{}) ||
                       goes_on_later(report, scope) || waits_for_a_person(report, scope);
  if (!goes_on) report.say(scope, "it is open and nothing goes on in it");
}

void check_continuation(Report& report, const Scope& scope, const state::Work& work) {
  const auto* later = std::get_if<state::Continuation>(&work.detail);
  if (later == nullptr || later->kind != state::ContinuationKind::MoreIterations) return;
  if (!work.token && scope.kind == ScopeKind::Compensation) return;
  const Token* token = state::find_token(scope, work.token);
  const Scope* body = token == nullptr ? nullptr : report.state.scope(token->child);
  const bool is_wanted =
      body != nullptr && body->multi_instance && body->multi_instance->started < body->multi_instance->planned;
  if (!is_wanted) report.say(scope, "more iterations are to begin where none are left");
}

void check_work(Report& report, const Scope& scope) {
  for (const state::Work& work : scope.work) {
    if (work.token && state::find_token(scope, work.token) == nullptr)
      report.say(scope, "work " + std::to_string(work.id.n) + " has no token");
    if (report.state.scope_of(work.id) != scope.id)
      report.say(scope, "work " + std::to_string(work.id.n) + " is not indexed");
    if (std::holds_alternative<state::Condition>(work.detail) && !report.state.conditions().contains(work.id))
      report.say(scope, "condition " + std::to_string(work.id.n) + " is not indexed");
    check_continuation(report, scope, work);
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
    check_parent(report, scope);
    check_children(report, scope);
    check_counters(report, scope);
    check_gateways(report, scope);
    check_joins(report, scope);
    check_waiting(report, scope);
    check_work(report, scope);
    check_ids(report, scope, seen);
  }
  return report.broken;
}

}  // namespace bihuan
