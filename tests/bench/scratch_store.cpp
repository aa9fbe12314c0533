// Decides how a scratch store is made and removed.
#include "tests/bench/scratch_store.h"

#include <libpq-fe.h>
#include <stdlib.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <stdexcept>

#include "adapters/system/clock.h"

namespace bihuan::bench {

namespace {

std::string setting(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

/// false: the server did not do it.
bool run_on_server(const std::string& sql) {
  PGconn* connection = PQconnectdb(setting("BIHUAN_TEST_POSTGRESQL").c_str());
  PGresult* result = PQexec(connection, ("SET client_min_messages = warning; " + sql).c_str());
  const bool done = PQresultStatus(result) == PGRES_COMMAND_OK;
  PQclear(result);
  PQfinish(connection);
  return done;
}

}  // namespace

std::filesystem::path scratch_folder() {
  const std::string chosen = setting("BIHUAN_BENCH_FOLDER");
  const std::filesystem::path above =
      chosen.empty() ? std::filesystem::temp_directory_path() : std::filesystem::path(chosen);
  std::string pattern = (above / "bihuan-bench-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("cannot make a folder in " + above.string());
  return pattern;
}

ScratchStore::ScratchStore(StoreKind kind, int connections) {
  switch (kind) {
    case StoreKind::Memory:
      store_ = store::open_memory(system::now);
      break;
    case StoreKind::Sqlite:
      open_file();
      break;
    case StoreKind::Postgresql:
      open_schema(connections);
      break;
  }
}

ScratchStore::~ScratchStore() {
  store_.reset();
  if (!folder_.empty()) std::filesystem::remove_all(folder_);
  if (!schema_.empty()) run_on_server("DROP SCHEMA " + schema_ + " CASCADE");
}

void ScratchStore::open_file() {
  folder_ = scratch_folder();
  auto opened = store::open_sqlite((folder_ / "store.db").string(), system::now);
  opened ? void(store_ = std::move(*opened)) : void(missing_ = opened.error().message);
}

void ScratchStore::open_schema(int connections) {
  static std::atomic<int> count{0};
  std::string url = setting("BIHUAN_TEST_POSTGRESQL");
  if (url.empty()) {
    missing_ = "BIHUAN_TEST_POSTGRESQL is not set";
    return;
  }
  const std::string schema = "bihuan_bench_" + std::to_string(getpid()) + "_" + std::to_string(++count);
  if (!run_on_server("CREATE SCHEMA " + schema)) {
    missing_ = "the PostgreSQL server makes no schema";
    return;
  }
  schema_ = schema;
  url += (url.find('?') == std::string::npos ? "?" : "&") + std::string("options=-csearch_path%3D") + schema;
  auto opened = store::open_postgresql(url, connections);
  opened ? void(store_ = std::move(*opened)) : void(missing_ = opened.error().message);
}

}  // namespace bihuan::bench
