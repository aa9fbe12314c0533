// Decides the compiled form of one process: everything by index, every expression parsed, every reference resolved, so
// that a step looks nothing up by name. It is made by `compile` (compile.h) and never changed afterwards.
// It does not say what an element does; that is engine/element.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/rare.h"
#include "engine/base/value.h"
#include "engine/definition/model.h"
#include "engine/feel/expression.h"
#include "engine/juel/expression.h"

namespace bihuan::definition {

/// FEEL, JUEL or a script, or a constant (evaluation is then free), or not given. Most expressions that an element
/// could have are not given, so what one says stands behind a pointer.
class Expr {
 public:
  struct Text {
    std::optional<feel::Expression> feel;
    std::optional<juel::Expression> juel;
    Value constant;
    std::string source;           ///< as written, for incidents
    std::string script_language;  ///< "javascript": `source` is run outside (Needs::scripts); empty = no script
  };
  Expr() = default;
  explicit Expr(Text text) : text_(std::move(text)) {}

  bool given() const { return text_.has_value(); }
  /// Neither a constant nor left out.
  bool is_computed() const { return text_ && (text_->feel || text_->juel || !text_->script_language.empty()); }
  const feel::Expression* feel() const { return text_ && text_->feel ? &*text_->feel : nullptr; }
  const juel::Expression* juel() const { return text_ && text_->juel ? &*text_->juel : nullptr; }
  const Value& constant() const { return text().constant; }
  const std::string& source() const { return text().source; }
  const std::string& script_language() const { return text().script_language; }

 private:
  const Text& text() const;

  Rare<Text> text_;
};

struct Mapping {
  Expr source;
  std::string target;
};

struct TimerRule {
  TimerKind kind = TimerKind::Duration;
  Expr value;
  std::string calendar;
  Expr base;
};

/// The event definition of an event; kind None where it has none.
struct EventRule {
  EventKind kind = EventKind::None;
  Expr name;  ///< message, signal
  Expr code;  ///< error, escalation; not given on a catch = catches all
  Expr correlation_key;
  Expr time_to_live;
  TimerRule timer;
  std::string code_variable, message_variable;
  ElementIndex activity;            ///< compensation throws: the activity to compensate; none = the whole scope
  bool wait_for_completion = true;  ///< compensation throws
  Expr condition;                   ///< conditional events
  std::vector<std::string> condition_reads;    ///< names whose writing makes it be checked again
  std::vector<std::string> condition_changes;  ///< create, update, delete; empty = all
  Expr message_key;
  std::string conversation;
  std::vector<Mapping> payload;
};

/// A declared variable (10.4.1).
struct Data {
  std::string name;
  Expr initial;
  bool collection = false;
  std::string store;
};

struct Listener {
  ListenerMoment moment = ListenerMoment::Start;
  Expr expression;
};

struct AsyncRule {
  bool before = false, after = false;
  Expr retries, backoff, priority;
};

struct LoopRule {
  bool test_before = false;
  Expr condition, maximum;
};

struct AdHocRule {
  bool sequential = false, cancel_remaining = true;
  Expr completion_condition, activate, output_element;
  std::string output_collection;
};

struct ComplexBehavior {
  Expr condition;
  EventRule event;
};

struct Assignment {
  std::string kind;
  std::vector<std::pair<std::string, Expr>> parameters;
  std::string when_empty;
};

struct Deadline {
  Expr duration, due;
  std::string calendar;
};

struct Vote {
  Expr pass;  ///< FEEL over pass, reject, abstain, all
  std::vector<std::string> pass_outcomes, abstain_outcomes;
  bool early = true;
  std::string variable;
};

struct MultiInstanceRule {
  bool sequential = false;
  Expr cardinality, collection, output_element, completion_condition;
  std::string element_variable, output_collection;
  Rare<Vote> vote;
  std::string index_variable;
  MultiInstanceBehavior behavior = MultiInstanceBehavior::All;
  Rare<EventRule> event;
  std::vector<ComplexBehavior> complex;
};

/// What only user tasks have (and the start form of a none start event).
struct UserTaskRule {
  Rare<Assignment> assignment;
  Rare<Deadline> deadline;
  FormModel form;
  std::vector<std::string> outcomes;
  std::string outcome_variable;
  std::string opinion;  ///< required, optional, none
  int attachments_min = 0;
  Expr priority;
  bool claim = true;
  std::vector<std::string> starter_roles;  ///< of a none start event: who may start by hand; empty = all
  Expr name, follow_up;
};

struct ErrorRule {
  Expr condition, code, message;
};

struct JobRule {
  Expr topic, retries, backoff;
  std::vector<std::pair<std::string, Expr>> headers;
  Expr priority;
  std::vector<ErrorRule> errors;
};

struct CallRule {
  Expr process, business_key;
  std::string binding, version_tag;
  bool propagate_inputs = false, propagate_outputs = false;
  Expr version;
  bool has_own_mappings = false;
  std::vector<Mapping> in, out;
};

/// Which decision a task asks, and what becomes of its answer.
struct DecisionRule {
  Expr decision;  ///< its id
  std::string binding;
  Expr version;
  std::string version_tag, map_result;
};

/// A set of indices, one bit each.
class BitSet {
 public:
  explicit BitSet(std::size_t size = 0) : words_((size + 63) / 64) {}
  bool has(std::size_t i) const { return (words_[i / 64] >> (i % 64)) & 1; }
  void add(std::size_t i) { words_[i / 64] |= std::uint64_t{1} << (i % 64); }
  bool merge(const BitSet& other);  ///< true if something was added
  bool operator==(const BitSet&) const = default;

