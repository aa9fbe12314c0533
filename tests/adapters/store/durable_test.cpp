// What a store keeps when processes die, schemas move on and a second process comes.
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "adapters/store/migrate.h"
#include "adapters/store/postgresql_connection.h"
#include "adapters/store/schema.h"
#include "adapters/store/sqlite_connection.h"
#include "tests/adapters/store/stores.h"

namespace bihuan::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* databases[] = {"sqlite", "postgresql"};

class Durable : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (std::string(GetParam()) == "postgresql" && server_url().empty()) {
      GTEST_SKIP() << "BIHUAN_TEST_POSTGRESQL is not set: run under tests/with_postgresql";
    }
    home = std::make_unique<Home>(GetParam());
  }
  std::unique_ptr<Connection> connect() const {
    if (home->kind() == "sqlite") return connect_sqlite(home->file(), SqliteUse::Write);
    return connect_postgresql(home->url());
  }
  Dialect dialect() const { return home->kind() == "sqlite" ? Dialect::Sqlite : Dialect::Postgresql; }
  /// So many zeros as a constant of this database.
  std::string no_bytes(int count) const {
    const std::string digits(static_cast<std::size_t>(count) * 2, '0');
    return home->kind() == "sqlite" ? "x'" + digits + "'" : "decode('" + digits + "', 'hex')";
  }
  std::unique_ptr<Home> home;
};
INSTANTIATE_TEST_SUITE_P(, Durable, testing::ValuesIn(databases), [](const auto& info) { return info.param; });

/// Commits cases 1, 2, 3, … for ever and tells each acknowledged number through the pipe.
[[noreturn]] void write_for_ever(const Home& home, int acknowledged) {
  const auto store = home.open();
  if (!store) _exit(1);
  for (std::uint64_t n = 1;; ++n) {
    Batch batch;
    for (std::uint64_t i = 0; i < 3; ++i) {
      const Batch one = new_case(InstanceId{n * 10 + i});
      batch.instances.push_back(one.instances[0]);
      batch.journal.push_back(one.journal[0]);
      batch.tasks.push_back(one.tasks[0]);
    }
    if (!store->commit(batch).none()) _exit(2);
    if (write(acknowledged, &n, sizeof n) != sizeof n) _exit(3);
  }
}

/// The last number that the child acknowledged before it was killed, not before `enough`.
std::uint64_t kill_after(const Home& home, std::uint64_t enough) {
  int ends[2];
  EXPECT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    write_for_ever(home, ends[1]);
  }
  close(ends[1]);
  std::uint64_t last = 0, n = 0;
  while (read(ends[0], &n, sizeof n) == sizeof n) {
    last = n;
    if (n == enough) kill(child, SIGKILL);
  }
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself with " << status;
  return last;
}

