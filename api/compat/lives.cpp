#include "api/compat/lives.h"

#include "api/compat/shape.h"

namespace bihuan::compat {
namespace {

constexpr std::size_t at_once = 500;

}  // namespace

void Lives::want(const std::set<InstanceId>& ids) {
  std::vector<InstanceId> missing;
  const auto read = [&] {
    for (store::LoadedInstance& loaded : store_.load(missing)) {
      const InstanceId id = loaded.row.id;
      lives_[id] = api::view_of(std::move(loaded), *known_);
    }
    missing.clear();
  };
  for (const InstanceId id : ids) {
    if (!lives_.emplace(id, nullptr).second) continue;
    missing.push_back(id);
    if (missing.size() == at_once) read();
  }
  if (!missing.empty()) read();
}

const host::Live* Lives::of(InstanceId id) {
  if (!lives_.contains(id)) want({id});
  return lives_[id].get();
}

Standing find_token(const state::State& state, TokenId id) {
  for (const auto& [number, scope] : state.scopes()) {
    if (const state::Token* token = state::find_token(scope, id)) return {&scope, token};
  }
  return {};
}

state::Variables variables_from(const state::State& state, const state::Scope& scope, TokenId token) {
  state::Variables out;
  std::set<std::string, std::less<>> names;
  const auto add = [&](const state::Variables& variables) {
    for (const auto& one : variables) {
      if (names.insert(one.first).second) out.push_back(one);
    }
  };
  for (const state::Scope* at = &scope; at; at = state.scope(at->parent)) {
    if (const state::Token* stands = token ? state::find_token(*at, token) : nullptr) add(stands->locals);
    add(at->variables);
    token = at->owner;
  }
  return out;
}

std::string activity_of(const host::Live& live, const state::Token& token) {
  const std::string& id = live.definition->at(token.element).id;
  const state::Scope* child = token.child ? live.state.scope(token.child) : nullptr;
  const bool body = child && (child->kind == state::ScopeKind::MultiInstance || child->kind == state::ScopeKind::Loop);
  return body ? id + std::string(body_suffix) : id;
}

bool is_running(state::Status status) {
  return status == state::Status::Active || status == state::Status::Suspended;
}

std::optional<Place> parse_place(std::string_view id) {
  // An activity instance's id has the activity in front.
  if (const std::size_t colon = id.rfind(':'); colon != std::string_view::npos) id.remove_prefix(colon + 1);
  if (const auto instance = codec::parse_instance_id(id)) return Place{*instance, 0};
  if (const auto reference = codec::parse_reference(id)) return Place{reference->instance, reference->n};
  return std::nullopt;
}

}  // namespace bihuan::compat
