// Decides the rows of the running system: what a commit writes, and what a deployment is made of. It knows rows and
// bytes; what the bytes mean is codec's, what a row means is the engine's.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/store/people_rows.h"
#include "engine/base/ids.h"
#include "engine/base/instant.h"
#include "engine/state/state.h"

namespace bihuan::store {

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
  std::string unit;    ///< id of the unit that the case belongs to; empty = none
  std::string line;    ///< the professional line of that unit; empty = none
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
  /// In: when the command ran that wrote this row, if there is an assignee. Out: since when the assignee is who they
  /// are; a row that is written again with the same assignee keeps the stored instant.
  std::optional<Instant> claimed;
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
  // the lease; not written by commits of commands, but ended when due, retries or topic changes
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
  std::vector<JobRow> jobs;    ///< upsert
  std::vector<std::pair<InstanceId, WorkId>> jobs_gone;
  std::vector<SubscriptionRow> subscriptions;  ///< upsert
  std::vector<std::pair<InstanceId, WorkId>> subscriptions_gone;
  std::vector<IncidentRow> incidents;          ///< upsert
  std::vector<MessageRow> messages;            ///< insert
  std::vector<std::string> messages_taken;     ///< ids of waiting messages that were delivered now
  std::vector<IdempotencyRow> answers;         ///< insert
  std::vector<NotificationRow> notifications;  ///< insert; a known id is left as it is
  std::vector<DocumentRow> documents;          ///< upsert; each at most once (data stores, data_stores.h of the host)
};

/// Why nothing was written. All empty: the batch is durable.
struct Conflicts {
  std::vector<InstanceId> overtaken;        ///< their stored revision was another
  std::vector<std::string> answered;        ///< idempotency keys that exist already
  std::vector<std::string> messages_known;  ///< message ids that were taken or kept before
  bool none() const { return overtaken.empty() && answered.empty() && messages_known.empty(); }
};

struct LoadedInstance {
  InstanceRow row;
  std::vector<std::pair<ScopeId, std::string>> scopes;
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

}  // namespace bihuan::store
