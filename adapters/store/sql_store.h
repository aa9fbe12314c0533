// Decides how the store's contract becomes steps for a database, the same for PostgreSQL and SQLite, and what happens
// when one fails: tried again with back-off, or Unavailable. Texts are beside the functions that use them; the dialects
// differ only through dialect.h.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string>

#include "adapters/store/dialect.h"
#include "adapters/store/file_lock.h"
#include "adapters/store/list_order.h"
#include "adapters/store/pool.h"
#include "adapters/store/row_steps.h"
#include "adapters/store/store.h"

namespace bihuan::store {

struct SqlStoreParts {
  std::shared_ptr<FileLock> lock;  ///< first here, so that it goes last: connections close under it
  std::string kind;
  std::shared_ptr<Pool> writers, readers;  ///< may be the same
  ClockFunction clock;                     ///< empty: the database's clock decides
  std::shared_ptr<Bell> bell;
  bool alone = false;  ///< no other process uses the database: every share is this one's
};

class SqlStore : public Store {
 public:
  explicit SqlStore(SqlStoreParts parts) : parts_(std::move(parts)) {}

  std::string kind() const override { return parts_.kind; }
  Instant now() override;
  Bell& bell() override { return *parts_.bell; }
  std::uint64_t lease_ids(std::uint64_t count) override;
  std::int64_t next_serial(const std::string& name) override;

  Conflicts commit(const Batch& batch) override;
  std::vector<LoadedInstance> load(const std::vector<InstanceId>& ids) override;
  std::optional<IdempotencyRow> answer(const std::string& key) override;
  void forget_answers(Instant before) override;

  std::vector<SubscriptionRow> message_subscriptions(const std::string& name, const std::string& key) override;
  std::vector<SubscriptionRow> signal_subscriptions(const std::string& name) override;
  std::vector<SubscriptionRow> subscriptions_of(InstanceId instance) override;
  std::vector<MessageRow> messages_waiting(const std::string& name, const std::string& key) override;
  void forget_messages(Instant now) override;

  std::vector<JobRow> lease_jobs(const LeaseRequest& request) override;
  bool extend_lease(InstanceId instance, WorkId work, const std::string& owner, std::int64_t lease_us) override;
  void release_lease(InstanceId instance, WorkId work, const std::string& owner) override;
  std::optional<JobRow> job(InstanceId instance, WorkId work) override;

  HeldShares hold_shares(const std::string& node, std::int64_t lease_us) override;
  void leave_shares(const std::string& node) override;
  DueJobs due_jobs(const DueRequest& request) override;
  void defer_job(InstanceId instance, WorkId work, std::int64_t by_us) override;
  MessageSweep wanted_messages(const MessagePlace& from, int limit) override;

  Deployment deploy(const Deployment& deployment) override;
  std::vector<DeploymentRow> deployments() override;
  std::vector<DefinitionRow> definitions() override;
  std::optional<FileRow> file(std::uint64_t deployment, const std::string& name) override;
  std::vector<FileRow> files(std::uint64_t deployment) override;
  void set_enabled(DefinitionId id, bool enabled) override;
  std::vector<StartRow> starts() override;
  bool advance_start(const StartRow& was, std::optional<Instant> next) override;

  Listed<TaskRow> tasks(const TaskQuery& query, const Page& page) override;
  std::optional<TaskRow> task(InstanceId instance, WorkId work) override;
  Listed<InstanceRow> instances(const InstanceQuery& query, const Page& page) override;
  Listed<JobRow> jobs(const JobQuery& query, const Page& page) override;
  Listed<IncidentRow> incidents(const IncidentQuery& query, const Page& page) override;
  std::vector<Statistic> open_tasks_by_element(const std::string& process) override;
  std::vector<TaskRow> open_tasks(const std::vector<InstanceId>& instances) override;
  Listed<ActRow> acts(const ActQuery& query, const Page& page) override;
  std::vector<HoldingRow> holding(const HoldingQuery& query) override;
  std::vector<ElementCount> element_counts(const std::string& process, int version, Instant now) override;
  InstanceCounts instance_counts(const std::string& process, int version) override;
  TaskCounts task_counts(const std::string& person, Instant now, Instant end_of_day) override;

  std::vector<JournalRow> journal(InstanceId instance, std::uint64_t from_seq, int limit) override;
  std::vector<InstanceId> instance_ids(InstanceId after, int limit) override;

