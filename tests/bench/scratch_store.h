// Decides where a measured store lies: an SQLite file in a scratch folder (below BIHUAN_BENCH_FOLDER, else the system's
// temporary folder; on /dev/shm a flush costs nothing, which shows what is ours), or a fresh schema of the PostgreSQL
// that BIHUAN_TEST_POSTGRESQL names. Everything goes with the object.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "adapters/store/store.h"

namespace bihuan::bench {

enum class StoreKind { Memory, Sqlite, Postgresql };

class ScratchStore {
 public:
  /// `connections` are PostgreSQL's.
  ScratchStore(StoreKind kind, int connections);
  ~ScratchStore();
  ScratchStore(const ScratchStore&) = delete;
  ScratchStore& operator=(const ScratchStore&) = delete;

  /// Why nothing can be measured; empty: all is well.
  const std::string& missing() const { return missing_; }
  store::Store& operator*() { return *store_; }
  store::Store* operator->() { return store_.get(); }

 private:
  void open_file();
  void open_schema(int connections);

  std::filesystem::path folder_;
  std::string schema_, missing_;
  std::unique_ptr<store::Store> store_;
};

/// A new folder below BIHUAN_BENCH_FOLDER or the system's temporary folder. The caller removes it.
std::filesystem::path scratch_folder();

}  // namespace bihuan::bench
