// Decides what the events of compensation do to the state. Decides no rule of BPMN.
//
// A scope's list is in order of completion, and what was inside a sub-process stands directly before it. Adding to a
// long list must cost what adding to a short one does, so the list of a scope holds one page at most: a full one goes
// into a scope of kind Page, which takes the next number. Pages in order of their numbers, then the scope's own list,
// are the whole; the own list is empty only when there are no pages.
#include <algorithm>
#include <set>

#include "engine/state/compensables.h"
#include "engine/state/evolve.h"
#include "engine/state/records.h"

namespace bihuan::state {
namespace {

constexpr std::size_t page_size = 64;

/// The full list moves into a page of its own.
void turn_page(State& state, ScopeId id) {
  const ScopeId page_id{state.header().next};
  count_id(state, page_id.n);
  Scope& scope = state.edit_scope(id);
  std::vector<Compensable> full = std::exchange(scope.compensables, {});
  const ElementIndex element = scope.element;
  state.index_child(id, page_id);
  Scope& page = state.edit_scope(page_id);
  page.parent = id;
  page.kind = ScopeKind::Page;
  page.element = element;
  page.compensables = std::move(full);
}

void append(State& state, ScopeId id, Compensable one) {
  if (existing(state, id).compensables.size() >= page_size) turn_page(state, id);
  state.edit_scope(id).compensables.push_back(std::move(one));
}

/// An empty own list takes the last page back.
void turn_back(State& state, ScopeId id) {
  if (!state.edit_scope(id).compensables.empty()) return;
  const std::vector<ScopeId> pages = compensable_pages(state, id);
  if (pages.empty()) return;
  std::vector<Compensable> last = std::move(state.edit_scope(pages.back()).compensables);
  state.erase_scope(pages.back());
  state.edit_scope(id).compensables = std::move(last);
}

/// Takes the named ones with everything within them out of the list, in its order. Looks no further back than needed.
std::vector<Compensable> take(State& state, ScopeId id, const std::vector<TokenId>& ids) {
  std::set<TokenId> wanted(ids.begin(), ids.end());
  std::size_t missing = wanted.size();
  std::vector<Compensable> taken, passed;
  for (Scope* scope = &existing(state, id); !scope->compensables.empty(); turn_back(state, id)) {
    Compensable& last = scope->compensables.back();
    const bool named = wanted.contains(last.id), goes = named || wanted.contains(last.within);
    if (missing == 0 && !goes) break;
    if (named) --missing;
    if (goes) wanted.insert(last.id);
    (goes ? taken : passed).push_back(std::move(last));
    scope->compensables.pop_back();
  }
  CHECK(missing == 0);
  for (auto one = passed.rbegin(); one != passed.rend(); ++one) append(state, id, std::move(*one));
  std::reverse(taken.begin(), taken.end());
  return taken;
}

}  // namespace

std::vector<ScopeId> compensable_pages(const State& state, ScopeId id) {
  std::vector<ScopeId> pages = state.children_of(id);
  std::erase_if(pages, [&](ScopeId one) { return state.scope(one)->compensables.empty() || !is_page(state, one); });
  return pages;
}

bool is_page(const State& state, ScopeId id) {
  return state.scope(id)->kind == ScopeKind::Page;
}

std::vector<const Compensable*> compensables_of(const State& state, ScopeId id) {
  std::vector<const Compensable*> found;
  const auto add = [&](const Scope& scope) {
    for (const Compensable& one : scope.compensables) found.push_back(&one);
  };
  const Scope& scope = *state.scope(id);
  if (scope.compensables.empty()) return found;
  for (ScopeId page : compensable_pages(state, id)) add(*state.scope(page));
  add(scope);
  return found;
}

std::vector<TokenId> within_last(const State& state, ScopeId id) {
  const std::vector<Compensable>& own = state.scope(id)->compensables;
  CHECK(!own.empty());
  std::vector<TokenId> found;
  const auto collect = [&](const Compensable& one) {
    if (one.within == own.back().id) found.push_back(one.id);
    return static_cast<bool>(one.within);  // a direct one belongs to nobody: the block is over
  };
  bool more = true;
  for (std::size_t i = own.size() - 1; more && i-- > 0;) more = collect(own[i]);
  if (!more) return {found.rbegin(), found.rend()};
  const std::vector<ScopeId> pages = compensable_pages(state, id);
  for (auto page = pages.rbegin(); more && page != pages.rend(); ++page) {
    const std::vector<Compensable>& list = state.scope(*page)->compensables;
    for (std::size_t i = list.size(); more && i-- > 0;) more = collect(list[i]);
  }
  return {found.rbegin(), found.rend()};
}

void evolve(State& state, const event::CompensableAdded& event) {
  append(state, event.scope, event.compensable);
}

void evolve(State& state, const event::CompensablesMoved& event) {
  const std::set<TokenId> direct(event.ids.begin(), event.ids.end());
  for (Compensable& one : take(state, event.from, event.ids)) {
    if (direct.contains(one.id)) one.within = event.within;
    append(state, event.to, std::move(one));
  }
}

void evolve(State& state, const event::CompensableRemoved& event) {
  take(state, event.scope, {event.id});
}

void evolve(State&, const event::CompensationThrown&) {}  // for the record

}  // namespace bihuan::state
