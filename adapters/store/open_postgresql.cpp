// Decides how a PostgreSQL store is opened: its schema first, then connections as they are needed.
#include "adapters/store/migrate.h"
#include "adapters/store/postgresql_bell.h"
#include "adapters/store/postgresql_connection.h"
#include "adapters/store/sql_store.h"
#include "engine/base/check.h"

namespace bihuan::store {

namespace {

constexpr int most_attempts = 5;

/// Two nodes that start at once may both make the table of migrations; one of them is refused and goes again.
void migrate_patiently(const std::string& url) {
  for (int attempt = 1;; ++attempt) {
    try {
      return migrate(*connect_postgresql(url), Dialect::Postgresql);
    } catch (const DatabaseError& error) {
      const bool raced = std::string(error.what()).ends_with("23505") || error.trouble == Trouble::Again;
      if (!raced || attempt == most_attempts) throw;
    }
  }
}

}  // namespace

std::expected<std::unique_ptr<Store>, OpenFailure> open_postgresql(const std::string& url, int connections) {
  CHECK(connections >= 2);
  try {
    migrate_patiently(url);
  } catch (const TooNew& newer) {
    return std::unexpected(OpenFailure{"the database has schema " + std::to_string(newer.found) +
                                       ", this program knows up to " + std::to_string(newer.known) +
                                       ". Run the newer program."});
  } catch (const DatabaseError& error) {
    return std::unexpected(OpenFailure{std::string("cannot open the PostgreSQL store (") + error.what() +
                                       "). Check the address, that the server runs, and that the role may create "
                                       "tables; the log says more at level debug."});
  }
  SqlStoreParts parts{.kind = "postgresql"};
  parts.writers = std::make_shared<Pool>(connections, [url] { return connect_postgresql(url); });
  parts.readers = parts.writers;
  parts.bell = postgresql_bell(url);
  return std::make_unique<SqlStore>(std::move(parts));
}

}  // namespace bihuan::store
