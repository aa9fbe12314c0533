// Decides the lock (SQLite: the immediate transaction; PostgreSQL: the table of migrations itself) and the record.
#include "adapters/store/migrate.h"

#include <spdlog/spdlog.h>

#include "adapters/store/schema.h"

namespace bihuan::store {

namespace {

constexpr const char* migration_table = R"sql(
CREATE TABLE IF NOT EXISTS schema_migration (
  part {number} NOT NULL, number {number} NOT NULL, at {number} NOT NULL, PRIMARY KEY (part, number)))sql";
constexpr const char* lock_migrations = R"sql(LOCK TABLE schema_migration IN ACCESS EXCLUSIVE MODE)sql";
constexpr const char* newest_migration =
    R"sql(SELECT coalesce(max(number), 0) FROM schema_migration WHERE part = 0)sql";
constexpr const char* clock_postgresql = R"sql((extract(epoch FROM now()) * 1000000)::bigint)sql";
constexpr const char* clock_sqlite = R"sql(CAST(strftime('%s', 'now') AS INTEGER) * 1000000)sql";

std::string recorded(int number, Dialect dialect) {
  return "INSERT INTO schema_migration (part, number, at) SELECT 0, " + std::to_string(number) + ", " +
         (dialect == Dialect::Postgresql ? clock_postgresql : clock_sqlite);
}

void apply_missing(Connection& connection, Dialect dialect, int last) {
  const std::vector<Step> newest{Step(newest_migration)};
  const auto found = static_cast<int>(std::get<std::int64_t>(connection.read(newest)[0][0][0]));
  const int known = migrations().back().number;
  if (found > known) throw TooNew{found, known};
  for (const Migration& migration : migrations()) {
    if (migration.number <= found || (last != 0 && migration.number > last)) continue;
    connection.script(migration.text);
    connection.script(recorded(migration.number, dialect));
    spdlog::info("store: schema migrated to {}", migration.number);
  }
}

}  // namespace

void migrate(Connection& connection, Dialect dialect, int last) {
  connection.script(dialect == Dialect::Sqlite ? "BEGIN IMMEDIATE" : "BEGIN");
  try {
    connection.script(migration_table);
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
