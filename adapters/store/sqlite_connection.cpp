// Decides how steps run on SQLite: prepared statements kept by text, one immediate transaction a write, one row of a
// step after the other. SOCI opens and holds the connection; statements go through its native handle, because SOCI
// would prepare each anew, and cut texts at NUL.
#include "adapters/store/sqlite_connection.h"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <unordered_map>

#include "adapters/store/dialect.h"
#include "engine/base/check.h"

namespace bihuan::store {

namespace {

using namespace sqlite_api;  // SOCI's header wraps sqlite3.h in this namespace

constexpr std::size_t most_prepared = 500;

Trouble trouble_of(int code) {
  return (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED ? Trouble::Again : Trouble::Final;
}

[[noreturn]] void fail(sqlite3* db, int code) {
  spdlog::debug("sqlite: {}", sqlite3_errmsg(db));
  throw DatabaseError(trouble_of(code), "sqlite " + std::to_string(sqlite3_extended_errcode(db)));
}

/// Each connection is lent to one thread at a time, so SQLite need not lock it at every call; nor does anybody ask it
/// how much memory it uses. Too late, and left as it is, when somebody else in the process has used SQLite before.
void configure_library() {
  static const bool once = [] {
    const int threads = sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    const int memory = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    return threads == SQLITE_OK && memory == SQLITE_OK;
  }();
  if (!once) spdlog::debug("sqlite: in use before, its own locks stay");
}

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

/// SOCI does not export the type information that a checked cast would need.
__attribute__((no_sanitize("vptr"))) sqlite3* native_handle(soci::session& session) {
  return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

struct Prepared {
  std::unique_ptr<sqlite3_stmt, Finalize> statement;
  std::vector<int> parameters;  ///< position of $1, $2, … in SQLite's own count; 0 = not used
  bool many = false;
};

/// A unique key or a row that did not match refused the transaction.
struct RefusedByData {};

void bind(sqlite3_stmt* statement, int at, Type type, const Cell& cell) {
  int code = SQLITE_OK;
  if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    code = sqlite3_bind_int64(statement, at, *number);
  } else if (const auto* characters = std::get_if<std::string>(&cell)) {
    code = type == Type::Bytes
               ? sqlite3_bind_blob64(statement, at, characters->data(), characters->size(), nullptr)
               : sqlite3_bind_text64(statement, at, characters->data(), characters->size(), nullptr, SQLITE_UTF8);
  } else {
    code = sqlite3_bind_null(statement, at);
  }
  if (code != SQLITE_OK) throw DatabaseError(Trouble::Final, "sqlite " + std::to_string(code));
}

Cell cell_at(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
      return {};
    case SQLITE_INTEGER:
      return sqlite3_column_int64(statement, column);
    default: {
      // Blob first: the number of bytes is that of the value as it is stored, NUL or not.
      const auto* data = static_cast<const char*>(sqlite3_column_blob(statement, column));
      return std::string(data ? data : "", static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
    }
  }
}

/// Takes a statement back to its start, whatever happens in between.
class Run {
 public:
  explicit Run(sqlite3_stmt* statement) : statement_(statement) {}
  ~Run() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }

 private:
  sqlite3_stmt* statement_;
};

class SqliteConnection : public Connection {
 public:
  SqliteConnection(const std::string& path, SqliteUse use) : use_(use) {
    configure_library();
    try {
      session_.open(soci::connection_parameters(*soci::factory_sqlite3(), "dbname=\"" + path + "\" timeout=5"));
    } catch (const soci::soci_error& error) {
      spdlog::debug("sqlite: {}", error.what());
      throw DatabaseError(Trouble::Final, "sqlite cannot open the file");
    }
    db_ = native_handle(session_);
    sqlite3_extended_result_codes(db_, 1);
    configure();
  }

  ~SqliteConnection() override {
    prepared_.clear();  // before SOCI closes: SQLite keeps a file open as long as a statement lives
  }

  std::vector<Rows> read(std::span<const Step> steps) override {
    if (steps.size() == 1) return run(steps);
    script("BEGIN");
    return ended(steps);
  }

