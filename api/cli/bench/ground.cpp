#include "api/cli/bench/ground.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "adapters/system/clock.h"
#include "api/cli/bench/postgresql_server.h"

namespace bihuan::cli::bench {
namespace {

constexpr int connections = 10;
constexpr const char* file_name = "/bihuan.db";

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double own_cpu_s() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// What this process has had written to disk (proc(5), io); none where the kernel does not count it.
std::optional<double> written_bytes() {
  std::ifstream in("/proc/self/io");
  std::string word;
  double bytes = 0;
  while (in >> word >> bytes) {
    if (word == "write_bytes:") return bytes;
  }
  return std::nullopt;
}

/// What an SQLite file holds, its log as well: the file itself grows only at a checkpoint.
double file_bytes(const std::string& path) {
  sqlite3* file = nullptr;
  sqlite3_stmt* question = nullptr;
  double bytes = 0;
  if (sqlite3_open_v2(path.c_str(), &file, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK) {
    const char* sql = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
    sqlite3_prepare_v2(file, sql, -1, &question, nullptr);
    if (sqlite3_step(question) == SQLITE_ROW) bytes = sqlite3_column_double(question, 0);
    sqlite3_finalize(question);
  }
  sqlite3_close(file);
  return bytes;
}

std::string application_name(const std::string& schema) {
  return "bench-" + schema;
}

}  // namespace

Ground::Ground(StoreKind kind, const std::string& where) {
  if (kind == StoreKind::Memory) store_ = store::open_memory(system::now);
  if (kind == StoreKind::Sqlite) open_file(where);
  if (kind == StoreKind::Postgresql) open_schema(where);
}

Ground::~Ground() {
  store_.reset();
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  try {
    if (server_) server_->run("DROP SCHEMA " + schema_ + " CASCADE");
  } catch (const std::runtime_error& error) {
    fmt::print(stderr, "bihuan bench: {}\n", error.what());
  }
}

void Ground::open_file(const std::string& above) {
  folder_ = (std::filesystem::path(above) / "bihuan-bench-XXXXXX").string();
  if (!mkdtemp(folder_.data())) throw std::runtime_error("cannot make a folder in " + above);
  auto opened = store::open_sqlite(folder_ + file_name, system::now);
  if (!opened) throw std::runtime_error(opened.error().message);
  store_ = std::move(*opened);
}

void Ground::open_schema(const std::string& url) {
  static int count = 0;
  server_ = std::make_unique<PostgresqlServer>(url);
  schema_ = fmt::format("bihuan_bench_{}_{}", getpid(), ++count);
  server_->run("CREATE SCHEMA " + schema_);
  const char* joint = url.find('?') == std::string::npos ? "?" : "&";
  auto opened = store::open_postgresql(
      fmt::format("{}{}options=-csearch_path%3D{}&application_name={}", url, joint, schema_, application_name(schema_)),
      connections);
  if (!opened) throw std::runtime_error(opened.error().message);
  store_ = std::move(*opened);
}

Spent Ground::spent() {
  Spent out{.own_cpu_s = own_cpu_s()};
  if (server_) {
    out.server_cpu_s = server_->cpu_s();
    out.log_bytes = server_->log_bytes();
    out.round_trips = server_->transactions();
  } else if (!folder_.empty()) {
    out.log_bytes = written_bytes();
  }
  return out;
}

std::optional<double> Ground::bytes_on_disk() {
  if (server_) return server_->schema_bytes(schema_);
  if (folder_.empty()) return std::nullopt;
  return file_bytes(folder_ + file_name);
}

void Ground::settle() {
  if (server_) server_->vacuum(schema_);
}

void Ground::close() {
  store_.reset();
  if (server_) server_->wait_until_gone(application_name(schema_));
}

}  // namespace bihuan::cli::bench
