// How far a case has come, now and at an earlier moment.
#include "adapters/codec/ids.h"
#include "api/instance_view.h"
#include "api/json_writer.h"
#include "api/resources/instance_detail.h"
#include "api/resources/progress_view.h"
#include "api/resources/resources.h"
#include "api/resources/sight.h"
#include "api/story/replay.h"

namespace bihuan::resources {
namespace {

using namespace api;

constexpr store::Page called_ones{.cursor = {}, .limit = 100};

Problem unreadable() {
  return not_found("该时刻的记录", "a readable record of this instance at this moment");
}

std::expected<store::InstanceRow, Problem> visible_row(const Call& call, security::Action action) {
  auto loaded = permitted(call, action);
  if (!loaded) return std::unexpected(std::move(loaded.error()));
  return std::move(loaded->row);
}

/// What was said in the processes that a case called, up to a moment: its timeline is one.
void add_called(const Call& call, const store::InstanceRow& top, const story::Until& until,
                std::vector<story::Opinion>& opinions) {
  if (top.root != top.id) return;
  const auto listed = call.services.store.instances({.root = top.id}, called_ones);
  for (const store::InstanceRow& row : listed.rows) {
    if (row.id == top.id) continue;
    story::Way way;
    story::read_records(call.services.store, row.id, {.at = until.at},
                        [&](const story::Record& record) { way.add(record, row.definition); });
    opinions.insert(opinions.end(), way.opinions.begin(), way.opinions.end());
  }
}

}  // namespace

Answer read_progress(const Call& call) {
  Query query(*call.request);
  if (auto wrong = query.finish()) return *wrong;
  const auto row = visible_row(call, security::Action::CaseRead);
  if (!row) return row.error();
  const Names names(call.services);
  auto then = story::replay(call.services.store, names.known(), *row, {});
  if (!then) return unreadable();
  std::vector<story::Opinion> opinions = then->way.opinions;
  add_called(call, *row, {}, opinions);
  return json_answer(progress_json(call, names, *then->live, then->way, std::move(opinions), call.services.host.now()));
}

Answer read_as_of(const Call& call) {
  Query query(*call.request);
  story::Until until{.at = query.moment("at")};
  if (const auto seq = query.integer("seq")) until.seq = static_cast<std::uint64_t>(*seq);
  if (auto wrong = query.finish()) return *wrong;
  const auto row = visible_row(call, security::Action::RecordRead);
  if (!row) return row.error();
  const Names names(call.services);
  auto then = story::replay(call.services.store, names.known(), *row, until);
  if (!then) return unreadable();
  std::vector<story::Opinion> opinions = then->way.opinions;
  add_called(call, *row, {.at = then->at}, opinions);
  JsonObject out;
  out.number("seq", static_cast<std::int64_t>(then->seq)).moment("at", then->at);
  add_state(out, *then->live, names, mask_for(call, *then->live->definition, *row));
  out.raw("progress", progress_json(call, names, *then->live, then->way, std::move(opinions), then->at));
  return json_answer(out.done());
}

}  // namespace bihuan::resources
