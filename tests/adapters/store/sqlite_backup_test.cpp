// A copy of an SQLite store beside its server: one moment, whole, never over a file that is there.
#include "adapters/store/sqlite_backup.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "adapters/system/clock.h"

namespace bihuan::store {
namespace {

namespace fs = std::filesystem;

class SqliteBackup : public ::testing::Test {
 protected:
  SqliteBackup() {
    folder_ = fs::temp_directory_path() / ("bihuan-backup-" + std::to_string(getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~SqliteBackup() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::unique_ptr<Store> opened(const std::string& name) const {
    auto store = open_sqlite(path(name), system::now);
    EXPECT_TRUE(store) << store.error().message;
    return store ? std::move(*store) : nullptr;
  }

  fs::path folder_;
};

TEST_F(SqliteBackup, HoldsWhatWasWrittenBeforeItAndNothingLater) {
  const auto store = opened("it's {one}.db");  // a name is data, whatever stands in it
  EXPECT_EQ(store->next_serial("case"), 1);
  ASSERT_TRUE(copy_sqlite(path("it's {one}.db"), path("copy.db")));
  EXPECT_EQ(store->next_serial("case"), 2);
  EXPECT_EQ(store->next_serial("case"), 3);
  EXPECT_EQ(opened("copy.db")->next_serial("case"), 2);
}

TEST_F(SqliteBackup, NeverReplacesAFile) {
  const auto store = opened("one.db");
  std::ofstream(path("copy.db")) << "precious";
  EXPECT_FALSE(copy_sqlite(path("one.db"), path("copy.db")));
  EXPECT_EQ(fs::file_size(path("copy.db")), 8u);
}

TEST_F(SqliteBackup, WithoutAStoreOrAFolderThereIsNothingAndNothingIsLeft) {
  EXPECT_FALSE(copy_sqlite(path("none.db"), path("copy.db")));
  const auto store = opened("one.db");
  EXPECT_FALSE(copy_sqlite(path("one.db"), path("nowhere/copy.db")));
  EXPECT_FALSE(fs::exists(path("none.db")));
  EXPECT_FALSE(fs::exists(path("copy.db")));
  EXPECT_FALSE(fs::exists(path("nowhere")));
}

}  // namespace
}  // namespace bihuan::store
