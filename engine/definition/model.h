// Decides what a BPMN file says, as plain values: names and texts as written, with their lines. It is what a reader
// (adapters/definitions) delivers and what `compile` (compile.h) turns into a Definition. It resolves ids of global
// things (message, signal, error, escalation) to their names and codes, and nothing else; it checks nothing.
// BPMN 2.0.2 (formal/2013-12-09), chapters 8 and 10.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bihuan::definition {

/// Line and column of an element's start tag, counted from 1; 0 = unknown.
struct Where {
  int line = 0;
  int column = 0;
};

/// A text that is an expression or a constant. In `bihuan:` attributes a leading "=" makes it FEEL (then it is left
/// out of `text`), anything else is the constant string itself. Conditions, scripts and loop texts are FEEL unless they
/// say otherwise. JUEL keeps its `${…}` in `text`.
struct ExpressionText {
  std::string text;
  bool is_expression = false;
  std::string language;  ///< empty = FEEL, "juel", "javascript"; anything else is refused by `compile`
  Where where;
  bool empty() const { return text.empty() && !is_expression; }
};

/// The standard's element names. What is in the enumeration is what `dispatch.cpp` executes.
enum class ElementKind {
  Process,
  Task,
  UserTask,
  ManualTask,
  ServiceTask,
  SendTask,
  ReceiveTask,
  ScriptTask,
  BusinessRuleTask,
  SubProcess,
  EventSubProcess,
  Transaction,
  AdHocSubProcess,
  CallActivity,
  ExclusiveGateway,
  ParallelGateway,
  InclusiveGateway,
  ComplexGateway,
  EventBasedGateway,
  StartEvent,
  IntermediateCatchEvent,
  IntermediateThrowEvent,
  BoundaryEvent,
  EndEvent,
};

enum class EventKind {
  None,
  Message,
  Timer,
  Signal,
  Error,
  Escalation,
  Terminate,
  Conditional,
  Link,
  Compensation,
  Cancel,
};

enum class TimerKind { Date, Duration, Cycle };

/// timeDate/timeDuration/timeCycle: a constant ("PT1H", "R3/PT10M", cron) or FEEL (text with a leading "=").
struct TimerText {
  TimerKind kind = TimerKind::Duration;
  ExpressionText value;
  std::string calendar;  ///< bihuan:calendar: days and hours of a duration count working time of this calendar
  ExpressionText base;   ///< bihuan:base: the moment that a duration counts from; empty = now
};

/// bihuan:input / bihuan:output: evaluates source, writes target.
struct MappingText {
  ExpressionText source;
  std::string target;
  Where where;
};

/// One event definition of an event (10.5.5). `name` and `code` are those of the referenced root element.
struct EventDefinitionModel {
  EventKind kind = EventKind::None;
  std::string ref;                 ///< messageRef, signalRef, errorRef, escalationRef as written
  ExpressionText name;             ///< message or signal name; may be FEEL
  ExpressionText code;             ///< error or escalation code; empty on a catch = all
  ExpressionText correlation_key;  ///< bihuan:correlationKey of the event, else of its message
  ExpressionText time_to_live;     ///< bihuan:timeToLive of a thrown message; ISO 8601 duration
  TimerText timer;
  std::string code_variable;     ///< bihuan:codeVariable on a catch: receives the code
  std::string message_variable;  ///< bihuan:messageVariable on a catch: receives the text
  /// Compensation throws: id of the activity to compensate, as written; empty = the whole scope (10.5.5.1).
  std::string activity_ref;
  bool wait_for_completion = true;  ///< compensation throws: the thrower goes on only when the handlers are done
  ExpressionText condition;         ///< conditional events
  std::string condition_variable;   ///< a dialect's filter: only writes of this variable count; empty = all it reads
  std::vector<std::string> condition_changes;  ///< likewise: create, update, delete; empty = all
  /// The correlation key computed from the payload of a thrown message (8.4.2, retrieval expressions).
  ExpressionText message_key;
  std::string conversation;  ///< id of the correlationKey by which this message belongs to a conversation; empty = none
  std::vector<MappingText> payload;  ///< what a thrown message or signal carries, where not the element's inputs say it
  Where where;
};

