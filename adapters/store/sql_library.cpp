// Decides how deployments are kept. None of this is on the hot path: one row at a time.
#include <algorithm>
#include <map>

#include "adapters/store/sql_store.h"
#include "engine/base/check.h"

namespace bihuan::store {

namespace {

const std::string insert_deployment = insert_text<DeploymentRow>("deployment");
const std::string insert_definition = insert_text<DefinitionRow>("definition");
const std::string insert_start = insert_text<StartRow>("start_event");
constexpr const char* insert_file = R"sql(
INSERT INTO deployment_file (part, deployment, name, kind, bytes)
SELECT part, deployment, name, kind, bytes
FROM {rows(part i, deployment i, name t, kind t, bytes b)} WHERE true)sql";
constexpr const char* delete_starts = R"sql(DELETE FROM start_event WHERE part = $1 AND process = $2)sql";
constexpr const char* latest_version = R"sql(
SELECT coalesce(max(version), 0) FROM definition WHERE part = $1 AND kind = $2 AND key = $3)sql";
constexpr const char* stored_versions = R"sql(
SELECT id, version FROM definition WHERE part = $1 AND deployment = $2)sql";
const std::string all_deployments = "SELECT " + names_of<DeploymentRow>() +
                                    " FROM deployment WHERE part = $1 ORDER BY "
                                    "at, id";
const std::string all_definitions = "SELECT " + names_of<DefinitionRow>() +
                                    " FROM definition WHERE part = $1 ORDER "
                                    "BY id";
const std::string all_starts =
    "SELECT " + names_of<StartRow>() + " FROM start_event WHERE part = $1 ORDER BY definition, element";
const std::string select_files =
    "SELECT " + names_of<FileRow>() + " FROM deployment_file WHERE part = $1 AND deployment = $2";
constexpr const char* set_enabled_text = R"sql(UPDATE definition SET enabled = $3 WHERE part = $1 AND id = $2)sql";
constexpr const char* advance_text = R"sql(
UPDATE start_event SET due = $5, fired = fired + 1
WHERE part = $1 AND definition = $2 AND element = $3 AND fired = $4 RETURNING fired)sql";

template <class Row>
std::optional<Row> first_in(const Rows& rows) {
  if (rows.empty()) return std::nullopt;
  return row_in<Row>(rows[0]);
}

template <class Row>
Step one_row(const std::string& text, std::int64_t part, const Row& row) {
  Step step(text);
  add_row(step, part, row);
  return step;
}

Step files_step(const Deployment& deployment, std::int64_t part) {
  Step step(insert_file);
  for (const FileRow& file : deployment.files) {
    RowBuilder builder(step);
    builder("part", part);
    builder("deployment", deployment.row.id);
    columns(file, builder);
  }
  return step;
}

/// Numbers the definitions after the latest stored versions, in the order in which they come.
void give_versions(Connection& connection, Deployment& deployment, std::int64_t part) {
  std::map<std::pair<std::string, std::string>, int> latest;
  for (DefinitionRow& definition : deployment.definitions) {
    const std::pair key{definition.kind, definition.key};
    if (!latest.contains(key)) {
      Step step(latest_version);
      step.number(part).text_value(definition.kind).text_value(definition.key);
      latest[key] = static_cast<int>(number_in(connection.read({&step, 1})[0][0][0]));
    }
    definition.version = ++latest[key];
  }
}

std::vector<Step> deploy_steps(const Deployment& deployment, std::int64_t part) {
  std::vector<Step> steps{one_row(insert_deployment, part, deployment.row)};
  if (!deployment.files.empty()) steps.push_back(files_step(deployment, part));
  Step definitions(insert_definition), starts(insert_start);
  for (const DefinitionRow& row : deployment.definitions) add_row(definitions, part, row);
  for (const StartRow& row : deployment.starts) add_row(starts, part, row);
  if (!definitions.columns.empty()) steps.push_back(std::move(definitions));
  for (const DefinitionRow& row : deployment.definitions) {
    if (row.kind == "process") steps.push_back(Step(delete_starts).number(part).text_value(row.key));
  }
  if (!starts.columns.empty()) steps.push_back(std::move(starts));
  return steps;
}