  ChainHead record_head() override;
  bool append_record(const std::vector<JournalRow>& entries) override;
  Listed<JournalRow> records(const RecordQuery& query, const Page& page) override;
  bool save_organisation(const std::string& json, std::optional<std::int64_t> expected) override;
  std::optional<Revised> organisation() override;
  bool save_permissions(const std::string& json, std::optional<std::int64_t> expected) override;
  std::optional<Revised> permissions() override;
  Revisions revisions() override;
  bool save_account(const AccountRow& account) override;
  std::optional<AccountRow> account(const std::string& person) override;
  std::optional<AccountRow> account_with_login(const std::string& login) override;
  std::optional<AccountRow> account_with_subject(const std::string& subject) override;
  std::vector<AccountRow> accounts() override;
  bool any_account() override;
  void note_sign_in(const std::string& person, Instant at) override;
  void save_session(const SessionRow& session) override;
  std::optional<SessionRow> session(const std::string& hash) override;
  std::vector<SessionRow> sessions(const std::string& person) override;
  void touch_session(const std::string& hash, Instant seen) override;
  bool end_session(const std::string& hash) override;
  void end_sessions(const std::string& person, const std::string& except_hash) override;
  void forget_sessions(Instant expired_before, Instant seen_before) override;
  void save_token(const TokenRow& token) override;
  std::optional<TokenRow> token(const std::string& hash) override;
  std::vector<TokenRow> tokens(const std::string& person) override;
  void touch_token(const std::string& hash, Instant used) override;
  bool revoke_token(const std::string& hash) override;
  AttemptRow count_failure(const std::string& name, Instant now, Instant forget_before) override;
  std::optional<AttemptRow> failures(const std::string& name) override;
  void forget_failures(const std::string& name) override;
  void forget_failures_before(Instant before) override;
  void save_document(const DocumentRow& document) override;
  std::optional<DocumentRow> document(const std::string& person, const std::string& kind,
                                      const std::string& name) override;
  std::vector<DocumentRow> documents(const std::string& person, const std::string& kind) override;
  bool remove_document(const std::string& person, const std::string& kind, const std::string& name) override;
  void save_attachment(const AttachmentRow& attachment, const std::string& bytes) override;
  std::optional<AttachmentRow> attachment(const std::string& id) override;
  std::optional<std::string> attachment_bytes(const std::string& id) override;
  std::vector<AttachmentRow> attachments(InstanceId instance) override;
  Listed<NotificationRow> notifications(const std::string& to, const Page& page) override;
  bool mark_read(const std::string& to, const std::string& id) override;
  void mark_all_read(const std::string& to) override;

  bool healthy() override;
  void keep_statistics() override;

 private:
  /// The only part of a store of one tenant (docs/decisions/0002-one-tenant-per-store.md).
  static constexpr std::int64_t own_part = 0;

  /// Calls `work` with a connection, again with back-off while the trouble may pass. Throws Unavailable.
  template <class Work>
  auto attempt(Pool& pool, Work work) -> decltype(work(std::declval<Connection&>()));
  void wait_after(const DatabaseError& error, int attempt, std::chrono::steady_clock::time_point began) const;

  Rows read(const Step& step);
  std::vector<Rows> read_all(const std::vector<Step>& steps);
  /// Nothing: refused by a unique key or `each_must_match`.
  std::optional<std::vector<Rows>> write(const std::vector<Step>& steps);
  std::optional<std::vector<Rows>> write_and_ring(Topic topic, const std::vector<Step>& steps);
  std::int64_t count_up(const std::string& name, std::int64_t by);
  Step clock_step(const std::string& text) const;  ///< a step whose $1 is the clock ({now})
  static Step step_for(const std::string& text, InstanceId instance);

  bool is_durable(Connection& connection, const Batch& batch) const;
  Conflicts conflicts_stored(Connection& connection, const Batch& batch) const;
  std::optional<AccountRow> account_where(const std::string& column, const std::string& value);
  std::optional<Revised> revised(const std::string& table);
  bool save_revised(const std::string& table, const std::string& json, std::optional<std::int64_t> expected);
  /// A page of what the step reads: each row made by `made`, its place told by `place`.
  template <class Row>
  Listed<Row> listed(const Step& step, const Page& page, auto made, auto place);
  template <class Row>
  Listed<Row> listed(const Step& step, const Page& page) {
    return listed<Row>(
        step, page, [](const std::vector<Cell>& cells) { return row_in<Row>(cells); },
        [](const Row& row) { return place_in_list(row); });
  }

  SqlStoreParts parts_;
  std::atomic<std::uint64_t> rows_written_{0}, look_again_at_{1'000};  ///< by commits; when to look at the tables anew
};

template <class Work>
auto SqlStore::attempt(Pool& pool, Work work) -> decltype(work(std::declval<Connection&>())) {
  const auto began = std::chrono::steady_clock::now();
  for (int attempt = 0;; ++attempt) {
    try {
      auto loan = pool.lend();
      try {
        return work(*loan);
      } catch (const DatabaseError& error) {
        if (error.trouble == Trouble::Lost) loan.lost();
        throw;
      } catch (...) {
        loan.lost();  // a bug in between: nobody knows what state the connection is in
        throw;
      }
    } catch (const DatabaseError& error) {
      wait_after(error, attempt, began);
    }
  }
}

template <class Row>
Listed<Row> SqlStore::listed(const Step& step, const Page& page, auto made, auto place) {
  Listed<Row> listed;
  for (const auto& cells : read(step)) listed.rows.push_back(made(cells));
  if (static_cast<int>(listed.rows.size()) <= limit_of(page)) return listed;
  listed.rows.resize(static_cast<std::size_t>(limit_of(page)));
  listed.next = cursor_of(place(listed.rows.back()));
  return listed;
}

}  // namespace bihuan::store