  std::optional<std::vector<Rows>> write(std::span<const Step> steps) override {
    CHECK(use_ == SqliteUse::Write);
    script("BEGIN IMMEDIATE");
    try {
      return ended(steps);
    } catch (const RefusedByData&) {
      return std::nullopt;
    }
  }

  void script(const std::string& text) override {
    const std::string sql = rendered(text, Dialect::Sqlite);
    if (const int code = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK) fail(db_, code);
  }

 private:
  void configure() {
    sqlite3_busy_timeout(db_, 5000);
    if (use_ == SqliteUse::Read) return script("PRAGMA query_only = ON; PRAGMA cache_size = -16000");
    script(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -64000;"
        "PRAGMA wal_autocheckpoint = 4000; PRAGMA temp_store = MEMORY");
  }

  /// Runs the steps of the open transaction and ends it.
  std::vector<Rows> ended(std::span<const Step> steps) {
    try {
      auto results = run(steps);
      script("COMMIT");
      return results;
    } catch (...) {
      if (!sqlite3_get_autocommit(db_)) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
      throw;
    }
  }

  std::vector<Rows> run(std::span<const Step> steps) {
    std::vector<Rows> results;
    for (const Step& step : steps) {
      if (prepared_.size() + 2 > most_prepared) prepared_.clear();  // here, where nobody holds one
      const Prepared& prepared = this->prepared(step.text);
      const Prepared* shortcut = step.shortcut.empty() ? nullptr : &this->prepared(step.shortcut);
      const std::size_t times = prepared.many ? step.columns.at(0).cells.size() : 1;
      Rows rows;
      for (std::size_t row = 0; row < times; ++row) {
        if (shortcut && run_once(*shortcut, step, row, rows) == 1) continue;
        const int changed = run_once(prepared, step, row, rows);
        if (step.each_must_match && changed != 1) throw RefusedByData();
      }
      results.push_back(std::move(rows));
    }
    return results;
  }

  /// The number of rows that the last statement that changes rows has changed.
  int run_once(const Prepared& prepared, const Step& step, std::size_t row, Rows& rows) {
    sqlite3_stmt* statement = prepared.statement.get();
    const Run run(statement);
    for (std::size_t i = 0; i < step.columns.size(); ++i) {
      if (const int at = i < prepared.parameters.size() ? prepared.parameters[i] : 0) {
        bind(statement, at, step.columns[i].type, step.columns[i].cells.at(row));
      }
    }
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
      std::vector<Cell> cells;
      for (int column = 0; column < sqlite3_column_count(statement); ++column) {
        cells.push_back(cell_at(statement, column));
      }
      rows.push_back(std::move(cells));
    }
    if (code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_UNIQUE) throw RefusedByData();
    if (code != SQLITE_DONE) fail(db_, code);
    return sqlite3_changes(db_);
  }

  const Prepared& prepared(const std::string& text) {
    if (const auto found = prepared_.find(text); found != prepared_.end()) return found->second;
    const std::string sql = rendered(text, Dialect::Sqlite);
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &statement, nullptr);
    if (code != SQLITE_OK) fail(db_, code);
    Prepared made{std::unique_ptr<sqlite3_stmt, Finalize>(statement), {}, has_rows(text)};
    for (int n = 1; n <= sqlite3_bind_parameter_count(statement); ++n) {
      const auto number = static_cast<std::size_t>(std::stoi(sqlite3_bind_parameter_name(statement, n) + 1));
      if (made.parameters.size() < number) made.parameters.resize(number, 0);
      made.parameters[number - 1] = n;
    }
    return prepared_.emplace(text, std::move(made)).first->second;
  }

  SqliteUse use_;
  soci::session session_;
  sqlite3* db_ = nullptr;
  std::unordered_map<std::string, Prepared> prepared_;
};

}  // namespace

std::unique_ptr<Connection> connect_sqlite(const std::string& path, SqliteUse use) {
  return std::make_unique<SqliteConnection>(path, use);
}

}  // namespace bihuan::store
