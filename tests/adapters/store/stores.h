// Decides how a test gets a store of each kind, empty, closed and opened again: memory, an SQLite file in a scratch
// folder, a fresh schema of the PostgreSQL that BIHUAN_TEST_POSTGRESQL names (skipped with a word when it is not set).
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>

#include "adapters/store/store.h"

namespace bihuan::store {

constexpr const char* kinds[] = {"memory", "sqlite", "postgresql"};

/// Where a store lives; everything there is removed at the end.
class Home {
 public:
  explicit Home(const std::string& kind);
  ~Home();
  Home(const Home&) = delete;
  Home& operator=(const Home&) = delete;

  /// Memory cannot be opened twice: there it is always a new store.
  std::unique_ptr<Store> open() const;
  const std::string& kind() const { return kind_; }
  std::string file() const { return (folder_ / "store.db").string(); }
  const std::string& url() const { return url_; }

  Instant clock{1'000'000'000};  ///< of memory and SQLite; PostgreSQL has its own

 private:
  std::string kind_;
  std::filesystem::path folder_;
  std::string schema_, url_;
};

/// The address of the test server, empty when there is none.
std::string server_url();
/// Runs SQL on the test server. Fails the test when it fails.
void run_on_server(const std::string& url, const std::string& sql);

class EachStore : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override;
  /// Closes the store and opens it again, as a restart would.
  void reopen();
  bool survives_restart() const { return place->kind() != "memory"; }
  /// Now by the clock that decides what is due.
  Instant now() { return store->now(); }

  std::unique_ptr<Home> place;
  std::unique_ptr<Store> store;
};

// Small samples; a test changes what it is about.
constexpr InstanceId first{11}, second{22}, third{33};

InstanceWrite instance_write(InstanceId id, std::int64_t revision);
JournalRow journal_row(InstanceId id, std::uint64_t seq);
TaskRow task_row(InstanceId id, std::uint64_t work);
JobRow job_row(InstanceId id, std::uint64_t work, Instant due);
MessageRow message_row(const std::string& id, Instant created);
/// A new instance with its journal entry, one scope and one open task.
Batch new_case(InstanceId id);

}  // namespace bihuan::store
