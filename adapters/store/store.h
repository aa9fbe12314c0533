// Decides what the program asks of a database: the port that SQLite, PostgreSQL and memory implement alike, held
// together by one contract test (tests/adapters/store). The rows are in rows.h and people_rows.h, what lists may be
// asked for in queries.h. storage.md gives the reasons.
//
// Every function may be called from any thread. What the environment does to us (connection gone, disk full, locked
// out) is the exception `Unavailable`, after the retries that storage.md names; its text is for the log, never for a
// client.
#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "adapters/store/bell.h"
#include "adapters/store/due_query.h"
#include "adapters/store/people_rows.h"
#include "adapters/store/queries.h"
#include "adapters/store/rows.h"

namespace bihuan::store {

struct Unavailable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The journal of what concerns security is that of no instance: its rows name instance 0.
constexpr InstanceId security_journal{0};

/// The end of a chain of entries.
struct ChainHead {
  std::uint64_t seq = 0;  ///< 0 = nothing yet
  Hash hash{};
  bool operator==(const ChainHead&) const = default;
};

class Store {
 public:
  virtual ~Store() = default;

  virtual std::string kind() const = 0;  ///< "sqlite", "postgresql", "memory"
  virtual Instant now() = 0;             ///< the clock that decides what is due
  /// Rings by itself after what others may wait for has become durable; outlived by the store.
  virtual Bell& bell() = 0;
  /// `count` fresh instance or definition numbers: the first of a block that nobody else gets, also after a crash.
  /// The numbers of a block follow each other, the blocks do not (id_block.h). Requires 0 < count <= 4096.
  virtual std::uint64_t lease_ids(std::uint64_t count) = 0;
  /// The next case number of this name ("hazard-rectification/2026/st-01"), from 1; never given twice, gaps are
  /// possible.
  virtual std::int64_t next_serial(const std::string& name) = 0;

  // the commit path
  virtual Conflicts commit(const Batch& batch) = 0;
  virtual std::vector<LoadedInstance> load(const std::vector<InstanceId>& ids) = 0;  ///< missing ones are left out
  virtual std::optional<IdempotencyRow> answer(const std::string& key) = 0;
  virtual void forget_answers(Instant before) = 0;

  // correlation
  virtual std::vector<SubscriptionRow> message_subscriptions(const std::string& name, const std::string& key) = 0;
  virtual std::vector<SubscriptionRow> signal_subscriptions(const std::string& name) = 0;
  virtual std::vector<SubscriptionRow> subscriptions_of(InstanceId instance) = 0;
  virtual std::vector<MessageRow> messages_waiting(const std::string& name, const std::string& key) = 0;
  virtual void forget_messages(Instant now) = 0;

  // jobs
  virtual std::vector<JobRow> lease_jobs(const LeaseRequest& request) = 0;
  /// false: the lease is not this owner's any more.
  virtual bool extend_lease(InstanceId instance, WorkId work, const std::string& owner, std::int64_t lease_us) = 0;
  virtual void release_lease(InstanceId instance, WorkId work, const std::string& owner) = 0;
  virtual std::optional<JobRow> job(InstanceId instance, WorkId work) = 0;

  // the program's own work, divided among the nodes (shares.h)
  /// The node lives for `lease_us` from now on, by the store's clock, and comes nearer to its fair part of the shares.
  /// Called again before that time is over it keeps what it holds; else others take it.
  virtual HeldShares hold_shares(const std::string& node, std::int64_t lease_us) = 0;
  virtual void leave_shares(const std::string& node) = 0;  ///< free for the others at once
  virtual DueJobs due_jobs(const DueRequest& request) = 0;
  /// Nobody is offered this timer (no other job) before so much time has passed, or a commit writes it.
  virtual void defer_job(InstanceId instance, WorkId work, std::int64_t by_us) = 0;
  /// Looks at `limit` waiting messages (not taken, not expired) from `from` on.
  virtual MessageSweep wanted_messages(const MessagePlace& from, int limit) = 0;

  // deployments
  virtual Deployment deploy(const Deployment& deployment) = 0;  ///< as stored, with ids and versions
  virtual std::vector<DeploymentRow> deployments() = 0;
  virtual std::vector<DefinitionRow> definitions() = 0;  ///< all, without files, by id
  virtual std::optional<FileRow> file(std::uint64_t deployment, const std::string& name) = 0;
  virtual std::vector<FileRow> files(std::uint64_t deployment) = 0;
  virtual void set_enabled(DefinitionId id, bool enabled) = 0;
  virtual std::vector<StartRow> starts() = 0;
  /// Moves a timer start on; false when another node was faster (`fired` differs).
  virtual bool advance_start(const StartRow& was, std::optional<Instant> next) = 0;

  // lists (filtered and paged in SQL)
  virtual Listed<TaskRow> tasks(const TaskQuery& query, const Page& page) = 0;
  virtual std::optional<TaskRow> task(InstanceId instance, WorkId work) = 0;
  virtual Listed<InstanceRow> instances(const InstanceQuery& query, const Page& page) = 0;
  virtual Listed<JobRow> jobs(const JobQuery& query, const Page& page) = 0;
  virtual Listed<IncidentRow> incidents(const IncidentQuery& query, const Page& page) = 0;
  virtual std::vector<Statistic> open_tasks_by_element(const std::string& process) = 0;
  /// The open tasks of these instances, by instance and due date.
  virtual std::vector<TaskRow> open_tasks(const std::vector<InstanceId>& instances) = 0;
  virtual Listed<ActRow> acts(const ActQuery& query, const Page& page) = 0;

