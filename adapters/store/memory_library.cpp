// Decides how deployments are kept in memory.
#include <algorithm>

#include "adapters/store/memory_store.h"

namespace bihuan::store {

using Guard = std::lock_guard<std::mutex>;

namespace {

template <class Map>
auto value_of(const Map& map, const typename Map::key_type& key) -> std::optional<typename Map::mapped_type> {
  const auto found = map.find(key);
  if (found == map.end()) return std::nullopt;
  return found->second;
}

}  // namespace

int MemoryStore::latest_version(const std::string& kind, const std::string& key) const {
  int latest = 0;
  for (const auto& [id, row] : definitions_) {
    if (row.kind == kind && row.key == key) latest = std::max(latest, row.version);
  }
  return latest;
}

void MemoryStore::replace_starts(const Deployment& stored) {
  for (const DefinitionRow& definition : stored.definitions) {
    if (definition.kind != "process") continue;
    std::erase_if(starts_, [&](const auto& entry) { return entry.second.process == definition.key; });
  }
  for (const StartRow& start : stored.starts) starts_[{start.definition, start.element}] = start;
}

Deployment MemoryStore::deploy(const Deployment& deployment) {
  const Ringing guard(mutex_, bell_, Topic::Deployments);
  Deployment stored = deployment;
  stored.row.id = first_id_of_block(next_block_++);
  for (DefinitionRow& definition : stored.definitions) {
    definition.id = DefinitionId{first_id_of_block(next_block_++)};
    definition.deployment = stored.row.id;
    definition.version = latest_version(definition.kind, definition.key) + 1;
    definitions_[definition.id] = definition;
    for (StartRow& start : stored.starts) {
      if (definition.kind == "process" && definition.key == start.process) start.definition = definition.id;
    }
  }
  deployments_[stored.row.id] = stored.row;
  for (const FileRow& file : stored.files) files_[{stored.row.id, file.name}] = file;
  replace_starts(stored);
  return stored;
}

std::vector<DeploymentRow> MemoryStore::deployments() {
  const Guard guard(mutex_);
  std::vector<DeploymentRow> rows;
  for (const auto& [id, row] : deployments_) rows.push_back(row);
  std::ranges::stable_sort(rows, {}, [](const DeploymentRow& row) { return row.at; });
  return rows;
}

std::vector<DefinitionRow> MemoryStore::definitions() {
  const Guard guard(mutex_);
  std::vector<DefinitionRow> rows;
  for (const auto& [id, row] : definitions_) rows.push_back(row);
  return rows;
}

std::optional<FileRow> MemoryStore::file(std::uint64_t deployment, const std::string& name) {
  const Guard guard(mutex_);
  return value_of(files_, {deployment, name});
}

std::vector<FileRow> MemoryStore::files(std::uint64_t deployment) {
  const Guard guard(mutex_);
  std::vector<FileRow> rows;
  for (const auto& [key, row] : files_) {
    if (key.first == deployment) rows.push_back(row);
  }
  return rows;
}

void MemoryStore::set_enabled(DefinitionId id, bool enabled) {
  const Ringing guard(mutex_, bell_, Topic::Deployments);
  if (const auto found = definitions_.find(id); found != definitions_.end()) found->second.enabled = enabled;
}

std::vector<StartRow> MemoryStore::starts() {
  const Guard guard(mutex_);
  std::vector<StartRow> rows;
  for (const auto& [key, row] : starts_) rows.push_back(row);
  return rows;
}

bool MemoryStore::advance_start(const StartRow& was, std::optional<Instant> next) {
  const Guard guard(mutex_);
  const auto found = starts_.find({was.definition, was.element});
  if (found == starts_.end() || found->second.fired != was.fired) return false;
  found->second.due = next;
  ++found->second.fired;
  return true;
}

std::unique_ptr<Store> open_memory(ClockFunction clock) {
  return std::make_unique<MemoryStore>(std::move(clock));
}

}  // namespace bihuan::store
