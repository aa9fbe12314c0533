// Decides how cargo becomes bytes and rows, and how a part of it is taken out again.
#include "adapters/host/cargo.h"

#include <algorithm>

#include "adapters/codec/records.h"
#include "adapters/host/chain.h"
#include "adapters/host/data_stores.h"

namespace bihuan::host {
namespace {

InstanceId instance_of(const store::InstanceWrite& write) {
  return write.row.id;
}
InstanceId instance_of(const std::pair<InstanceId, WorkId>& key) {
  return key.first;
}
InstanceId instance_of(const auto& row) {
  return row.instance;
}

void leave_rows(auto& rows, const Leaving& leaving) {
  std::erase_if(rows, [&](const auto& row) { return leaving.has(instance_of(row)); });
}

void leave_map(auto& rows, const Leaving& leaving) {
  std::erase_if(rows, [&](const auto& entry) { return leaving.has(entry.first.first); });
}

template <class Row>
void leave_owned(std::vector<Row>& rows, std::vector<int>& owners, const Leaving& leaving) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (leaving.requests[static_cast<std::size_t>(owners[i])]) continue;
    if (kept != i) rows[kept] = std::move(rows[i]), owners[kept] = owners[i];
    ++kept;
  }
  rows.resize(kept);
  owners.resize(kept);
}

store::JournalRow journal_row(const Entry& entry) {
  store::InstanceRow& row = entry.live->row;
  store::JournalRow out{.instance = row.id, .seq = row.head_seq + 1, .at = entry.at};
  out.actor = entry.request->actor;
  out.request_id = entry.request->request_id;
  out.reason = entry.request->reason;
  out.command = codec::encode_command(*entry.command);
  out.events = codec::encode_events(entry.events);
  out.previous = row.head;
  out.hash = chain_hash(out);
  row.head_seq = out.seq;
  row.head = out.hash;
  return out;
}

store::InstanceWrite instance_write(Live& live) {
  store::InstanceWrite write{.row = live.row, .scopes = {}};
  write.row.header = codec::encode_header(live.state.header());
  live.sizes.set_header(write.row.header.size());
  write.scopes.reserve(live.dirty.size());
  for (ScopeId id : live.dirty) {
    const state::Scope* scope = live.state.scope(id);
    write.scopes.push_back({id, scope ? codec::encode_scope(*scope) : std::string()});
    live.sizes.set(id, write.scopes.back().bytes.size());
  }
  return write;
}

void pack_rows(Rows& rows, store::Batch& batch) {
  batch.tasks.reserve(rows.tasks.size());
  for (auto& [key, row] : rows.tasks) batch.tasks.push_back(std::move(row));
  for (auto& [key, row] : rows.jobs) {
    row ? batch.jobs.push_back(std::move(*row)) : batch.jobs_gone.push_back(key);
  }
  for (auto& [key, row] : rows.subscriptions) {
    row ? batch.subscriptions.push_back(std::move(*row)) : batch.subscriptions_gone.push_back(key);
  }
  for (auto& [key, row] : rows.incidents) batch.incidents.push_back(std::move(row));
  rows = {};
}

}  // namespace

bool Leaving::has(InstanceId id) const {
  return std::ranges::binary_search(instances, id);
}

void leave(Cargo& cargo, const Leaving& leaving) {
  std::erase_if(cargo.entries, [&](const Entry& entry) { return leaving.has(entry.live->row.id); });
  std::erase_if(cargo.touched, [&](const Live* live) { return leaving.has(live->row.id); });
  leave_map(cargo.rows.tasks, leaving);
  leave_map(cargo.rows.jobs, leaving);
  leave_map(cargo.rows.subscriptions, leaving);
  leave_map(cargo.rows.incidents, leaving);
  leave_owned(cargo.messages.rows, cargo.messages.owners, leaving);
  leave_owned(cargo.messages_taken.rows, cargo.messages_taken.owners, leaving);
  leave_owned(cargo.answers.rows, cargo.answers.owners, leaving);
  leave_owned(cargo.notifications.rows, cargo.notifications.owners, leaving);
  std::erase_if(cargo.documents,
                [&](const auto& entry) { return leaving.requests[static_cast<std::size_t>(entry.second.owner)]; });
}

void leave(Cargo& cargo, store::Batch& packed, const Leaving& leaving) {
  std::erase_if(cargo.touched, [&](const Live* live) { return leaving.has(live->row.id); });
  leave_rows(packed.instances, leaving);
  leave_rows(packed.journal, leaving);
  leave_rows(packed.tasks, leaving);
  leave_rows(packed.jobs, leaving);
  leave_rows(packed.jobs_gone, leaving);
  leave_rows(packed.subscriptions, leaving);
  leave_rows(packed.subscriptions_gone, leaving);
  leave_rows(packed.incidents, leaving);
  leave_owned(packed.messages, cargo.messages.owners, leaving);
  leave_owned(packed.messages_taken, cargo.messages_taken.owners, leaving);
  leave_owned(packed.answers, cargo.answers.owners, leaving);
  leave_owned(packed.notifications, cargo.notifications.owners, leaving);
  std::erase_if(packed.documents, [&](const store::DocumentRow& row) {
    const auto written = cargo.documents.find(row.name);
    return leaving.requests[static_cast<std::size_t>(written->second.owner)];
  });
}

store::Batch pack(Cargo& cargo) {
  store::Batch batch;
  batch.journal.reserve(cargo.entries.size());
  for (const Entry& entry : cargo.entries) batch.journal.push_back(journal_row(entry));
  batch.instances.reserve(cargo.touched.size());
  for (Live* live : cargo.touched) batch.instances.push_back(instance_write(*live));
  pack_rows(cargo.rows, batch);
  batch.messages = std::move(cargo.messages.rows);
  batch.messages_taken = std::move(cargo.messages_taken.rows);
  batch.answers = std::move(cargo.answers.rows);
  batch.notifications = std::move(cargo.notifications.rows);
  for (const auto& [name, written] : cargo.documents) batch.documents.push_back(data_store_row(name, written));
  cargo.entries.clear();
  cargo.commands.clear();
  return batch;
}

}  // namespace bihuan::host
