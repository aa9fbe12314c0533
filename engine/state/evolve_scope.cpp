// Decides what the events about a scope's own keeping do to the state: removed variables, multi-instance counters and
// pages, complex gateways. Compensation is in evolve_compensation.cpp. Decides no rule of BPMN.
#include "engine/state/evolve.h"
#include "engine/state/records.h"

namespace bihuan::state {
namespace {

MultiInstance& body_of(State& state, ScopeId id) {
  Scope& scope = existing(state, id);
  CHECK(scope.multi_instance.has_value());
  return *scope.multi_instance;
}

/// A part of the items, in a scope of its own, so that a change to one costs a page and not the whole.
void make_page(State& state, const Scope& body, ScopeId id, std::vector<Value> items) {
  CHECK(state.scope(id) == nullptr);
  count_id(state, id.n);
  const ScopeId parent = body.id;
  const ElementIndex element = body.element;
  state.index_child(parent, id);
  Scope& page = state.edit_scope(id);
  page.parent = parent;
  page.kind = ScopeKind::Page;
  page.element = element;
  page.multi_instance.emplace().items = std::move(items);
}

/// Where the result of this iteration (from 1) stands.
std::pair<MultiInstance*, std::size_t> place_of(State& state, ScopeId body_id, std::uint32_t loop_counter) {
  const MultiInstance& body = *state.scope(body_id)->multi_instance;
  const std::size_t position = loop_counter - 1;
  if (body.page_size == 0) return {&body_of(state, body_id), position};
  return {&body_of(state, page_of(body, loop_counter)), position % body.page_size};
}

void put_result(State& state, ScopeId body, std::uint32_t loop_counter, const Value& result) {
  const auto [where, position] = place_of(state, body, loop_counter);
  if (where->results.size() <= position) where->results.resize(position + 1);
  where->results[position] = result;
}

}  // namespace

ScopeId page_of(const MultiInstance& body, std::uint32_t loop_counter) {
  CHECK(body.page_size != 0 && loop_counter != 0);
  const std::uint32_t page = (loop_counter - 1) / body.page_size;
  if (page < body.page_count) return ScopeId{body.first_page.n + page};
  CHECK(page - body.page_count < body.more_pages.size());
  return body.more_pages[page - body.page_count];
}

void evolve(State& state, const event::VariablesRemoved& event) {
  Scope& scope = existing(state, event.scope);
  Variables& from = event.token ? at_id(scope.tokens, event.token).locals : scope.variables;
  std::erase_if(from, [&](const auto& entry) {
    return std::find(event.names.begin(), event.names.end(), entry.first) != event.names.end();
  });
}

void evolve(State& state, const event::MultiInstanceStarted& event) {
  MultiInstance body;
  body.planned = event.planned;
  body.page_size = event.page_size;
  body.first_page = event.first_page;
  if (event.page_size == 0) body.items = event.items;
  if (event.page_size != 0) body.page_count = (event.planned + event.page_size - 1) / event.page_size;
  const std::uint32_t pages = body.page_count;
  Scope& scope = existing(state, event.scope);
  scope.multi_instance = std::move(body);
  for (std::uint32_t page = 0; page < pages; ++page) {
    const std::size_t from = std::min<std::size_t>(std::size_t{page} * event.page_size, event.items.size());
    const std::size_t to = std::min<std::size_t>(from + event.page_size, event.items.size());
    make_page(state, scope, ScopeId{event.first_page.n + page},
              {event.items.begin() + static_cast<std::ptrdiff_t>(from),
               event.items.begin() + static_cast<std::ptrdiff_t>(to)});
  }
}

void evolve(State& state, const event::IterationCompleted& event) {
  MultiInstance& body = body_of(state, event.scope);
  ++body.completed;
  if (event.vote == event::Vote::Pass) ++body.pass;
  if (event.vote == event::Vote::Reject) ++body.reject;
  if (event.vote == event::Vote::Abstain) ++body.abstain;
  if (event.result.is_null()) return;  // bodies that collect nothing keep no list
  put_result(state, event.scope, event.loop_counter, event.result);
}

void evolve(State& state, const event::IterationsAdded& event) {
  MultiInstance& body = body_of(state, event.scope);
  const std::uint32_t before = body.planned;
  body.planned += static_cast<std::uint32_t>(event.items.size());
  if (body.page_size == 0) {
    if (body.items.empty() && before > 0) return;  // it counts, and has no items
    body.items.insert(body.items.end(), event.items.begin(), event.items.end());
    return;
  }
  if (event.page) body.more_pages.push_back(event.page);
  if (event.page) make_page(state, *state.scope(event.scope), event.page, {});
  for (std::uint32_t i = 0; i < event.items.size(); ++i) {
    const auto [where, position] = place_of(state, event.scope, before + i + 1);
    if (where->items.size() <= position) where->items.resize(position + 1);
    where->items[position] = event.items[i];
  }
}

void evolve(State& state, const event::IterationSkipped& event) {
  MultiInstance& body = body_of(state, event.scope);
  ++body.started;
  ++body.terminated;
  const auto place = std::lower_bound(body.skipped.begin(), body.skipped.end(), event.loop_counter);
  body.skipped.insert(place, event.loop_counter);
}

void evolve(State& state, const event::GatewayStateSet& event) {
  std::vector<GatewayState>& gateways = existing(state, event.scope).gateways;
  std::erase_if(gateways, [&](const GatewayState& one) { return one.gateway == event.gateway; });
  if (event.waits_for_reset) gateways.push_back({event.gateway, event.activated_by});
}

}  // namespace bihuan::state