/// Who gets a user task. The kind says which look-up in the organisation; parameters are FEEL or constants.
struct AssignmentModel {
  std::string kind;  ///< person, role, head, head-above, department, initiator, who-did, supervision, candidates
  std::vector<std::pair<std::string, ExpressionText>> parameters;  ///< as written, in order of the attributes
  std::string when_empty;                                          ///< head, administrator, incident (default)
  Where where;
};

/// A variable that a scope or activity declares: property, data object, data input (10.4.1).
struct DataModel {
  std::string name;
  ExpressionText initial;   ///< empty = null
  bool collection = false;  ///< isCollection: an empty list instead of null
  std::string store;        ///< id of the data store that it stands for; empty = none
  Where where;
};

/// An expression or script that a dialect runs at a moment of an element or task.
enum class ListenerMoment { Start, End, Take, Create, Assignment, Complete, Delete };
struct ListenerModel {
  ListenerMoment moment = ListenerMoment::Start;
  ExpressionText expression;
  Where where;
};

/// How an element is cut out of the step that reaches it (a dialect's asyncBefore, asyncAfter).
struct AsyncModel {
  bool before = false, after = false;
  ExpressionText retries;   ///< default 3
  ExpressionText backoff;   ///< ISO 8601 duration between tries
  ExpressionText priority;  ///< of its job
};

/// bihuan:deadline of a user task: the due moment.
struct DeadlineModel {
  ExpressionText duration;  ///< ISO 8601
  ExpressionText due;       ///< or a moment
  std::string calendar;
  Where where;
};

/// bihuan:field: how the step sees one field of its form.
struct FieldAccess {
  std::string key;
  std::string access;  ///< editable (default), readonly, hidden
  bool required = false;
};

/// bihuan:form and bihuan:task of a user task.
struct FormModel {
  std::string ref;      ///< id of a form file; empty = none
  std::string binding;  ///< deployment (default) or latest
  std::vector<FieldAccess> fields;
};

struct WorkModel {
  std::vector<std::string> outcomes;  ///< the words a caseworker chooses from; empty = no outcome
  std::string outcome_variable;       ///< receives the outcome
  std::string opinion;                ///< required, optional (default), none
  int attachments_min = 0;
  ExpressionText priority;   ///< 0..100, 50 is normal
  bool claim = true;         ///< false: a candidate may complete without claiming
  ExpressionText name;       ///< the task's name where it is an expression; empty = the element's
  ExpressionText follow_up;  ///< a moment: shown, not acted upon
};

/// bihuan:vote on a multi-instance user task.
struct VoteModel {
  ExpressionText pass;                        ///< FEEL over pass, reject, abstain, all; or the words all, majority, any
  std::vector<std::string> pass_outcomes;     ///< outcomes that count as pass; empty = the first outcome of the task
  std::vector<std::string> abstain_outcomes;  ///< outcomes that count as abstention; the rest is reject
  bool early = true;                          ///< decide as soon as the result cannot change
  std::string variable;                       ///< receives {result, pass, reject, abstain, all}
  Where where;
};

/// When a multi-instance throws an event as its iterations end (13.3.7).
enum class MultiInstanceBehavior { All, One, None, Complex };

/// complexBehaviorDefinition: the event is thrown when the condition is true.
struct ComplexBehaviorModel {
  ExpressionText condition;
  EventDefinitionModel event;
};

/// standardLoopCharacteristics (13.3.6).
struct LoopModel {
  bool test_before = false;
  ExpressionText condition;  ///< empty = loops until `maximum`
  ExpressionText maximum;    ///< loopMaximum; empty = none
  Where where;
};

