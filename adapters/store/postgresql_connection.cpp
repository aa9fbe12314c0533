// Decides how steps run on PostgreSQL: array statements, prepared once a connection, all of a transaction in one round
// trip through libpq's pipeline, with binary parameters. SOCI opens and holds the connection; statements go through its
// native handle, because SOCI has neither arrays nor the pipeline, and cuts texts at NUL.
//
// A transaction commits without anybody looking at its results in between, so what must stop it has to be an error: a
// unique key, or the division by zero in `guarded`.
#include "adapters/store/postgresql_connection.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <spdlog/spdlog.h>

#include <set>
#include <unordered_map>

#include "adapters/store/dialect.h"
#include "adapters/store/postgresql_address.h"
#include "adapters/store/postgresql_binary.h"
#include "adapters/store/postgresql_wait.h"
#include "engine/base/check.h"

namespace bihuan::store {

namespace {

constexpr std::size_t most_prepared = 500;
// Otherwise a small batch is planned anew each time: the planner believes that knowing its size is worth that.
constexpr const char* keep_plans = "SET LOCAL plan_cache_mode = force_generic_plan";
constexpr const char* unique_violation = "23505";
constexpr const char* division_by_zero = "22012";

using Result = PostgresqlResult;

Trouble trouble_of(const std::string& state) {
  static const std::set<std::string> again = {"40001", "40P01", "55P03", "53300"};
  if (again.contains(state)) return Trouble::Again;
  // Shut down, or a standby by now: another connection may find the new primary.
  if (state.starts_with("08") || state.starts_with("57P0") || state == "25006") return Trouble::Lost;
  return Trouble::Final;
}

/// Makes a statement fail unless it changes exactly one stored row for each row of its first column.
std::string guarded(const std::string& sql) {
  return "WITH done AS (" + sql +
         " RETURNING 1) SELECT 1 / CASE WHEN count(*) = cardinality($1) THEN 1 ELSE 0 END FROM done";
}

/// SOCI does not export the type information that a checked cast would need.
__attribute__((no_sanitize("vptr"))) PGconn* native_handle(soci::session& session) {
  return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

struct Prepared {
  std::string name;
  bool many = false;
};

class PostgresqlConnection : public Connection {
 public:
  explicit PostgresqlConnection(const std::string& url) {
    try {
      session_.open(soci::postgresql, connect_string(url));
    } catch (const soci::soci_error& error) {
      spdlog::debug("postgresql: {}", error.what());
      throw DatabaseError(Trouble::Lost, "postgresql cannot be reached");
    }
    connection_ = native_handle(session_);
    PQsetnonblocking(connection_, 1);
    PQsetNoticeProcessor(
        connection_, [](void*, const char* text) { spdlog::debug("postgresql: {}", text); }, nullptr);
  }

  std::vector<Rows> read(std::span<const Step> steps) override {
    if (steps.size() == 1) return run(steps, {});
    return run(steps, {"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"});
  }

  std::optional<std::vector<Rows>> write(std::span<const Step> steps) override {
    try {
      if (steps.size() == 1) return run(steps, {});
      return run(steps, {"BEGIN", keep_plans});
    } catch (const DatabaseError& error) {
      const std::string code = error.what();
      if (code.ends_with(unique_violation) || code.ends_with(division_by_zero)) return std::nullopt;
      throw;
    }
  }

  void script(const std::string& text) override {
    const Result result(PQexec(connection_, rendered(text, Dialect::Postgresql).c_str()));
    require(result.get());
  }

 private:
  static bool good(ExecStatusType status) {
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_PIPELINE_SYNC;
  }

  DatabaseError error_of(const PGresult* result) const {
    const char* state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    spdlog::debug("postgresql: {}", result ? PQresultErrorMessage(result) : PQerrorMessage(connection_));
    if (!state || PQstatus(connection_) != CONNECTION_OK) return {Trouble::Lost, "postgresql connection lost"};
    return {trouble_of(state), std::string("postgresql ") + state};
  }

  void require(const PGresult* result) const {
    if (!result || !good(PQresultStatus(result))) throw error_of(result);
  }

  void require_sent(int sent) const {
    if (!sent) throw error_of(nullptr);
  }

  /// One pipeline: how it begins (if any), the steps, commit. Without a beginning a single step is its own transaction.
  std::vector<Rows> run(std::span<const Step> steps, const std::vector<const char*>& beginning) {
    if (prepared_.size() >= most_prepared) forget_prepared();
    std::vector<Prepared> prepared;
    for (const Step& step : steps) prepared.push_back(this->prepared(step));
    std::vector<std::string> first;
    for (const char* sql : beginning) first.push_back(control(sql));
    const std::string commit = first.empty() ? "" : control("COMMIT");
    require_sent(PQenterPipelineMode(connection_));
    for (const std::string& name : first) send(name);
    for (std::size_t i = 0; i < steps.size(); ++i) send(steps[i], prepared[i]);
    if (!first.empty()) send(commit);
    require_sent(PQpipelineSync(connection_));
    PostgresqlWait(connection_).flush();
    std::vector<Rows> all = collected(steps.size() + first.size() + (first.empty() ? 0 : 1));
    const auto from = all.begin() + static_cast<std::ptrdiff_t>(first.size());
    return {std::make_move_iterator(from), std::make_move_iterator(from + static_cast<std::ptrdiff_t>(steps.size()))};
  }

  void send(const std::string& name) {
    require_sent(PQsendQueryPrepared(connection_, name.c_str(), 0, nullptr, nullptr, nullptr, 1));
  }

  void send(const Step& step, const Prepared& prepared) {
    const BinaryParameters parameters(step, prepared.many);
    require_sent(PQsendQueryPrepared(connection_, prepared.name.c_str(), parameters.count(), parameters.values(),
                                     parameters.lengths(), parameters.formats(), 1));
  }

  /// The results of the pipeline, all of them, so that the connection can be used again; then the first error.
  std::vector<Rows> collected(std::size_t statements) {
    std::vector<Rows> all;
    std::optional<DatabaseError> error;
    PostgresqlWait wait(connection_);
    for (std::size_t i = 0; i < statements; ++i) {
      const Result result = wait.next();
      if (!result) throw error_of(nullptr);
      const ExecStatusType status = PQresultStatus(result.get());
      if (good(status)) {
        all.push_back(rows_of(result.get()));
      } else if (!error && status != PGRES_PIPELINE_ABORTED) {
        error = error_of(result.get());
        if (error->trouble == Trouble::Lost) throw *error;
      }
      const Result end = wait.next();
      CHECK(!end);
    }
    const Result sync = wait.next();
    if (!sync || PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC) throw error_of(sync.get());
    require_sent(PQexitPipelineMode(connection_));
    if (error) {
      if (PQtransactionStatus(connection_) != PQTRANS_IDLE) command("ROLLBACK");
      throw *error;
    }
    return all;
  }

  /// A short statement of our own; unlike those of a migration it may not take long.
  void command(const char* sql) {
    require_sent(PQsendQuery(connection_, sql));
    PostgresqlWait wait(connection_);
    wait.flush();
    const Result result = wait.next();
    while (wait.next()) continue;  // the end of it
    require(result.get());
  }

  void forget_prepared() {
    command("DEALLOCATE ALL");
    prepared_.clear();
  }

  const Prepared& prepared(const Step& step) {
    const std::string key = (step.each_must_match ? "!" : "") + step.text;
    if (const auto found = prepared_.find(key); found != prepared_.end()) return found->second;
    const bool many = has_rows(step.text);
    const std::string sql = rendered(step.text, Dialect::Postgresql);
    return prepare(key, step.each_must_match ? guarded(sql) : sql, parameter_types(step, many), many);
  }

  const std::string& control(const std::string& sql) {
    const auto found = prepared_.find(sql);
    return (found != prepared_.end() ? found->second : prepare(sql, sql, {}, false)).name;
  }

  const Prepared& prepare(const std::string& key, const std::string& sql, const std::vector<Oid>& types, bool many) {
    Prepared made{"s" + std::to_string(++last_name_), many};
    require_sent(PQsendPrepare(connection_, made.name.c_str(), sql.c_str(), static_cast<int>(types.size()),
                               types.empty() ? nullptr : types.data()));
    PostgresqlWait wait(connection_);
    wait.flush();
    const Result result = wait.next();
    while (wait.next()) continue;  // the end of it
    require(result.get());
    return prepared_.emplace(key, std::move(made)).first->second;
  }

  soci::session session_;
  PGconn* connection_ = nullptr;
  std::unordered_map<std::string, Prepared> prepared_;
  std::uint64_t last_name_ = 0;
};

}  // namespace

std::unique_ptr<Connection> connect_postgresql(const std::string& url) {
  return std::make_unique<PostgresqlConnection>(url);
}

}  // namespace bihuan::store