TEST_P(Durable, AKilledWriterLosesNothingAcknowledgedAndLeavesNothingHalf) {
  const std::uint64_t acknowledged = kill_after(*home, 25);
  ASSERT_GE(acknowledged, 25u);
  const auto store = home->open();
  ASSERT_TRUE(store);
  const std::vector<InstanceId> ids = store->instance_ids({}, 100'000);
  EXPECT_GE(ids.size(), acknowledged * 3);
  EXPECT_LE(ids.size(), (acknowledged + 1) * 3);
  EXPECT_EQ(ids.size() % 3, 0u) << "a batch is half there";
  for (InstanceId id : ids) {
    EXPECT_EQ(store->journal(id, 1, 10).size(), 1u);
    EXPECT_TRUE(store->task(id, WorkId{7}));
    EXPECT_EQ(store->load({id}).at(0).scopes.size(), 1u);
  }
  TaskQuery query;
  query.visible_to = "li.na";
  std::size_t inbox = 0;
  Page page{"", 1000};
  do {
    const auto listed = store->tasks(query, page);
    inbox += listed.rows.size();
    page.cursor = listed.next;
  } while (!page.cursor.empty());
  EXPECT_EQ(inbox, ids.size());
}

TEST_P(Durable, AStoreOfSchemaOneIsMigratedWithItsRows) {
  {
    const auto connection = connect();
    migrate(*connection, dialect(), 1);
    connection->script(R"sql(
INSERT INTO task (part, instance, work, definition, process, element, name, business_key, title, assignee, candidates,
                  form, due, priority, created, status, ended, ended_by, outcome, opinion, rank)
VALUES (0, 11, 1, 5, 'p', 'e', 'later', '', '', '', '5:li.na', '', 900, 50, 3, 0, NULL, '', '', '', 900),
       (0, 11, 2, 5, 'p', 'e', 'sooner', '', '', '', '5:li.na', '', 800, 50, 3, 0, NULL, '', '', '', 800),
       (0, 11, 3, 5, 'p', 'e', 'done', '', '', '', '5:li.na', '', NULL, 50, 3, 1, 70, 'li.na', '', '', -70);
INSERT INTO task_candidate (part, instance, work, person, unclaimed)
VALUES (0, 11, 1, 'li.na', 1), (0, 11, 2, 'li.na', 1), (0, 11, 3, 'li.na', 1);
INSERT INTO account (part, person, password_hash, roles) VALUES (0, 'admin', 'h', 'administrator');
INSERT INTO access_token (part, hash, person, name, scope, created) VALUES (0, 'h1', 'admin', 'phone', 'all', 5))sql");
    connection->script(
        "INSERT INTO instance (part, id, definition, process, version, status, business_key, title, "
        "initiator, caller, caller_work, root, started, revision, head_seq, head, header, recent) "
        "SELECT 0, 11, 5, 'p', 1, 0, '', '', 'zhao', 0, 0, 11, 3, 4, 0, " +
        no_bytes(32) + ", " + no_bytes(0) + ", -3");
    connection->script("INSERT INTO organisation (part, id, content) SELECT 0, 1, " + no_bytes(2));
  }
  const auto store = home->open();
  ASSERT_TRUE(store);
  TaskQuery query;
  query.visible_to = "li.na";
  const auto open = store->tasks(query, {}).rows;
  ASSERT_EQ(open.size(), 2u);
  EXPECT_EQ(open[0].name, "sooner");
  EXPECT_EQ(open[1].name, "later");
  query.status = TaskStatus::Completed;
  EXPECT_EQ(store->tasks(query, {}).rows.size(), 1u);
  EXPECT_TRUE(store->commit(new_case(second)).none());
  EXPECT_EQ(store->load({first}).at(0).row.unit, "");
  EXPECT_EQ(store->instances({.sight = {.person = "li.na"}}, {}).rows.size(), 2u);
  EXPECT_EQ(store->organisation()->revision, 1);
  EXPECT_FALSE(store->token("h1")->used);
  AccountRow account = store->account("admin").value();
  account.login = "root";
  EXPECT_TRUE(store->save_account(account));
  EXPECT_EQ(store->account_with_login("root")->roles, "administrator");
}

TEST_P(Durable, ANewerSchemaIsRefused) {
  home->open().reset();
  connect()->script("INSERT INTO schema_migration (part, number, at) VALUES (0, 99, 0)");
  const auto opened =
      home->kind() == "sqlite" ? open_sqlite(home->file(), [] { return Instant{}; }) : open_postgresql(home->url(), 2);
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message, HasSubstr("schema 99"));
}

/// What a program that knows migrations up to 3 asks before it serves: nothing newer may be in its way.
TEST_P(Durable, AStoreMigratedByANewerProgramServesTheOneBeforeToo) {
  home->open().reset();
  const std::vector<Step> seen_by_3{Step("SELECT coalesce(max(number), 0) FROM schema_migration WHERE part = 0")};
  EXPECT_EQ(std::get<std::int64_t>(connect()->read(seen_by_3)[0][0][0]), 3);
  connect()->script("INSERT INTO schema_step (part, number, at) VALUES (0, 99, 0)");
  EXPECT_TRUE(home->open()) << "a migration that leaves this program at work is no reason to refuse the store";
}

