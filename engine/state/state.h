// Decides what an instance is at a moment: scopes with tokens, variables and work, as plain values. It does not change
// itself: evolve.h is the only code that does, and `changed()` tells the store which records to write.
//
// Each stored struct lists its fields once, in `fields`: the codec, the traces and the comparison of a replay all use
// that list. Stored. Never reorder or remove; new fields go last and the codec's version of the record goes up.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/instant.h"
#include "engine/base/value.h"

namespace bihuan::state {

/// Names and values, in the order in which they were first written.
using Variables = std::vector<std::pair<std::string, Value>>;

const Value* find(const Variables& variables, std::string_view name);

enum class Status : std::uint8_t { Active = 0, Suspended = 1, Completed = 2, Cancelled = 3, Failed = 4 };  // Stored.

enum class ScopeKind : std::uint8_t {  // Stored. Never change or reuse.
  Process = 0,
  SubProcess = 1,
  EventSubProcess = 2,
  MultiInstance = 3,  ///< the body: counts its iterations
  Iteration = 4,      ///< one iteration: holds one token at the activity itself
  Compensation = 5,   ///< what a compensation throw waits for: its `compensables` are still to be undone
  Page = 6,           ///< a part of a multi-instance body's items and results; nothing goes on in it
  Loop = 7,           ///< the body of a standard loop: counts, and holds one iteration at a time
};

/// A token stands on a sequence flow (at the door of its target) or at a node (it is then the element instance).
struct Token {
  TokenId id;
  ElementIndex element;  ///< where it stands, or where its flow leads
  FlowIndex flow;        ///< set while it waits on a flow
  ScopeId child;         ///< scope that this token waits for (sub-process, multi-instance body)
  Instant since;
  Variables locals;  ///< made by input mappings and deadlines; visible to this element and its boundary events
  static void fields(auto& s, auto&& f) {
    f("id", s.id), f("element", s.element), f("flow", s.flow), f("child", s.child), f("since", s.since),
        f("locals", s.locals);
  }
};

/// What a user task shows and who may act on it.
struct Task {
  std::string name;
  std::string assignee;                 ///< person id; empty = nobody has claimed it
  std::vector<std::string> candidates;  ///< person ids, as the look-up answered
  std::string rule;                     ///< the assignment in words, for the record ("role community-handler in c-03")
  std::string form;                     ///< form id; empty = none
  std::optional<Instant> due;
  std::int32_t priority = 50;
  Instant created;
  std::vector<std::string> groups;  ///< candidate groups as a dialect names them; candidates are in `candidates`
  std::optional<Instant> follow_up;
  std::string owner, description;
  static void fields(auto& s, auto&& f) {
    f("name", s.name), f("assignee", s.assignee), f("candidates", s.candidates), f("rule", s.rule), f("form", s.form);
    f("due", s.due), f("priority", s.priority), f("created", s.created), f("groups", s.groups);
    f("follow_up", s.follow_up), f("owner", s.owner), f("description", s.description);
  }
};

/// An external job. Leases are the store's business and not part of the state.
struct Job {
  std::string topic;
  std::int32_t retries = 3;
  std::int64_t backoff_us = 10'000'000;  ///< delay after the first failure; doubles with each
  std::int32_t failures = 0;
  Instant due;  ///< not before
  Variables headers;
  std::string last_error;
  std::int64_t priority = 50;
  static void fields(auto& s, auto&& f) {
    f("topic", s.topic), f("retries", s.retries), f("backoff_us", s.backoff_us), f("failures", s.failures);
    f("due", s.due), f("headers", s.headers), f("last_error", s.last_error), f("priority", s.priority);
  }
};

struct Timer {
  Instant due;
  std::int64_t remaining = 0;  ///< further firings of a cycle; -1 = without end
  std::string cycle;           ///< the cycle's text, to compute the next; empty = fires once
  std::string calendar;
  Instant armed;           ///< occurrences of a cycle are counted from here, so that short months do not shift them
  std::int64_t fired = 0;  ///< firings so far
  static void fields(auto& s, auto&& f) {
    f("due", s.due), f("remaining", s.remaining), f("cycle", s.cycle), f("calendar", s.calendar);
    f("armed", s.armed), f("fired", s.fired);
  }
};

enum class SubscriptionKind : std::uint8_t { Message = 0, Signal = 1 };  // Stored.

struct Subscription {
  SubscriptionKind kind = SubscriptionKind::Message;
  std::string name;
  std::string key;  ///< correlation key; empty matches the instance's business key and messages without a key
  static void fields(auto& s, auto&& f) { f("kind", s.kind), f("name", s.name), f("key", s.key); }
};

/// A called process instance.
struct Call {
  InstanceId child;
  std::string process;
  static void fields(auto& s, auto&& f) { f("child", s.child), f("process", s.process); }
};

/// A conditional event that waits. `value` is what its condition was when it was last checked.
struct Condition {
  bool value = false;
  static void fields(auto& s, auto&& f) { f("value", s.value); }
};

/// Why a step was cut here and goes on in a command of its own.
enum class ContinuationKind : std::uint8_t { Before = 0, After = 1, MoreIterations = 2 };  // Stored.

/// The program's own job: the host (or a person) lets the step go on.
struct Continuation {
  ContinuationKind kind = ContinuationKind::Before;
  Instant due;
  std::int32_t retries = 3;
  std::int64_t backoff_us = 10'000'000;
  std::int64_t priority = 50;
  static void fields(auto& s, auto&& f) {
    f("kind", s.kind), f("due", s.due), f("retries", s.retries), f("backoff_us", s.backoff_us);
    f("priority", s.priority);
  }
};

using WorkDetail = std::variant<Task, Job, Timer, Subscription, Call, Condition,
                                Continuation>;  // Stored by alternative number. Append only.

/// One reason to wait. Each has a row in the store by which the world finds it.
struct Work {
  WorkId id;
  TokenId token;         ///< whose; none = the scope's own (start of an event sub-process)
  ElementIndex element;  ///< the element it triggers: the task itself, a catch or boundary event, a start event
  WorkDetail detail;
  std::uint32_t definition = 0;  ///< which of the element's event definitions
  static void fields(auto& s, auto&& f) {
    f("id", s.id), f("token", s.token), f("element", s.element), f("detail", s.detail);
    f("definition", s.definition);
  }
};

/// What a retry takes again: where the step stood when it failed.
enum class Stage : std::uint8_t {  // Stored. Never change or reuse.
  Enter = 0,                       ///< the element itself, from its inputs on
  Leave = 1,                       ///< its output mappings
  Depart = 2,                      ///< the choice of its outgoing flows, or the end of an iteration
  Subscribe = 3,                   ///< the start of an event sub-process, which has no token
  Start = 4,                       ///< the first step of an instance
};

/// Something that a person must mend. The token stays where it is; retry takes the step again as if for the first time.
struct Incident {
  IncidentId id;
  TokenId token;
  WorkId work;  ///< the job that ran out of retries; none for faults of the engine's own step
  ElementIndex element;
  std::string code;  ///< stable, kebab-case: "no-way-out", "expression-failed", "step-limit", "job-failed"
  std::string message_zh, message_en;
  std::string expression;  ///< its text, where one failed
  Variables values;        ///< what it read
  Instant since;
  Stage stage = Stage::Enter;
  static void fields(auto& s, auto&& f) {
    f("id", s.id), f("token", s.token), f("work", s.work), f("element", s.element), f("code", s.code);
    f("message_zh", s.message_zh), f("message_en", s.message_en), f("expression", s.expression), f("values", s.values);
    f("since", s.since), f("stage", s.stage);
  }
};

/// Counters of a multi-instance body (semantics.md): never a list of iterations.
struct MultiInstance {
  std::uint32_t planned = 0, started = 0, completed = 0, terminated = 0;
  std::vector<Value> items;    ///< the collection, evaluated once; empty when a cardinality was given
  std::vector<Value> results;  ///< outputElement by item; null until done
  std::uint32_t pass = 0, reject = 0, abstain = 0;  ///< votes
  /// Items and results stand in pages of `page_size` (scopes of kind Page) where this is not 0: then `items` and
  /// `results` of the body are empty, and those of a page hold its part. Page k is scope `first_page` + k.
  std::uint32_t page_size = 0;
  ScopeId first_page;
  std::vector<ScopeId> more_pages;  ///< made later, for items that were added; they follow the first ones
  std::uint32_t page_count = 0;     ///< of the contiguous ones from `first_page` on
  /// Iterations that never began and never will, ascending; they count as started and terminated.
  std::vector<std::uint32_t> skipped;
  static void fields(auto& s, auto&& f) {
    f("planned", s.planned), f("started", s.started), f("completed", s.completed), f("terminated", s.terminated);
    f("items", s.items), f("results", s.results), f("pass", s.pass), f("reject", s.reject), f("abstain", s.abstain);
    f("page_size", s.page_size), f("first_page", s.first_page), f("more_pages", s.more_pages);
    f("page_count", s.page_count), f("skipped", s.skipped);
  }
};

/// A complex gateway between its activation and its reset (13.4.5).
struct GatewayState {
  ElementIndex gateway;
  std::vector<FlowIndex> activated_by;  ///< flows that gave a token at activation: the reset waits for the others
  static void fields(auto& s, auto&& f) { f("gateway", s.gateway), f("activated_by", s.activated_by); }
};

/// A completed activity that can be compensated, with what was to be seen then (13.5.5). A list of them is in order of
/// completion; what was inside a sub-process comes before it and names it in `within`.
struct Compensable {
  TokenId id;      ///< of the token that completed the activity
  TokenId within;  ///< the sub-process (or iteration) that it belongs to; none = directly in the scope
  ElementIndex element;
  Variables variables;
  std::uint32_t loop_counter = 0;  ///< of an iteration
  static void fields(auto& s, auto&& f) {
    f("id", s.id), f("within", s.within), f("element", s.element), f("variables", s.variables);
    f("loop_counter", s.loop_counter);
  }
};

/// The unit of state, and one stored record.
struct Scope {
  ScopeId id, parent;  ///< parent is none for the process
  ScopeKind kind = ScopeKind::Process;
  ElementIndex element;  ///< process, sub-process or multi-instance activity
  TokenId owner;  ///< token in the parent that waits for this scope; none for the process and event sub-processes
  std::uint32_t loop_counter = 0;  ///< of an iteration, from 1
  std::uint32_t children = 0;      ///< open child scopes
  std::vector<Token> tokens;
  std::vector<Work> work;
  std::vector<Incident> incidents;
  Variables variables;
  std::optional<MultiInstance> multi_instance;
  std::vector<Compensable> compensables;
  std::vector<GatewayState> gateways;
  static void fields(auto& s, auto&& f) {
    f("id", s.id), f("parent", s.parent), f("kind", s.kind), f("element", s.element), f("owner", s.owner);
    f("loop_counter", s.loop_counter), f("children", s.children), f("tokens", s.tokens), f("work", s.work);
    f("incidents", s.incidents), f("variables", s.variables), f("multi_instance", s.multi_instance);
    f("compensables", s.compensables), f("gateways", s.gateways);
  }
};

/// Who called this instance.
struct Caller {
  InstanceId instance;
  WorkId work;
  static void fields(auto& s, auto&& f) { f("instance", s.instance), f("work", s.work); }
};

/// What an instance is besides its scopes; stored in the instance's own row.
struct Header {
  InstanceId id;
  DefinitionId definition;
  Status status = Status::Active;
  std::string business_key, title, initiator;
  std::optional<Caller> caller;
  Instant started, ended;
  /// Who completed each user task element last, in order of the element: answers `who-did`.
  std::map<ElementIndex, std::string> performers;
  std::uint64_t next = 1;  ///< the instance's counter: the next scope, token, work or incident number
  static void fields(auto& s, auto&& f) {
    f("id", s.id), f("definition", s.definition), f("status", s.status), f("business_key", s.business_key);
    f("title", s.title), f("initiator", s.initiator), f("caller", s.caller), f("started", s.started);
    f("ended", s.ended), f("next", s.next), f("performers", s.performers);
  }
};

/// An instance. A step changes it in place and can take everything back (`roll_back`), so a refused command changes
/// nothing; what a step touched is known (`changed`), so the store writes those records alone.
class State {
 public:
  const Header& header() const { return header_; }
  const std::map<ScopeId, Scope>& scopes() const { return scopes_; }
  const Scope* scope(ScopeId id) const;
  /// The scope that holds this work, token or incident; none if there is no such thing (any more).
  ScopeId scope_of(WorkId id) const;
  ScopeId scope_of(IncidentId id) const;
  const Work* work(WorkId id) const;
  const Incident* incident(IncidentId id) const;
  /// The open child scopes, oldest first.
  std::vector<ScopeId> children_of(ScopeId id) const;
  /// Conditional events that wait, oldest first.
  const std::set<WorkId>& conditions() const { return conditions_; }

