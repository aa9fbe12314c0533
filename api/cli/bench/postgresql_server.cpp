#include "api/cli/bench/postgresql_server.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <vector>

namespace bihuan::cli::bench {
namespace {

/// The fields of /proc/<pid>/stat behind the name, which may hold blanks itself; empty: no such process.
std::vector<std::string> process_fields(const std::string& pid, std::string& name) {
  std::ifstream in("/proc/" + pid + "/stat");
  std::string line;
  if (!std::getline(in, line)) return {};
  const auto open = line.find('('), close = line.rfind(')');
  if (open == std::string::npos || close == std::string::npos) return {};
  name = line.substr(open + 1, close - open - 1);
  std::istringstream rest(line.substr(close + 1));
  return {std::istream_iterator<std::string>(rest), {}};
}

// Places in the fields behind the name (proc(5), whose third is the first here).
constexpr std::size_t parent_at = 1, own_at = 11, ended_children_at = 13;

double seconds_at(const std::vector<std::string>& fields, std::size_t at) {
  return (std::stod(fields.at(at)) + std::stod(fields.at(at + 1))) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

/// The parent of the server's process of this connection, if that is a process of this machine.
long postmaster_of(const std::string& backend) {
  std::string name;
  const auto fields = process_fields(backend, name);
  return fields.size() > parent_at && name == "postgres" ? std::stol(fields[parent_at]) : 0;
}

}  // namespace

PostgresqlServer::PostgresqlServer(const std::string& url) : connection_(PQconnectdb(url.c_str())) {
  if (PQstatus(connection_) != CONNECTION_OK) {
    PQfinish(connection_);
    throw std::runtime_error("the PostgreSQL server cannot be reached");
  }
  run("SET client_min_messages = warning");
  postmaster_ = postmaster_of(text("SELECT pg_backend_pid()"));
}

PostgresqlServer::~PostgresqlServer() {
  PQfinish(connection_);
}

void PostgresqlServer::run(const std::string& sql) {
  PGresult* result = PQexec(connection_, sql.c_str());
  ++own_transactions_;
  const bool done = PQresultStatus(result) == PGRES_COMMAND_OK;
  PQclear(result);
  if (!done) throw std::runtime_error("the PostgreSQL server refuses: " + sql);
}

std::string PostgresqlServer::text(const std::string& sql) {
  PGresult* result = PQexec(connection_, sql.c_str());
  ++own_transactions_;
  const bool done = PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) == 1;
  std::string out = done ? PQgetvalue(result, 0, 0) : "";
  PQclear(result);
  if (!done) throw std::runtime_error("the PostgreSQL server does not answer: " + sql);
  return out;
}

double PostgresqlServer::number(const std::string& sql) {
  const std::string found = text(sql);
  return found.empty() ? 0 : std::stod(found);
}

double PostgresqlServer::log_bytes() {
  return number("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')");
}

double PostgresqlServer::schema_bytes(const std::string& schema) {
  return number(
      fmt::format("SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = "
                  "c.relnamespace WHERE n.nspname = '{}' AND c.relkind = 'r'",
                  schema));
}

void PostgresqlServer::vacuum(const std::string& schema) {
  const std::string tables = text(fmt::format(
      "SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') FROM pg_tables WHERE schemaname = '{}'",
      schema));
  run("VACUUM (ANALYZE) " + tables);
}

std::uint64_t PostgresqlServer::transactions() {
  // What this connection did counts only once it has been reported, which the first of the two does.
  text("SELECT pg_stat_force_next_flush()");
  const double all = number(
      "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = "
      "current_database()");
  return static_cast<std::uint64_t>(all) - (own_transactions_ - 1);
}

void PostgresqlServer::wait_until_gone(const std::string& application) {
  const std::string sql =
      fmt::format("SELECT count(*) FROM pg_stat_activity WHERE application_name = '{}'", application);
  for (int i = 0; i < 500 && number(sql) > 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

std::optional<double> PostgresqlServer::cpu_s() const {
  if (postmaster_ == 0) return std::nullopt;
  std::string name;
  const auto postmaster = process_fields(std::to_string(postmaster_), name);
  if (postmaster.size() <= ended_children_at + 1) return std::nullopt;
  double sum = seconds_at(postmaster, own_at) + seconds_at(postmaster, ended_children_at);
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string pid = entry.path().filename();
    if (pid.find_first_not_of("0123456789") != std::string::npos) continue;
    const auto fields = process_fields(pid, name);
    if (fields.size() > ended_children_at && std::stol(fields[parent_at]) == postmaster_)
      sum += seconds_at(fields, own_at);
  }
  return sum;
}

}  // namespace bihuan::cli::bench