 private:
  std::vector<std::uint64_t> words_;
};

/// One flow node, or the process (index 0), or a sub-process.
struct Element {
  ElementIndex index;
  std::string id, name;
  ElementKind kind = ElementKind::Task;
  bool begins_plainly = false;  ///< nothing comes before its own rule (plain.h)
  bool leaves_plainly = false;  ///< nothing comes between its own rule and its one way on (plain.h)
  ElementIndex parent;          ///< none for the process
  Where where;
  std::vector<FlowIndex> incoming, outgoing;  ///< in document order
  FlowIndex default_flow;
  // containers (process, sub-process, event sub-process)
  std::vector<ElementIndex> children;  ///< flow nodes directly inside, document order
  std::vector<ElementIndex> event_sub_processes;
  ElementIndex none_start;           ///< the none start event, or the only start of a sub-process
  std::vector<ElementIndex> starts;  ///< all start events; of an event sub-process exactly one
  std::vector<ElementIndex>
      entries;  ///< nodes without incoming flow that are no start/boundary event: they start with the scope
  // activities
  std::vector<ElementIndex> boundary_events;  ///< document order
  Rare<MultiInstanceRule> multi_instance;
  std::vector<Mapping> inputs, outputs;
  // events
  std::vector<EventRule> events;  ///< in document order; empty = a none event
  ElementIndex attached_to;
  bool interrupting = true;
  // by kind
  Rare<UserTaskRule> user_task;
  Rare<JobRule> job;
  Rare<CallRule> call;
  Rare<DecisionRule> decision;
  Expr script;
  std::string result_variable;
  /// Inclusive and complex gateways with two or more incoming flows, one set for each incoming flow, in their order:
  /// the elements from which a token could come to that incoming flow without passing through this gateway
  /// (BPMN 2.0.2, 13.4.3: "does not visit the Inclusive Gateway"). reachability.h answers for tokens on flows.
  std::vector<BitSet> join_elements;
  bool parallel_multiple = false;
  bool for_compensation = false;
  ElementIndex compensation_handler;  ///< of an activity (and of its compensation boundary event): what undoes it
  /// It leaves something to compensate when it completes: it has a handler, a compensation event sub-process, or
  /// contains such an activity.
  bool compensable = false;
  ElementIndex compensation_event_sub_process;  ///< of a sub-process: the one that a compensation starts
  ElementIndex link_target;                     ///< of a link throw event: the catch event of that name
  Rare<LoopRule> loop;
  Rare<AdHocRule> ad_hoc;
  Expr activation_condition;
  bool instantiate = false, parallel_events = false;
  std::uint32_t start_quantity = 1, completion_quantity = 1;
  std::vector<Data> data;
  std::vector<Listener> listeners;
  Rare<AsyncRule> async;
  std::string initiator_variable;
  Expr skip;
  std::string lane;
  std::vector<std::pair<std::string, std::string>> properties;

  /// The first event definition; kind None where there is none.
  const EventRule& event() const;
  bool has_event(EventKind kind) const;  ///< one of its definitions is of this kind
};

struct SequenceFlow {
  FlowIndex index;
  std::string id, name;
  ElementIndex source, target;
  Expr condition;  ///< not given = always
};

struct Definition {
  DefinitionId id;  ///< given by the store at deployment; none in plain tests
  std::string process_id, name, version_tag, category, calendar, documentation;
  std::string withdraw_message, withdraw_by;    ///< as in the model: for the host and the pages, not for a step
  std::vector<std::string> initiator_messages;  ///< likewise
  Expr business_key, title;
  Expr unit, line;                     ///< whose ground and whose matter the case is; read by who keeps the lists
  std::vector<std::string> variables;  ///< declared names
  std::vector<std::string> protected_variables;  ///< shown only to who handles the case
  std::vector<Element> elements;                 ///< [0] is the process
  std::vector<SequenceFlow> flows;
  std::map<std::string, ElementIndex, std::less<>> by_id;
  BitSet looping_flows;  ///< flows that a token standing on them can come to again
  std::vector<ElementIndex> complex_gateways;
  Dialect dialect = Dialect::Bihuan;
  std::vector<std::string> starter_users, starter_groups;
  bool global_task = false;

  const Element& at(ElementIndex i) const { return elements[i.i]; }
  const SequenceFlow& at(FlowIndex i) const { return flows[i.i]; }
  const Element& process() const { return elements.front(); }
  ElementIndex find(std::string_view id) const;  ///< none if there is no such element
};

using DefinitionPtr = std::shared_ptr<const Definition>;

}  // namespace bihuan::definition
