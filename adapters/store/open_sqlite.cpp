// Decides how an SQLite store is opened: the lock first, then the file, then its schema, then one writer and a few
// readers (in WAL mode they do not wait for each other).
#include <spdlog/spdlog.h>

#include "adapters/store/migrate.h"
#include "adapters/store/sql_store.h"
#include "adapters/store/sqlite_connection.h"

namespace bihuan::store {

namespace {
constexpr int reader_count = 4;
}

std::expected<std::unique_ptr<Store>, OpenFailure> open_sqlite(const std::string& path, ClockFunction clock) {
  auto lock = FileLock::take(path);
  if (!lock) return std::unexpected(OpenFailure{lock.error()});
  try {
    migrate(*connect_sqlite(path, SqliteUse::Write), Dialect::Sqlite);
  } catch (const TooNew& newer) {
    return std::unexpected(OpenFailure{path + " has schema " + std::to_string(newer.found) +
                                       ", this program knows up to " + std::to_string(newer.known) +
                                       ". Run the newer program."});
  } catch (const DatabaseError& error) {
    return std::unexpected(OpenFailure{"cannot open " + path + " as an SQLite store (" + error.what() +
                                       "). Is it another file, or the disk full or read-only?"});
  }
  SqlStoreParts parts{.kind = "sqlite"};
  parts.writers = std::make_shared<Pool>(1, [path] { return connect_sqlite(path, SqliteUse::Write); });
  parts.readers = std::make_shared<Pool>(reader_count, [path] { return connect_sqlite(path, SqliteUse::Read); });
  parts.clock = std::move(clock);
  parts.bell = std::make_shared<Bell>();
  parts.alone = true;
  parts.lock = std::make_shared<FileLock>(std::move(*lock));
  return std::make_unique<SqlStore>(std::move(parts));
}

}  // namespace bihuan::store
