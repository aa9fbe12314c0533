// Decides what the program asks of a database: the port that SQLite, PostgreSQL and memory implement alike, held
// together by one contract test (tests/adapters/store). It knows rows and bytes; what the bytes mean is codec's, what a
// row means is the engine's. storage.md gives the reasons.
//
// Every function may be called from any thread. What the environment does to us (connection gone, disk full, locked
// out) is the exception `Unavailable`, after the retries that storage.md names; its text is for the log, never for a
// client.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/instant.h"
#include "engine/state/state.h"

namespace bihuan::store {

struct Unavailable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

using Hash = std::array<unsigned char, 32>;  ///< SHA-256

// --- what a commit writes -------------------------------------------------------------------------------------------

struct InstanceRow {
  InstanceId id;
  DefinitionId definition;
  std::string process;  ///< id of the process, for lists
  int version = 0;
  state::Status status = state::Status::Active;
  std::string business_key, title, initiator;
  std::optional<state::Caller> caller;
  InstanceId root;  ///< the instance at the top of the calls; itself if it was not called
  Instant started;
  std::optional<Instant> ended;
  std::int64_t revision = 0;  ///< of this write; the stored one must be revision - 1 (0 → the row must not exist)
  std::uint64_t head_seq = 0;
  Hash head{};
  std::string header;  ///< codec bytes of state::Header
};

struct ScopeWrite {
  ScopeId id;
  std::string bytes;  ///< codec bytes; empty = delete
};

struct InstanceWrite {
  InstanceRow row;
  std::vector<ScopeWrite> scopes;
};

/// One command's record. hash = SHA-256(previous || canonical bytes), made by the host.
struct JournalRow {
  InstanceId instance;
  std::uint64_t seq = 0;  ///< from 1, without gaps
  Instant at;
  std::string actor, request_id, reason;
  std::string command;  ///< codec bytes
  std::string events;   ///< codec bytes
  Hash previous{}, hash{};
};

enum class TaskStatus : std::uint8_t { Open = 0, Completed = 1, Cancelled = 2 };

struct TaskRow {
  InstanceId instance;
  WorkId work;
  DefinitionId definition;
  std::string process, element;  ///< ids
  std::string name, business_key, title;
  std::string assignee;
  std::vector<std::string> candidates;
  std::string form;
  std::optional<Instant> due;
  std::int32_t priority = 50;
  Instant created;
  TaskStatus status = TaskStatus::Open;
  std::optional<Instant> ended;
  std::string ended_by, outcome, opinion;
};

enum class JobKind : std::uint8_t { Timer = 0, External = 1 };

struct JobRow {
  InstanceId instance;
  WorkId work;
  JobKind kind = JobKind::Timer;
  std::string process, element, business_key;
  std::string topic;  ///< external jobs
  Instant due;        ///< not before
  std::int32_t retries = 3;
  std::int32_t priority = 50;
  bool suspended = false;  ///< the instance is suspended: nobody may take it
  std::string payload;     ///< JSON of headers, for workers; variables are read when it is fetched
  std::string last_error;
  // the lease; not written by commits of commands
  std::string lock_owner;
  std::optional<Instant> lock_until;
};

struct SubscriptionRow {
  InstanceId instance;
  WorkId work;
  state::SubscriptionKind kind = state::SubscriptionKind::Message;
  std::string name, key;
  std::string element;
  std::string business_key;  ///< of the instance: an empty key matches it
};

struct IncidentRow {
  InstanceId instance;
  IncidentId incident;
  WorkId work;
  std::string process, element, business_key;
  std::string code, message_zh, message_en;
  Instant since;
  std::optional<Instant> resolved;
  std::string resolved_by;
};

/// A message that nobody waited for, kept until `expires`. Its id is taken once.
struct MessageRow {
  std::string id, name, key;
  std::string variables;  ///< codec bytes
  Instant created, expires;
  bool taken = false;  ///< delivered: kept until `expires` only so that its id is not taken twice
};

/// What was answered to a request with an Idempotency-Key. `fingerprint` is a hash of the request: the same key with
/// another request is an error.
struct IdempotencyRow {
  std::string key;  ///< with the caller's identity in front
  std::string fingerprint;
  int status = 0;
  std::string body;
  Instant created;
};

struct NotificationRow {
  std::string id;  ///< "<instance>-<n>" of the job that made it, with a running suffix per receiver
  std::string to, text;
  InstanceId instance;
  Instant created;
  bool read = false;
};

/// Everything that ran since the last commit: one transaction, one round trip where the database allows.
struct Batch {
  std::vector<InstanceWrite> instances;  ///< an instance at most once
  std::vector<JournalRow> journal;
  std::vector<TaskRow> tasks;  ///< upsert
  std::vector<JobRow> jobs;    ///< upsert (releases the lease)
  std::vector<std::pair<InstanceId, WorkId>> jobs_gone;
  std::vector<SubscriptionRow> subscriptions;  ///< upsert
  std::vector<std::pair<InstanceId, WorkId>> subscriptions_gone;
  std::vector<IncidentRow> incidents;          ///< upsert
  std::vector<MessageRow> messages;            ///< insert
  std::vector<std::string> messages_taken;     ///< ids of waiting messages that were delivered now
  std::vector<IdempotencyRow> answers;         ///< insert
  std::vector<NotificationRow> notifications;  ///< insert; a known id is left as it is
};

/// Why nothing was written. All empty: the batch is durable.
struct Conflicts {
  std::vector<InstanceId> overtaken;        ///< their stored revision was another
  std::vector<std::string> answered;        ///< idempotency keys that exist already
  std::vector<std::string> messages_known;  ///< message ids that were taken or kept before
  bool none() const { return overtaken.empty() && answered.empty() && messages_known.empty(); }
};

// --- what is read ---------------------------------------------------------------------------------------------------

struct LoadedInstance {
  InstanceRow row;
  std::vector<std::pair<ScopeId, std::string>> scopes;
};

/// A stable place in a list: the sort value and the id of the last row seen. Opaque for callers.
struct Page {
  std::string cursor;  ///< empty = from the start
  int limit = 50;      ///< 1..1000
};
template <class Row>
struct Listed {
  std::vector<Row> rows;
  std::string next;  ///< empty = no more
};

struct TaskQuery {
  std::string visible_to;  ///< assignee or candidate; empty = all
  std::string assignee;
  std::string candidate;  ///< unassigned and candidate
  std::string ended_by;   ///< done by
  std::string process, element, business_key;
  InstanceId instance, root;
  std::optional<TaskStatus> status = TaskStatus::Open;
  std::optional<Instant> due_before;
  std::string text;  ///< in name, title or business key
};                   // order: status open → due (none last), created, id; done → ended descending

struct InstanceQuery {
  std::string process, business_key, initiator, text;
  std::optional<int> version;
  std::optional<state::Status> status;
  InstanceId root, caller;
  std::optional<Instant> started_from, started_before;
  bool with_incident = false;
};  // order: started descending, id

struct JobQuery {
  std::optional<JobKind> kind;
  std::string topic, process, element;
  InstanceId instance;
  bool locked = false, failed = false;  ///< failed: no retries left
  bool expired = false;                 ///< taken, and the lease has run out without an answer
};

struct IncidentQuery {
  InstanceId instance;
  std::string process, code;
  bool open = true;
};

/// A lease on due jobs. A timer whose lease has run out can be taken again; an external job only after a commit has
/// written it again, so that a worker who does not answer is counted as a failure (host/due.cpp). The database's clock decides (SQLite, memory: the given clock).
struct LeaseRequest {
  JobKind kind = JobKind::Timer;
  std::vector<std::string> topics;  ///< external jobs; empty = any
  std::string owner;
  std::int64_t lease_us = 60'000'000;
  int limit = 100;
};

// --- deployments ----------------------------------------------------------------------------------------------------

struct FileRow {
  std::string name;
  std::string kind;  ///< bpmn, dmn, form, calendar
  std::string bytes;
};

/// One version of a process, a decision model, a form or a calendar. Immutable, but for `enabled`.
struct DefinitionRow {
  DefinitionId id;
  std::string kind;  ///< process, decision, form, calendar
  std::string key;   ///< id of the process, DRG definitions, form, calendar
  int version = 0;   ///< from 1, by kind and key; given by the store
  std::string name, version_tag;
  std::uint64_t deployment = 0;
  std::string file;  ///< name inside the deployment
  bool enabled = true;
};

struct DeploymentRow {
  std::uint64_t id = 0;
  std::string name, note, by;
  Instant at;
};

/// Start events that wait outside any instance: message names and timers of the latest version of each process.
struct StartRow {
  DefinitionId definition;
  std::string process, element;
  bool timer = false;
  std::string message;  ///< name
  std::optional<Instant> due;
  std::int64_t fired = 0;  ///< how often this timer has fired
};

struct Deployment {
  DeploymentRow row;
  std::vector<FileRow> files;
  std::vector<DefinitionRow> definitions;  ///< version 0 in; the store numbers them
  std::vector<StartRow> starts;            ///< replace those of the same processes' older versions
};

// --- people (the sample organisation, one administrator, tokens)
// ------------------------------------------------------

struct TokenRow {
  std::string hash;  ///< SHA-256 of the token, hex
  std::string person, name;
  std::string scope;  ///< "all" or "worker"
  Instant created;
  std::optional<Instant> expires;
};

struct AccountRow {
  std::string person, password_hash;
  std::string roles;  ///< comma list: "administrator"
};

struct AttachmentRow {
  std::string id, file_name, content_type, sha256, by;
  std::int64_t size = 0;
  InstanceId instance;
  Instant created;
};

struct Statistic {
  std::string element;
  std::int64_t count = 0;
};

class Store {
 public:
  virtual ~Store() = default;