TEST_P(Durable, MigrationsAreNumberedWithoutGapsAndAppliedOnce) {
  home->open().reset();
  home->open().reset();
  const std::vector<Step> count{Step("SELECT number FROM schema_step WHERE part = 0 ORDER BY number")};
  const Rows rows = connect()->read(count)[0];
  ASSERT_EQ(rows.size(), migrations().size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(std::get<std::int64_t>(rows[i][0]), static_cast<std::int64_t>(i) + 1);
    EXPECT_EQ(migrations()[i].number, static_cast<int>(i) + 1);
    EXPECT_LE(migrations()[i].oldest, migrations()[i].number);
    EXPECT_GE(migrations()[i].oldest, migrations()[i > 0 ? i - 1 : 0].oldest) << "an older program was refused before";
  }
}

TEST(Sqlite, ASecondProcessIsRefusedAndToldWhichFile) {
  const Home home("sqlite");
  const auto store = home.open();
  const pid_t child = fork();
  if (child == 0) {
    const auto opened = open_sqlite(home.file(), [] { return Instant{}; });
    _exit(!opened && opened.error().message.find(home.file()) != std::string::npos ? 7 : 8);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 7);
  EXPECT_TRUE(store->commit(new_case(first)).none());
}

TEST(Sqlite, TheSameProcessCannotHoldAFileTwice) {
  const Home home("sqlite");
  auto store = home.open();
  const auto again = open_sqlite(home.file(), [] { return Instant{}; });
  ASSERT_FALSE(again);
  EXPECT_THAT(again.error().message, HasSubstr("process " + std::to_string(getpid())));
  store.reset();
  EXPECT_TRUE(open_sqlite(home.file(), [] { return Instant{}; }));
}

TEST(Sqlite, AFileThatIsNoStoreIsRefused) {
  const Home home("sqlite");
  std::ofstream(home.file()) << std::string(5000, 'x');
  const auto opened = open_sqlite(home.file(), [] { return Instant{}; });
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message, HasSubstr(home.file()));
}

TEST(Sqlite, AFolderThatIsMissingIsNamed) {
  const auto opened = open_sqlite("/nonexistent/folder/store.db", [] { return Instant{}; });
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message, HasSubstr("/nonexistent/folder/store.db"));
}

TEST(Sqlite, WritesAheadAndFlushesEachCommit) {
  const Home home("sqlite");
  const auto connection = connect_sqlite(home.file(), SqliteUse::Write);
  const std::vector<Step> mode{Step("PRAGMA journal_mode")}, flush{Step("PRAGMA synchronous")};
  EXPECT_EQ(std::get<std::string>(connection->read(mode)[0][0][0]), "wal");
  EXPECT_EQ(std::get<std::int64_t>(connection->read(flush)[0][0][0]), 2);
}

TEST(Postgresql, AnAddressMayBeAUrlOrKeysAndValues) {
  if (server_url().empty()) GTEST_SKIP() << "BIHUAN_TEST_POSTGRESQL is not set: run under tests/with_postgresql";
  const std::string options = server_url().find("://") == std::string::npos ? " options='-csearch_path=public'"
                                                                            : "?options=-csearch_path%3Dpublic";
  for (const std::string& url : {server_url(), server_url() + options}) {
    const std::vector<Step> steps{Step("SELECT current_database()::text")};
    EXPECT_EQ(connect_postgresql(url)->read(steps)[0].size(), 1u);
  }
  EXPECT_FALSE(open_postgresql("mysql://somewhere", 2));
}

TEST(Postgresql, AServerThatIsNotThereIsAnOpenFailureWithoutTheAddress) {
  const auto opened = open_postgresql("postgresql://someone:secret@127.0.0.1:1/none?connect_timeout=1", 2);
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message, testing::Not(HasSubstr("secret")));
}

}  // namespace
}  // namespace bihuan::store
