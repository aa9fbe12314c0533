// Decides when a batch counts as written: the transaction is durable, or was found durable after the connection broke
// in between. Otherwise it says who was in the way. Which statements a batch is: commit_steps.h.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <map>
#include <set>

#include "adapters/store/batch_order.h"
#include "adapters/store/commit_steps.h"
#include "adapters/store/sql_store.h"
#include "engine/base/check.h"

namespace bihuan::store {

namespace {

/// A refusal whose reason cannot be found happens when the other transaction is taken back meanwhile: once more, then.
constexpr int most_refusals = 20;

constexpr const char* stored_revisions = R"sql(
SELECT i.id, i.revision FROM instance i, {rows(part i, id i)} WHERE i.part = n.part AND i.id = n.id)sql";
constexpr const char* stored_entries = R"sql(
SELECT j.instance, j.hash FROM journal j, {rows(part i, instance i, seq i)}
WHERE j.part = n.part AND j.instance = n.instance AND j.seq = n.seq)sql";
constexpr const char* stored_answers = R"sql(
SELECT a.key, a.fingerprint, a.created FROM idempotency a, {rows(part i, key t)}
WHERE a.part = n.part AND a.key = n.key)sql";
constexpr const char* stored_messages = R"sql(
SELECT m.id, m.created, m.taken FROM message m, {rows(part i, id t)} WHERE m.part = n.part AND m.id = n.id)sql";
const std::string load_instance = "SELECT " + names_of<InstanceRow>("i.") +
                                  " FROM instance i, {rows(part i, id i)} WHERE i.part = n.part AND i.id = n.id";
constexpr const char* load_scopes = R"sql(
SELECT s.instance, s.id, s.bytes FROM scope s, {rows(part i, instance i)}
WHERE s.part = n.part AND s.instance = n.instance)sql";
const std::string read_answer =
    "SELECT " + names_of<IdempotencyRow>() + " FROM idempotency WHERE part = $1 AND key = $2";
constexpr const char* delete_answers = R"sql(DELETE FROM idempotency WHERE part = $1 AND created < $2)sql";

void add_cells(Step& step, const auto&... values) {
  RowBuilder builder(step);
  (builder("", values), ...);
}

Rows read_if_any(Connection& connection, const Step& step) {
  if (step.columns.empty()) return {};
  return std::move(connection.read({&step, 1}).front());
}

std::vector<InstanceId> overtaken(Connection& connection, const Batch& batch) {
  Step revisions(stored_revisions), entries(stored_entries);
  for (const InstanceWrite& write : batch.instances) {
    add_cells(revisions, std::int64_t{part_of(write.row.id)}, write.row.id);
  }
  for (const JournalRow& row : batch.journal) {
    add_cells(entries, std::int64_t{part_of(row.instance)}, row.instance, row.seq);
  }
  std::map<InstanceId, std::int64_t> stored;
  for (const auto& cells : read_if_any(connection, revisions)) {
    stored[InstanceId{static_cast<std::uint64_t>(number_in(cells[0]))}] = number_in(cells[1]);
  }
  std::set<InstanceId> found;
  for (const InstanceWrite& write : batch.instances) {
    const auto at = stored.find(write.row.id);
    const bool matches = at == stored.end() ? write.row.revision == 0 : at->second == write.row.revision - 1;
    if (!matches) found.insert(write.row.id);
  }
  for (const auto& cells : read_if_any(connection, entries)) {
    found.insert(InstanceId{static_cast<std::uint64_t>(number_in(cells[0]))});
  }
  return {found.begin(), found.end()};
}

std::vector<std::string> known_messages(Connection& connection, const Batch& batch, std::int64_t part) {
  Step ids(stored_messages);
  for (const MessageRow& row : batch.messages) add_cells(ids, part, row.id);
  for (const std::string& id : batch.messages_taken) add_cells(ids, part, id);
  std::map<std::string, bool> taken;
  for (const auto& cells : read_if_any(connection, ids)) {
    taken[plain_text(characters_in(cells[0]))] = number_in(cells[2]) != 0;
  }
  std::vector<std::string> known;
  for (const MessageRow& row : batch.messages) {
    if (taken.contains(row.id)) known.push_back(row.id);
  }
  for (const std::string& id : batch.messages_taken) {
    const auto stored = taken.find(id);
    if (stored == taken.end() || stored->second) known.push_back(id);
  }
  return known;
}

}  // namespace