  virtual std::string kind() const = 0;  ///< "sqlite", "postgresql", "memory"
  virtual Instant now() = 0;             ///< the clock that decides what is due
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
  virtual std::optional<Instant> next_due(JobKind kind) = 0;  ///< the earliest due job without a valid lease
  virtual std::optional<JobRow> job(InstanceId instance, WorkId work) = 0;

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

  // the record
  virtual std::vector<JournalRow> journal(InstanceId instance, std::uint64_t from_seq, int limit) = 0;
  /// Waiting (not taken, not expired) messages, oldest first: a sweep offers them to subscriptions of other nodes.
  virtual std::vector<MessageRow> oldest_messages(int limit) = 0;
  /// Ids of all instances in order, from after `after`.
  virtual std::vector<InstanceId> instance_ids(InstanceId after, int limit) = 0;

  // people and things
  virtual void save_organisation(const std::string& json) = 0;  ///< as validated by adapters/identity
  virtual std::optional<std::string> organisation() = 0;
  virtual void save_token(const TokenRow& token) = 0;
  virtual std::optional<TokenRow> token(const std::string& hash) = 0;
  virtual std::vector<TokenRow> tokens(const std::string& person) = 0;
  virtual bool revoke_token(const std::string& hash) = 0;
  virtual void save_account(const AccountRow& account) = 0;
  virtual std::optional<AccountRow> account(const std::string& person) = 0;
  virtual bool any_account() = 0;
  virtual void save_attachment(const AttachmentRow& attachment, const std::string& bytes) = 0;
  virtual std::optional<AttachmentRow> attachment(const std::string& id) = 0;
  virtual std::optional<std::string> attachment_bytes(const std::string& id) = 0;
  virtual Listed<NotificationRow> notifications(const std::string& to, const Page& page) = 0;

  virtual bool healthy() = 0;  ///< a round trip works
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