  // figures
  virtual std::vector<HoldingRow> holding(const HoldingQuery& query) = 0;  ///< by person
  /// `version` 0 = all. By element.
  virtual std::vector<ElementCount> element_counts(const std::string& process, int version, Instant now) = 0;
  virtual InstanceCounts instance_counts(const std::string& process, int version) = 0;
  virtual TaskCounts task_counts(const std::string& person, Instant now, Instant end_of_day) = 0;

  // the record
  virtual std::vector<JournalRow> journal(InstanceId instance, std::uint64_t from_seq, int limit) = 0;
  /// Ids of all instances in order, from after `after`.
  virtual std::vector<InstanceId> instance_ids(InstanceId after, int limit) = 0;

  // the record of what concerns security: a chain of its own in the same journal
  virtual ChainHead record_head() = 0;
  /// Adds entries that follow the head. Requires: at least one, instance = security_journal, seq and previous in a row.
  /// false: another node was faster, nothing is written.
  virtual bool append_record(const std::vector<JournalRow>& entries) = 0;
  virtual Listed<JournalRow> records(const RecordQuery& query, const Page& page) = 0;

  // documents that are replaced as a whole
  /// With `expected`: only when the stored revision is that one (0 = there is none); else false.
  virtual bool save_organisation(const std::string& json, std::optional<std::int64_t> expected = std::nullopt) = 0;
  virtual std::optional<Revised> organisation() = 0;
  virtual bool save_permissions(const std::string& json, std::optional<std::int64_t> expected = std::nullopt) = 0;
  virtual std::optional<Revised> permissions() = 0;
  virtual Revisions revisions() = 0;  ///< cheap: for every request

  // accounts, sessions, tokens
  /// false: the stored revision is another, or somebody else has this login or subject. The stored one grows by one.
  virtual bool save_account(const AccountRow& account) = 0;
  virtual std::optional<AccountRow> account(const std::string& person) = 0;
  virtual std::optional<AccountRow> account_with_login(const std::string& login) = 0;
  virtual std::optional<AccountRow> account_with_subject(const std::string& subject) = 0;
  virtual std::vector<AccountRow> accounts() = 0;  ///< by person
  virtual bool any_account() = 0;
  virtual void note_sign_in(const std::string& person, Instant at) = 0;
  virtual void save_session(const SessionRow& session) = 0;
  virtual std::optional<SessionRow> session(const std::string& hash) = 0;
  virtual std::vector<SessionRow> sessions(const std::string& person) = 0;  ///< by creation; empty person = all
  virtual void touch_session(const std::string& hash, Instant seen) = 0;
  virtual bool end_session(const std::string& hash) = 0;
  /// Of one person, all but the session with this hash.
  virtual void end_sessions(const std::string& person, const std::string& except_hash) = 0;
  virtual void forget_sessions(Instant expired_before, Instant seen_before) = 0;
  virtual void save_token(const TokenRow& token) = 0;
  virtual std::optional<TokenRow> token(const std::string& hash) = 0;
  virtual std::vector<TokenRow> tokens(const std::string& person) = 0;  ///< by creation; empty person = all
  virtual void touch_token(const std::string& hash, Instant used) = 0;
  virtual bool revoke_token(const std::string& hash) = 0;
  /// One failure more, unless the last was before `forget_before`: then the first. Answers the row as it is now.
  virtual AttemptRow count_failure(const std::string& name, Instant now, Instant forget_before) = 0;
  virtual std::optional<AttemptRow> failures(const std::string& name) = 0;
  virtual void forget_failures(const std::string& name) = 0;
  virtual void forget_failures_before(Instant before) = 0;

  // what people keep
  virtual void save_document(const DocumentRow& document) = 0;
  virtual std::optional<DocumentRow> document(const std::string& person, const std::string& kind,
                                              const std::string& name) = 0;
  /// Of one kind, by name.
  virtual std::vector<DocumentRow> documents(const std::string& person, const std::string& kind) = 0;
  virtual bool remove_document(const std::string& person, const std::string& kind, const std::string& name) = 0;
  virtual void save_attachment(const AttachmentRow& attachment, const std::string& bytes) = 0;
  virtual std::optional<AttachmentRow> attachment(const std::string& id) = 0;
  virtual std::optional<std::string> attachment_bytes(const std::string& id) = 0;
  virtual std::vector<AttachmentRow> attachments(InstanceId instance) = 0;  ///< by creation
  virtual Listed<NotificationRow> notifications(const std::string& to, const Page& page) = 0;
  virtual bool mark_read(const std::string& to, const std::string& id) = 0;  ///< false: there is none
  virtual void mark_all_read(const std::string& to) = 0;

  virtual bool healthy() = 0;  ///< a round trip works
  /// Lets the database look at its tables anew when they have grown several times over since it last did: how it finds
  /// rows depends on what it believes of them. Cheap when there is nothing to do.
  virtual void keep_statistics() = 0;
};

using ClockFunction = std::function<Instant()>;

struct OpenFailure {
  std::string message;  ///< for the operator: what, and what to do
};

/// Opens (and migrates) a store. SQLite: one process holds the file, a second is refused. `connections` ≥ 2.
std::expected<std::unique_ptr<Store>, OpenFailure> open_sqlite(const std::string& path, ClockFunction clock);
std::expected<std::unique_ptr<Store>, OpenFailure> open_postgresql(const std::string& url, int connections);
std::unique_ptr<Store> open_memory(ClockFunction clock);

}  // namespace bihuan::store
