#include "api/story/replay.h"

#include "engine/state/evolve.h"

namespace bihuan::story {

std::optional<Then> replay(store::Store& store, const host::Snapshot& known, const store::InstanceRow& row,
                           const Until& until) {
  const host::KnownProcess* process = known.process(row.definition);
  if (!process) return std::nullopt;
  Then then{.live = std::make_unique<host::Live>()};
  const bool whole = read_records(store, row.id, until, [&](const Record& record) {
    for (const Event& event : record.events) state::evolve(then.live->state, event);
    then.live->state.keep();
    then.way.add(record, row.definition);
    then.seq = record.seq;
    then.at = record.at;
  });
  if (!whole || then.seq == 0) return std::nullopt;
  const state::Header& header = then.live->state.header();
  then.live->row = row;
  then.live->row.status = header.status;
  then.live->row.title = header.title;
  then.live->row.head_seq = then.seq;
  const bool over = header.status != state::Status::Active && header.status != state::Status::Suspended;
  if (!over) then.live->row.ended.reset();
  then.live->definition = process->definition;
  then.live->deployment = process->row.deployment;
  return then;
}

}  // namespace bihuan::story
