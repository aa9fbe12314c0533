#include "api/instance_view.h"

#include <set>

#include "adapters/host/turn.h"

namespace bihuan::api {
namespace {

class Gathered {
 public:
  void add(const state::Variables& variables) {
    for (const auto& [name, value] : variables) {
      if (names_.insert(name).second) all.emplace_back(name, value);
    }
  }
  state::Variables all;

 private:
  std::set<std::string> names_;
};

}  // namespace

std::unique_ptr<host::Live> view_of(store::LoadedInstance loaded, const host::Snapshot& known) {
  const host::KnownProcess* process = known.process(loaded.row.definition);
  return process ? host::revive(std::move(loaded), *process) : nullptr;
}

state::Variables visible_variables(const state::State& state, WorkId work) {
  Gathered gathered;
  const state::Scope* scope = state.scope(state.scope_of(work));
  const state::Work* found = scope ? state::find_work(*scope, work) : nullptr;
  TokenId token = found ? found->token : TokenId{};
  for (; scope; scope = state.scope(scope->parent)) {
    const state::Token* at = token ? state::find_token(*scope, token) : nullptr;
    if (at) gathered.add(at->locals);
    gathered.add(scope->variables);
    token = scope->owner;
  }
  return std::move(gathered.all);
}

}  // namespace bihuan::api