  /// Only evolve (and a loading store) may call these three. They remember what was there before.
  Header& edit_header();
  Scope& edit_scope(ScopeId id);  ///< makes it when it does not exist
  void erase_scope(ScopeId id);
  void index_work(WorkId id, ScopeId scope);  ///< none = forget
  void index_condition(WorkId id, bool waits);
  void index_incident(IncidentId id, ScopeId scope);
  void index_child(ScopeId parent, ScopeId child);
  /// Rebuilds the indices after a load.
  void reindex();

  /// Records touched since the last `keep` or `roll_back`, in order of id; a missing scope was erased.
  std::set<ScopeId> changed() const;
  /// A changed scope as it was before; nullptr if it did not exist. The store's rows are made by comparing.
  const Scope* scope_before(ScopeId id) const {
    auto it = before_.find(id);
    return it == before_.end() || !it->second ? nullptr : &*it->second;
  }
  void keep();       ///< makes the changes final
  void roll_back();  ///< takes them back

  bool operator==(const State& other) const;  ///< header and scopes, by value

 private:
  void remember(ScopeId id, Scope* scope);
  void take_back(ScopeId id, std::optional<Scope>& before);
  void index(const Scope& scope);
  void unindex(const Scope& scope);

  Header header_;
  std::map<ScopeId, Scope> scopes_;
  std::map<std::uint64_t, ScopeId> holder_;         ///< of work and incidents: one counter numbers both
  std::set<std::pair<ScopeId, ScopeId>> children_;  ///< (parent, child) of every open child scope
  std::set<WorkId> conditions_;
  std::optional<Header> header_before_;
  std::map<ScopeId, std::optional<Scope>> before_;  ///< nullopt: did not exist
};

/// Finds by id; lists are in order of id, because ids only grow. nullptr if there is none.
const Token* find_token(const Scope& scope, TokenId id);
const Work* find_work(const Scope& scope, WorkId id);
const Incident* find_incident(const Scope& scope, IncidentId id);

/// The page that holds this iteration's item and result. Requires a body with pages, and such an iteration.
ScopeId page_of(const MultiInstance& body, std::uint32_t loop_counter);

/// By value, over the fields of the records.
bool same(const Scope& a, const Scope& b);
bool same(const Header& a, const Header& b);

}  // namespace bihuan::state
