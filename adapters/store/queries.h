// Decides what lists may be asked for: filters, orders, pages, whose eyes; and what is counted. All of it is decided
// inside the database, never after it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "adapters/store/rows.h"

namespace bihuan::store {

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

/// Which cases somebody sees: all; or those of these units or these lines; or those in which, anywhere under the same
/// root, they began an instance, or a task is or was theirs (candidate, assignee, who ended it). Made by nobody: sees
/// nothing.
struct Sight {
  bool all = false;
  std::string person;              ///< empty: takes part in nothing
  std::vector<std::string> units;  ///< ids; empty texts do not count
  std::vector<std::string> lines;
};
/// For the program's own work.
inline Sight everything() {
  return {.all = true};
}

enum class TaskSort : std::uint8_t {
  Due,       ///< open → due (none last), created, id; ended → latest end first
  Created,   ///< latest first
  Priority,  ///< highest first, then as Due
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
  std::string text;                 ///< in name, title or business key
  std::optional<Instant> due_from;  ///< not before
  bool without_due = false;         ///< only tasks that are never due
  std::string unit;                 ///< of the case
  TaskSort sort = TaskSort::Due;
  Sight sight = everything();
};

struct InstanceQuery {
  std::string process, business_key, initiator, text;
  std::optional<int> version;
  std::optional<state::Status> status;
  InstanceId root, caller;
  std::optional<Instant> started_from, started_before;
  bool with_incident = false;
  bool top = false;  ///< only instances that no other called
  std::string unit, line;
  Sight sight = everything();
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
  Sight sight = everything();
};

/// Which of the due jobs are taken first.
enum class LeaseOrder : std::uint8_t {
  Due,       ///< the longest due
  Priority,  ///< the highest priority, then the longest due
  Newest,    ///< the last made
};

/// A lease on due jobs. A timer whose lease has run out can be taken again; an external job only after a commit has
/// given it another due moment or one retry less, so that a worker who does not answer is counted as a failure
/// (host/due_work.h). The database's clock decides (SQLite, memory: the given clock).
struct LeaseRequest {
  JobKind kind = JobKind::Timer;
  std::vector<std::string> topics;  ///< external jobs; empty = any
  std::string owner;
  std::int64_t lease_us = 60'000'000;
  int limit = 100;
  LeaseOrder order = LeaseOrder::Due;
  InstanceId instance;  ///< with `work`: this one job alone
  WorkId work;
};

/// What people did: tasks that somebody completed, latest first.
struct ActQuery {
  std::string person, unit, process, element, outcome;  ///< unit: of the case
  std::string text;                                     ///< in name, title, business key or opinion
  InstanceId root;
  std::optional<Instant> from, to;  ///< when it was completed; `to` is not in it any more
  Sight sight = everything();
};
struct ActRow {
  TaskRow task;
  std::string unit, line, initiator;  ///< of the case
};

/// Who holds or held tasks: open ones, and those completed in [from, to).
struct HoldingQuery {
  std::string process;
  std::vector<std::string> units;  ///< of the case; empty = any
  std::optional<Instant> from, to;
  Instant now;
  Sight sight = everything();
};
struct HoldingRow {
  std::string person;
  std::int64_t open = 0, late = 0;  ///< tasks assigned to them now; of these past due
  std::optional<Instant> since;     ///< the longest held of the open ones
  std::int64_t done = 0;            ///< completed by them in the time asked for
  std::int64_t held_us = 0;         ///< sum over `done`, from when it was theirs (else from its creation) to the end
};

struct Statistic {
  std::string element;
  std::int64_t count = 0;
};

/// What waits at an element of one process (any version or one), and how often it was done.
struct ElementCount {
  std::string element;
  std::int64_t tasks = 0, late = 0;          ///< open; of these past due
  std::int64_t jobs = 0, subscriptions = 0;  ///< timers and external jobs; messages, signals, conditions
  std::int64_t incidents = 0;                ///< open
  std::int64_t done = 0;                     ///< completed tasks
};

struct InstanceCounts {
  std::int64_t active = 0, suspended = 0, completed = 0, cancelled = 0, failed = 0;
  std::optional<Instant> oldest;  ///< start of the oldest that is active or suspended
};

/// The figures of somebody's desk.
struct TaskCounts {
  std::int64_t mine = 0, offered = 0;    ///< open: assigned to them; unassigned and candidate
  std::int64_t late = 0, today = 0;      ///< of both: past due; due from now to the end of the day
  std::int64_t done = 0;                 ///< completed by them
  std::int64_t started = 0, unread = 0;  ///< instances that they began and that have not ended; notifications
};

/// Entries of the security journal, latest first. `actor` and `kind` exactly.
struct RecordQuery {
  std::string actor, kind;
  std::optional<Instant> from, to;
};

}  // namespace bihuan::store
