#include "api/compat/visible.h"

#include "api/compat/ask.h"
#include "api/security/visibility.h"

namespace bihuan::compat {

using namespace api;

std::expected<store::LoadedInstance, Problem> running_instance(const Call& call, const std::string& id) {
  const auto number = codec::parse_instance_id(id);
  auto loaded = number ? security::visible_instance(call.services.store, call.caller, *number) : std::nullopt;
  if (!loaded || !is_running(loaded->row.status)) {
    return std::unexpected(nothing_with("流程实例", "process instance", id));
  }
  return std::move(*loaded);
}

std::expected<Inside, Problem> inside(const Call& call, const std::string& id, const char* what_zh,
                                      const char* what_en) {
  const auto nothing = [&] { return std::unexpected(nothing_with(what_zh, what_en, id)); };
  const auto place = parse_place(id);
  if (!place) return nothing();
  auto loaded = running_instance(call, codec::text(place->instance));
  if (!loaded) return nothing();
  Inside out{view_of(std::move(*loaded), *call.services.catalogue.now())};
  if (!out.live) return nothing();
  const state::State& state = out.live->state;
  if (const Standing standing = find_token(state, TokenId{place->number}); place->number != 0 && standing) {
    out.scope = standing.scope;
    out.token = standing.token;
  } else {
    out.scope = state.scope(ScopeId{place->number == 0 ? 1 : place->number});
  }
  if (!out.scope) return nothing();
  return out;
}

std::expected<OpenTask, Problem> open_task(const Call& call) {
  const std::string id = call.parameter("id");
  const auto nothing = [&] { return std::unexpected(nothing_with("任务", "task", id)); };
  const auto reference = codec::parse_reference(id);
  auto row = reference ? call.services.store.task(reference->instance, WorkId{reference->n}) : std::nullopt;
  if (!row || row->status != store::TaskStatus::Open) return nothing();
  if (!security::may_see(call.services.store, call.caller, *row)) return nothing();
  auto loaded = call.services.store.load({row->instance});
  if (loaded.empty()) return nothing();
  OpenTask out{std::move(*row), {view_of(std::move(loaded.front()), *call.services.catalogue.now())}};
  const state::Work* work = out.at.live ? out.at.live->state.work(out.row.work) : nullptr;
  if (!work) return nothing();
  out.at.scope = out.at.live->state.scope(out.at.live->state.scope_of(work->id));
  out.at.token = state::find_token(*out.at.scope, work->token);
  return out;
}

}  // namespace bihuan::compat