/// Whether this very deployment is stored already, after a connection that broke; then with the versions it got.
bool found_stored(Connection& connection, Deployment& deployment, std::int64_t part) {
  Step step(stored_versions);
  step.number(part).number(static_cast<std::int64_t>(deployment.row.id));
  const Rows rows = std::move(connection.read({&step, 1}).front());
  std::map<DefinitionId, int> versions;
  for (const auto& cells : rows) {
    versions[DefinitionId{static_cast<std::uint64_t>(number_in(cells[0]))}] = static_cast<int>(number_in(cells[1]));
  }
  if (versions.empty()) return false;
  for (DefinitionRow& definition : deployment.definitions) definition.version = versions.at(definition.id);
  return true;
}

}  // namespace

Deployment SqlStore::deploy(const Deployment& deployment) {
  Deployment stored = deployment;
  const auto count = static_cast<std::int64_t>(stored.definitions.size()) + 1;
  std::int64_t block = count_up("id block", count) - count;
  stored.row.id = first_id_of_block(static_cast<std::uint64_t>(++block), own_part);
  for (DefinitionRow& definition : stored.definitions) {
    definition.id = DefinitionId{first_id_of_block(static_cast<std::uint64_t>(++block), own_part)};
    definition.deployment = stored.row.id;
    for (StartRow& start : stored.starts) {
      if (definition.kind == "process" && definition.key == start.process) start.definition = definition.id;
    }
  }
  bool unsure = false;
  attempt(*parts_.writers, [&](Connection& connection) {
    if (unsure && found_stored(connection, stored, own_part)) return true;
    give_versions(connection, stored, own_part);
    try {
      if (connection.write(deploy_steps(stored, own_part))) return true;
    } catch (const DatabaseError& error) {
      unsure = unsure || error.trouble == Trouble::Lost;
      throw;
    }
    if (unsure && found_stored(connection, stored, own_part)) return true;
    throw DatabaseError(Trouble::Again, "another node deploys the same key");
  });
  parts_.bell->ring(bit(Topic::Deployments));
  return stored;
}

std::vector<DeploymentRow> SqlStore::deployments() {
  return rows_in<DeploymentRow>(read(Step(all_deployments).number(own_part)));
}

std::vector<DefinitionRow> SqlStore::definitions() {
  return rows_in<DefinitionRow>(read(Step(all_definitions).number(own_part)));
}

std::optional<FileRow> SqlStore::file(std::uint64_t deployment, const std::string& name) {
  Step step(select_files + " AND name = $3");
  return first_in<FileRow>(read(step.number(own_part).number(static_cast<std::int64_t>(deployment)).text_value(name)));
}

std::vector<FileRow> SqlStore::files(std::uint64_t deployment) {
  Step step(select_files + " ORDER BY name");
  return rows_in<FileRow>(read(step.number(own_part).number(static_cast<std::int64_t>(deployment))));
}

void SqlStore::set_enabled(DefinitionId id, bool enabled) {
  write_and_ring(Topic::Deployments, {Step(set_enabled_text).number(own_part).number(number_of(id)).number(enabled)});
}

std::vector<StartRow> SqlStore::starts() {
  return rows_in<StartRow>(read(Step(all_starts).number(own_part)));
}

bool SqlStore::advance_start(const StartRow& was, std::optional<Instant> next) {
  Step step(advance_text);
  step.number(own_part).number(number_of(was.definition)).text_value(was.element).number(was.fired);
  next ? step.number(next->us) : step.null_number();
  return !write({step}).value().front().empty();
}

}  // namespace bihuan::store