Conflicts SqlStore::conflicts_stored(Connection& connection, const Batch& batch) const {
  Conflicts found;
  found.overtaken = overtaken(connection, batch);
  Step keys(stored_answers);
  for (const IdempotencyRow& row : batch.answers) add_cells(keys, own_part, row.key);
  for (const auto& cells : read_if_any(connection, keys)) found.answered.push_back(plain_text(characters_in(cells[0])));
  found.messages_known = known_messages(connection, batch, own_part);
  return found;
}

/// Whether this very batch is stored: its first mark that nobody else can have made is there.
bool SqlStore::is_durable(Connection& connection, const Batch& batch) const {
  if (!batch.journal.empty()) {
    const JournalRow& mine = batch.journal.front();
    Step entry(stored_entries);
    add_cells(entry, std::int64_t{part_of(mine.instance)}, mine.instance, mine.seq);
    const Rows stored = read_if_any(connection, entry);
    return !stored.empty() && stored[0][1] == cell_of(mine.hash);
  }
  if (!batch.answers.empty()) {
    const IdempotencyRow& mine = batch.answers.front();
    Step key(stored_answers);
    add_cells(key, own_part, mine.key);
    const Rows stored = read_if_any(connection, key);
    return !stored.empty() && stored[0][1] == cell_of(mine.fingerprint) && stored[0][2] == cell_of(mine.created);
  }
  if (!batch.messages.empty()) {
    const MessageRow& mine = batch.messages.front();
    Step id(stored_messages);
    add_cells(id, own_part, mine.id);
    const Rows stored = read_if_any(connection, id);
    return !stored.empty() && stored[0][1] == cell_of(mine.created);
  }
  return false;
}

Conflicts SqlStore::commit(const Batch& batch) {
  if (Conflicts within = conflicts_within(batch); !within.none()) return within;
  const std::vector<Step> steps = commit_steps(batch, own_part);
  if (steps.empty()) return {};
  bool unsure = false;
  Conflicts conflicts = attempt(*parts_.writers, [&](Connection& connection) -> Conflicts {
    for (int refusal = 0; refusal < most_refusals; ++refusal) {
      if (unsure && is_durable(connection, batch)) return {};
      try {
        if (connection.write(steps)) return {};
      } catch (const DatabaseError& error) {
        unsure = unsure || error.trouble == Trouble::Lost;
        throw;
      }
      if (unsure && is_durable(connection, batch)) return {};
      if (Conflicts found = conflicts_stored(connection, batch); !found.none()) return found;
    }
    raise_bug(__FILE__, __LINE__, "a commit is refused and nobody is in its way");
  });
  if (!conflicts.none()) return conflicts;
  rows_written_ += batch.instances.size() + batch.journal.size() + batch.tasks.size() + batch.jobs.size();
  parts_.bell->ring(topics_of(batch));
  return {};
}

std::vector<LoadedInstance> SqlStore::load(const std::vector<InstanceId>& ids) {
  if (ids.empty()) return {};
  std::vector<Step> steps{Step(load_instance), Step(load_scopes)};
  for (InstanceId id : std::set<InstanceId>(ids.begin(), ids.end())) {
    for (Step& step : steps) add_cells(step, std::int64_t{part_of(id)}, id);
  }
  const std::vector<Rows> found = read_all(steps);
  std::map<InstanceId, LoadedInstance> loaded;
  for (InstanceRow& row : rows_in<InstanceRow>(found[0])) {
    const InstanceId id = row.id;
    loaded[id].row = std::move(row);
  }
  for (const auto& cells : found[1]) {
    const auto at = loaded.find(InstanceId{static_cast<std::uint64_t>(number_in(cells[0]))});
    CHECK(at != loaded.end());
    at->second.scopes.emplace_back(ScopeId{static_cast<std::uint64_t>(number_in(cells[1]))}, characters_in(cells[2]));
  }
  std::vector<LoadedInstance> ordered;
  for (auto& [id, instance] : loaded) {
    std::ranges::sort(instance.scopes, {}, [](const auto& scope) { return scope.first; });
    ordered.push_back(std::move(instance));
  }
  return ordered;
}

std::optional<IdempotencyRow> SqlStore::answer(const std::string& key) {
  const Rows rows = read(Step(read_answer).number(own_part).text_value(key));
  if (rows.empty()) return std::nullopt;
  return row_in<IdempotencyRow>(rows[0]);
}

void SqlStore::forget_answers(Instant before) {
  write({Step(delete_answers).number(own_part).number(before.us)});
}

}  // namespace bihuan::store