/// adHocSubProcess (13.3.5).
struct AdHocModel {
  bool sequential = false;
  bool cancel_remaining = true;
  ExpressionText completion_condition;
  ExpressionText activate;        ///< a list of element ids that start with it; empty = people choose
  std::string output_collection;  ///< collects output_element of each inner activity that ended
  ExpressionText output_element;
};

struct MultiInstanceModel {
  bool sequential = false;
  ExpressionText cardinality;
  ExpressionText collection;      ///< bihuan:collection
  std::string element_variable;   ///< bihuan:elementVariable
  std::string output_collection;  ///< bihuan:outputCollection
  ExpressionText output_element;  ///< bihuan:outputElement
  ExpressionText completion_condition;
  std::optional<VoteModel> vote;
  Where where;
  std::string index_variable;  ///< receives the item's position from 0; empty = none
  MultiInstanceBehavior behavior = MultiInstanceBehavior::All;
  std::optional<EventDefinitionModel> event;  ///< thrown for behavior One and None
  std::vector<ComplexBehaviorModel> complex;  ///< for behavior Complex
};

/// A worker's answer that counts as a BPMN error: the condition is read over the job's results and failure.
struct ErrorRuleModel {
  ExpressionText condition;
  ExpressionText code, message;
};

/// bihuan:job of a service, send or business rule task.
struct JobModel {
  ExpressionText topic;
  ExpressionText retries;  ///< default 3
  ExpressionText backoff;  ///< ISO 8601 duration, default PT10S, doubled at each failure
  std::vector<std::pair<std::string, ExpressionText>> headers;  ///< bihuan:header name, value
  ExpressionText priority;                                      ///< higher goes first; default 50
  std::vector<ErrorRuleModel> errors;                           ///< in order; the first that is true counts
};

struct CallModel {
  ExpressionText process;  ///< calledElement
  std::string binding;     ///< latest (default), deployment, version, versionTag
  std::string version_tag;
  ExpressionText business_key;
  bool propagate_inputs = false;   ///< all variables in scope go in
  bool propagate_outputs = false;  ///< all variables of the called process come back
  ExpressionText version;          ///< for binding "version"
  /// A dialect's own mappings to and from the called process; the element's inputs and outputs are then local.
  bool has_own_mappings = false;
  std::vector<MappingText> in, out;
};

struct DecisionCallModel {
  ExpressionText decision;
  std::string binding;  ///< deployment (default), latest, version, versionTag
  ExpressionText version;
  std::string version_tag;
  std::string map_result;  ///< a dialect's singleEntry, singleResult, collectEntries, resultList; empty = as it is
};

/// One flow node, or the process itself (always the first of ProcessModel::elements).
struct ElementModel {
  std::string id;
  std::string name;
  ElementKind kind = ElementKind::Task;
  std::string parent;  ///< id of the enclosing (sub-)process; empty for the process
  Where where;
  std::string default_flow;  ///< id, as written
  std::string attached_to;   ///< boundary events: id of the activity
  bool interrupting = true;  ///< boundary: cancelActivity; start of an event sub-process: isInterrupting
  std::vector<EventDefinitionModel> events;  ///< event definitions of an event, in document order
  std::vector<MappingText> inputs, outputs;
  std::optional<MultiInstanceModel> multi_instance;
  std::optional<AssignmentModel> assignment;
  std::optional<DeadlineModel> deadline;
  FormModel form;                          ///< user tasks, and none start events (the start form)
  std::vector<std::string> starter_roles;  ///< bihuan:starters of a none start event; empty = all may start it
  WorkModel work;
  JobModel job;
  CallModel call;
  DecisionCallModel decision;
  ExpressionText script;
  std::string result_variable;   ///< bihuan:resultVariable of script and business rule tasks
  EventDefinitionModel message;  ///< send and receive task: messageRef as an event of kind Message
  std::string documentation;
  bool parallel_multiple = false;    ///< events with several definitions: all must occur (10.5.2)
  bool for_compensation = false;     ///< isForCompensation: stands outside the normal flow (10.6)
  std::string compensation_handler;  ///< of a compensation boundary event: id of the activity it is associated with
  std::optional<LoopModel> loop;
  std::optional<AdHocModel> ad_hoc;
  ExpressionText activation_condition;  ///< complex gateway
  bool instantiate = false;             ///< receive task, event-based gateway: begins the process
  bool parallel_events = false;         ///< eventGatewayType Parallel
  int start_quantity = 1, completion_quantity = 1;
  std::vector<DataModel> data;  ///< declared by a (sub-)process or activity: local to it
  std::vector<ListenerModel> listeners;
  AsyncModel async;
  std::string initiator_variable;                               ///< start events: receives who started
  ExpressionText skip;                                          ///< true: the activity is passed over
  std::string lane;                                             ///< name of the innermost lane; empty = none
  std::vector<std::pair<std::string, std::string>> properties;  ///< name and value, kept for who reads the model
};

