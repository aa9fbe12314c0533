// Decides the lock (SQLite: the immediate transaction; PostgreSQL: the table of migrations itself) and the record.
#include "adapters/store/migrate.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "adapters/store/schema.h"

namespace bihuan::store {

namespace {

// Two records. What has been applied is in schema_step; schema_migration holds what a program must know to work with
// the store at all. Up to 3 they are the same, and programs of that time know the second one alone.
constexpr const char* migration_tables = R"sql(
CREATE TABLE IF NOT EXISTS schema_migration (
  part {number} NOT NULL, number {number} NOT NULL, at {number} NOT NULL, PRIMARY KEY (part, number));
CREATE TABLE IF NOT EXISTS schema_step (
  part {number} NOT NULL, number {number} NOT NULL, at {number} NOT NULL, PRIMARY KEY (part, number)))sql";
constexpr const char* lock_migrations = R"sql(LOCK TABLE schema_migration IN ACCESS EXCLUSIVE MODE)sql";
constexpr const char* needed_text = R"sql(SELECT coalesce(max(number), 0) FROM schema_migration WHERE part = 0)sql";
constexpr const char* applied_text = R"sql(SELECT coalesce(max(number), 0) FROM schema_step WHERE part = 0)sql";
constexpr const char* clock_postgresql = R"sql((extract(epoch FROM now()) * 1000000)::bigint)sql";
constexpr const char* clock_sqlite = R"sql(CAST(strftime('%s', 'now') AS INTEGER) * 1000000)sql";

std::string recorded(const std::string& table, int number, Dialect dialect) {
  return "INSERT INTO " + table + " (part, number, at) SELECT 0, " + std::to_string(number) + ", " +
         (dialect == Dialect::Postgresql ? clock_postgresql : clock_sqlite) +
         " WHERE true ON CONFLICT (part, number) DO NOTHING";
}

int number_read(Connection& connection, const char* text) {
  const std::vector<Step> step{Step(text)};
  return static_cast<int>(std::get<std::int64_t>(connection.read(step)[0][0][0]));
}

void apply(Connection& connection, Dialect dialect, const Migration& migration) {
  connection.script(migration.text);
  if (dialect == Dialect::Postgresql && !migration.postgresql.empty()) connection.script(migration.postgresql);
  connection.script(recorded("schema_step", migration.number, dialect));
  connection.script(recorded("schema_migration", migration.oldest, dialect));
  spdlog::info("store: schema migrated to {}", migration.number);
}

void apply_missing(Connection& connection, Dialect dialect, int last) {
  const int needed = number_read(connection, needed_text);
  const int applied = std::max(needed, number_read(connection, applied_text));
  const int known = migrations().back().number;
  if (needed > known) throw TooNew{needed, known};
  if (applied > known) spdlog::info("store: schema {} is of a newer program that this one can work beside", applied);
  for (const Migration& migration : migrations()) {
    if (migration.number <= applied || (last != 0 && migration.number > last)) continue;
    apply(connection, dialect, migration);
  }
}

}  // namespace

void migrate(Connection& connection, Dialect dialect, int last) {
  connection.script(dialect == Dialect::Sqlite ? "BEGIN IMMEDIATE" : "BEGIN");
  try {
    connection.script(migration_tables);
    if (dialect == Dialect::Postgresql) connection.script(lock_migrations);
    apply_missing(connection, dialect, last);
    connection.script("COMMIT");
  } catch (...) {
    try {
      connection.script("ROLLBACK");
    } catch (const DatabaseError&) {
      spdlog::debug("store: nothing to roll back");
    }
    throw;
  }
}

}  // namespace bihuan::store
