// Decides the scratch folders, schemas and samples of the store tests.
#include "tests/adapters/store/stores.h"

#include <libpq-fe.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>

namespace bihuan::store {

namespace {

std::string fresh_name() {
  static std::atomic<int> count{0};
  return "bihuan_test_" + std::to_string(getpid()) + "_" + std::to_string(++count);
}

std::string with_schema(const std::string& url, const std::string& schema) {
  if (url.find("://") == std::string::npos) return url + " options='-csearch_path=" + schema + "'";
  return url + (url.find('?') == std::string::npos ? "?" : "&") + "options=-csearch_path%3D" + schema;
}

}  // namespace

std::string server_url() {
  const char* url = std::getenv("BIHUAN_TEST_POSTGRESQL");
  return url ? url : "";
}

void run_on_server(const std::string& url, const std::string& sql) {
  PGconn* connection = PQconnectdb(url.c_str());
  ASSERT_EQ(PQstatus(connection), CONNECTION_OK) << PQerrorMessage(connection);
  PGresult* result = PQexec(connection, sql.c_str());
  const ExecStatusType status = PQresultStatus(result);
  EXPECT_TRUE(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) << PQerrorMessage(connection);
  PQclear(result);
  PQfinish(connection);
}

Home::Home(const std::string& kind) : kind_(kind) {
  if (kind == "sqlite") {
    folder_ = std::filesystem::temp_directory_path() / fresh_name();
    std::filesystem::create_directories(folder_);
  }
  if (kind == "postgresql") {
    schema_ = fresh_name();
    url_ = with_schema(server_url(), schema_);
    run_on_server(server_url(), "CREATE SCHEMA " + schema_);
  }
}

Home::~Home() {
  if (!folder_.empty()) std::filesystem::remove_all(folder_);
  if (!schema_.empty())
    run_on_server(server_url(), "SET client_min_messages = warning; DROP SCHEMA " + schema_ + " CASCADE");
}

std::unique_ptr<Store> Home::open() const {
  const ClockFunction tell = [this] { return clock; };
  if (kind_ == "memory") return open_memory(tell);
  auto opened = kind_ == "sqlite" ? open_sqlite(file(), tell) : open_postgresql(url_, 4);
  EXPECT_TRUE(opened.has_value()) << (opened ? "" : opened.error().message);
  return opened ? std::move(*opened) : nullptr;
}

void EachStore::SetUp() {
  if (std::string(GetParam()) == "postgresql" && server_url().empty()) {
    GTEST_SKIP() << "BIHUAN_TEST_POSTGRESQL is not set: run under tests/with_postgresql";
  }
  place = std::make_unique<Home>(GetParam());
  store = place->open();
  ASSERT_TRUE(store);
}

void EachStore::reopen() {
  if (!survives_restart()) return;
  store.reset();
  store = place->open();
  ASSERT_TRUE(store);
}

InstanceWrite instance_write(InstanceId id, std::int64_t revision) {
  InstanceWrite write;
  write.row = {.id = id, .definition = DefinitionId{5}, .process = "hazard", .version = 2};
  write.row.business_key = "HZ-" + std::to_string(id.n);
  write.row.title = "隐患 " + std::to_string(id.n);
  write.row.initiator = "li.na";
  write.row.root = id;
  write.row.started = {1000 + static_cast<std::int64_t>(id.n)};
  write.row.revision = revision;
  write.row.head_seq = static_cast<std::uint64_t>(revision) + 1;
  write.row.head.fill(static_cast<unsigned char>(revision));
  write.row.header = "header " + std::to_string(revision);
  write.scopes = {{ScopeId{1}, "scope 1 of revision " + std::to_string(revision)}};
  return write;
}

JournalRow journal_row(InstanceId id, std::uint64_t seq) {
  JournalRow row{.instance = id, .seq = seq, .at = {2000 + static_cast<std::int64_t>(seq)}};
  row.actor = "li.na";
  row.command = "command";
  row.events = "events of " + std::to_string(seq);
  row.hash.fill(static_cast<unsigned char>(seq));
  return row;
}

TaskRow task_row(InstanceId id, std::uint64_t work) {
  TaskRow row{.instance = id, .work = WorkId{work}, .definition = DefinitionId{5}};
  row.process = "hazard";
  row.element = "inspect";
  row.name = "现场检查";
  row.business_key = "HZ-" + std::to_string(id.n);
  row.title = "隐患 " + std::to_string(id.n);
  row.candidates = {"li.na", "wang.wei"};
  row.form = "inspection";
  row.created = {3000};
  return row;
}

JobRow job_row(InstanceId id, std::uint64_t work, Instant due) {
  JobRow row{.instance = id, .work = WorkId{work}};
  row.process = "hazard";
  row.element = "remind";
  row.due = due;
  return row;
}

MessageRow message_row(const std::string& id, Instant created) {
  return {.id = id,
          .name = "paid",
          .key = "HZ-1",
          .variables = "v",
          .created = created,
          .expires = created + 86'400'000'000};
}

Batch new_case(InstanceId id) {
  Batch batch;
  batch.instances = {instance_write(id, 0)};
  batch.journal = {journal_row(id, 1)};
  batch.tasks = {task_row(id, 7)};
  return batch;
}

}  // namespace bihuan::store