struct FlowModel {
  std::string id, name;
  std::string source, target;  ///< ids as written
  std::string parent;          ///< id of the enclosing (sub-)process
  ExpressionText condition;    ///< empty = none
  Where where;
};

/// Which product's extensions a process was written with; decides what a bare text means.
enum class Dialect { Bihuan, Camunda, Zeebe, Flowable };

/// Something the file contains and this engine does not execute; deployment refuses an executable process with any.
struct Unsupported {
  std::string element_id, element_name;
  Where where;
  std::string message_zh, message_en;
};

struct ProcessModel {
  std::string id, name;
  bool executable = false;
  std::string version_tag;       ///< bihuan:versionTag
  std::string category;          ///< bihuan:category: the card group on the start page
  std::string withdraw_message;  ///< bihuan:withdraw: the message by which a case is withdrawn; empty = cancelled
  std::string withdraw_by;       ///< bihuan:withdrawBy: "initiator" may, beside who has the permission
  std::vector<std::string> initiator_messages;  ///< bihuan:initiatorMessages: names that the initiator may send
  std::string calendar;                         ///< bihuan:calendar: default for deadlines of this process
  ExpressionText business_key;                  ///< bihuan:businessKey: FEEL over the start variables
  ExpressionText case_title;                    ///< bihuan:title: FEEL, what lists show
  ExpressionText unit, line;           ///< bihuan:unit, bihuan:line: FEEL, whose ground and whose matter the case is
  std::vector<std::string> variables;  ///< bihuan:variable name: declared names, for checks and names with spaces
  std::vector<std::string> protected_variables;  ///< those of them with protected="true"
  std::vector<ElementModel> elements;            ///< [0] is the process
  std::vector<FlowModel> flows;
  std::vector<Unsupported> unsupported;
  Where where;
  Dialect dialect = Dialect::Bihuan;
  std::vector<std::string> starter_users, starter_groups;  ///< who may start it; empty = all
  std::string history_time_to_live;                        ///< kept for who reads the model
  bool global_task = false;  ///< made from a global task: one activity, called by call activities alone (10.3.6)
};

enum class Severity { Error, Warning };

/// What a designer hears about a file. Sentences are for a district clerk: what is wrong, and what to do.
struct Diagnostic {
  Severity severity = Severity::Error;
  std::string file;
  Where where;
  std::string element_id;  ///< empty where none is concerned
  std::string code;        ///< stable, kebab-case: "dangling-reference"
  std::string message_zh, message_en;
};

/// One BPMN file.
struct Model {
  std::string file;  ///< as uploaded, for diagnostics
  std::string id, target_namespace;
  std::vector<ProcessModel> processes;
  std::vector<Diagnostic> warnings;  ///< what a designer should hear although the file was read
};

}  // namespace bihuan::definition
