// Decides how records are found, and how the changes of a step are taken back. It does not know events (evolve.cpp).
//
// Before its first edit in a step a record is copied into `before_`; a record that the step itself made needs no copy.
// The items of a multi-instance body only grow at their end, so the copy leaves them out and roll_back moves the first
// `planned` of them over: else completing one of n iterations would cost n. A page of them is small and copied whole.
#include "engine/state/state.h"

#include <algorithm>

#include "engine/base/check.h"

namespace bihuan::state {
namespace {

template <class Record, class Key>
const Record* find_by_id(const std::vector<Record>& records, Key id) {
  if (!records.empty() && records.back().id == id) return &records.back();  // what was made last is asked for most
  const auto found = std::lower_bound(records.begin(), records.end(), id,
                                      [](const Record& record, Key wanted) { return record.id < wanted; });
  return found != records.end() && found->id == id ? &*found : nullptr;
}

bool has_many_items(const Scope& scope) {
  return scope.kind == ScopeKind::MultiInstance && scope.multi_instance;
}

Scope copy_without_items(Scope& scope) {
  if (!has_many_items(scope)) return scope;
  std::vector<Value> items = std::move(scope.multi_instance->items);
  scope.multi_instance->items.clear();
  Scope copy = scope;
  scope.multi_instance->items = std::move(items);
  return copy;
}

void hand_items_back(Scope& from, Scope& to) {
  if (!has_many_items(from) || !has_many_items(to)) return;
  std::vector<Value>& items = to.multi_instance->items;
  items = std::move(from.multi_instance->items);
  if (items.size() > to.multi_instance->planned) items.resize(to.multi_instance->planned);
}

}  // namespace

const Value* find(const Variables& variables, std::string_view name) {
  for (const auto& [key, value] : variables)
    if (key == name) return &value;
  return nullptr;
}

const Token* find_token(const Scope& scope, TokenId id) {
  return find_by_id(scope.tokens, id);
}
const Work* find_work(const Scope& scope, WorkId id) {
  return find_by_id(scope.work, id);
}
const Incident* find_incident(const Scope& scope, IncidentId id) {
  return find_by_id(scope.incidents, id);
}

const Scope* State::scope(ScopeId id) const {
  const auto found = scopes_.find(id);
  return found == scopes_.end() ? nullptr : &found->second;
}

ScopeId State::scope_of(WorkId id) const {
  const auto found = holder_.find(id.n);
  return found == holder_.end() || find_work(scopes_.at(found->second), id) == nullptr ? ScopeId{} : found->second;
}

ScopeId State::scope_of(IncidentId id) const {
  const auto found = holder_.find(id.n);
  return found == holder_.end() || find_incident(scopes_.at(found->second), id) == nullptr ? ScopeId{} : found->second;
}

const Work* State::work(WorkId id) const {
  const Scope* holder = scope(scope_of(id));
  return holder == nullptr ? nullptr : find_work(*holder, id);
}

const Incident* State::incident(IncidentId id) const {
  const Scope* holder = scope(scope_of(id));
  return holder == nullptr ? nullptr : find_incident(*holder, id);
}

std::vector<ScopeId> State::children_of(ScopeId id) const {
  std::vector<ScopeId> children;
  for (auto at = children_.lower_bound({id, ScopeId{}}); at != children_.end() && at->first == id; ++at)
    children.push_back(at->second);
  return children;
}

Header& State::edit_header() {
  if (!header_before_) header_before_ = header_;
  return header_;
}

void State::remember(ScopeId id, Scope* scope) {
  const auto [entry, is_new] = before_.try_emplace(id);
  if (is_new && scope != nullptr) entry->second = copy_without_items(*scope);
}

Scope& State::edit_scope(ScopeId id) {
  const auto found = scopes_.find(id);
  if (found != scopes_.end()) {
    remember(id, &found->second);
    return found->second;
  }
  remember(id, nullptr);
  Scope& made = scopes_[id];
  made.id = id;
  return made;
}

void State::erase_scope(ScopeId id) {
  const auto found = scopes_.find(id);
  CHECK(found != scopes_.end());
  remember(id, &found->second);
  if (std::optional<Scope>& before = before_.at(id)) hand_items_back(found->second, *before);
  unindex(found->second);
  scopes_.erase(found);
}

void State::index_work(WorkId id, ScopeId scope) {
  if (scope)
    holder_[id.n] = scope;
  else
    holder_.erase(id.n);
}

void State::index_condition(WorkId id, bool waits) {
  if (waits)
    conditions_.insert(id);
  else
    conditions_.erase(id);
}

void State::index_incident(IncidentId id, ScopeId scope) {
  index_work(WorkId{id.n}, scope);
}

void State::index_child(ScopeId parent, ScopeId child) {
  children_.emplace(parent, child);
}

void State::index(const Scope& scope) {
  for (const Work& work : scope.work) {
    holder_[work.id.n] = scope.id;
    if (std::holds_alternative<Condition>(work.detail)) conditions_.insert(work.id);
  }
  for (const Incident& incident : scope.incidents) holder_[incident.id.n] = scope.id;
  if (scope.parent) children_.emplace(scope.parent, scope.id);
}

void State::unindex(const Scope& scope) {
  for (const Work& work : scope.work) {
    holder_.erase(work.id.n);
    conditions_.erase(work.id);
  }
  for (const Incident& incident : scope.incidents) holder_.erase(incident.id.n);
  if (scope.parent) children_.erase({scope.parent, scope.id});
}

void State::reindex() {
  holder_.clear();
  children_.clear();
  conditions_.clear();
  for (const auto& [id, scope] : scopes_) index(scope);
}

std::set<ScopeId> State::changed() const {
  std::set<ScopeId> ids;
  for (const auto& [id, before] : before_) ids.insert(ids.end(), id);
  return ids;
}

void State::keep() {
  header_before_.reset();
  before_.clear();
}

void State::take_back(ScopeId id, std::optional<Scope>& before) {
  const auto now = scopes_.find(id);
  if (now != scopes_.end()) {
    if (before) hand_items_back(now->second, *before);
    unindex(now->second);
    scopes_.erase(now);
  }
  if (before) scopes_.emplace(id, std::move(*before));
}

void State::roll_back() {
  if (header_before_) header_ = std::move(*header_before_);
  for (auto& [id, before] : before_) take_back(id, before);
  for (const auto& [id, before] : before_)
    if (const Scope* restored = scope(id)) index(*restored);
  keep();
}

}  // namespace bihuan::state
