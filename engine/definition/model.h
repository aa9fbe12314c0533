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

/// A text that is a FEEL expression or a constant. In `bihuan:` attributes a leading "=" makes it FEEL (then it is left
/// out of `text`), anything else is the constant string itself. Conditions, scripts and loop texts are always FEEL.
struct ExpressionText {
  std::string text;
  bool is_expression = false;
  std::string language;  ///< expressionLanguage/scriptFormat as written; empty = FEEL
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
  CallActivity,
  ExclusiveGateway,
  ParallelGateway,
  InclusiveGateway,
  EventBasedGateway,
  StartEvent,
  IntermediateCatchEvent,
  IntermediateThrowEvent,
  BoundaryEvent,
  EndEvent,
};

enum class EventKind { None, Message, Timer, Signal, Error, Escalation, Terminate };

enum class TimerKind { Date, Duration, Cycle };

/// timeDate/timeDuration/timeCycle: a constant ("PT1H", "R3/PT10M", cron) or FEEL (text with a leading "=").
struct TimerText {
  TimerKind kind = TimerKind::Duration;
  ExpressionText value;
  std::string calendar;  ///< bihuan:calendar: days and hours of a duration count working time of this calendar
  ExpressionText base;   ///< bihuan:base: the moment that a duration counts from; empty = now
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
  Where where;
};

/// bihuan:input / bihuan:output: evaluates source, writes target.
struct MappingText {
  ExpressionText source;
  std::string target;
  Where where;
};

/// Who gets a user task. The kind says which look-up in the organisation; parameters are FEEL or constants.
struct AssignmentModel {
  std::string kind;  ///< person, role, head, head-above, department, initiator, who-did, supervision, candidates
  std::vector<std::pair<std::string, ExpressionText>> parameters;  ///< as written, in order of the attributes
  std::string when_empty;                                          ///< head, administrator, incident (default)
  Where where;
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
  ExpressionText priority;  ///< 0..100, 50 is normal
  bool claim = true;        ///< false: a candidate may complete without claiming
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
};

/// bihuan:job of a service, send or business rule task.
struct JobModel {
  ExpressionText topic;
  ExpressionText retries;  ///< default 3
  ExpressionText backoff;  ///< ISO 8601 duration, default PT10S, doubled at each failure
  std::vector<std::pair<std::string, ExpressionText>> headers;  ///< bihuan:header name, value
};

struct CallModel {
  ExpressionText process;  ///< calledElement
  std::string binding;     ///< latest (default), deployment, versionTag
  std::string version_tag;
  ExpressionText business_key;
  bool propagate_inputs = false;   ///< all variables in scope go in
  bool propagate_outputs = false;  ///< all variables of the called process come back
};

struct DecisionCallModel {
  ExpressionText decision;
  std::string binding;  ///< deployment (default) or latest
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
};

struct FlowModel {
  std::string id, name;
  std::string source, target;  ///< ids as written
  std::string parent;          ///< id of the enclosing (sub-)process
  ExpressionText condition;    ///< empty = none
  Where where;
};

/// Something the file contains and this engine does not execute; deployment refuses an executable process with any.
struct Unsupported {
  std::string element_id, element_name;
  Where where;
  std::string message_zh, message_en;
};

struct ProcessModel {
  std::string id, name;
  bool executable = false;
  std::string version_tag;             ///< bihuan:versionTag
  std::string category;                ///< bihuan:category: the card group on the start page
  std::string withdraw_message;        ///< bihuan:withdraw: the message by which a case is withdrawn; empty = cancelled
  std::string withdraw_by;             ///< bihuan:withdrawBy: "initiator" may, beside who has the permission
  std::vector<std::string> initiator_messages;  ///< bihuan:initiatorMessages: names that the initiator may send
  std::string calendar;                ///< bihuan:calendar: default for deadlines of this process
  ExpressionText business_key;         ///< bihuan:businessKey: FEEL over the start variables
  ExpressionText case_title;           ///< bihuan:title: FEEL, what lists show
  ExpressionText unit, line;           ///< bihuan:unit, bihuan:line: FEEL, whose ground and whose matter the case is
  std::vector<std::string> variables;  ///< bihuan:variable name: declared names, for checks and names with spaces
  std::vector<std::string> protected_variables;  ///< those of them with protected="true"
  std::vector<ElementModel> elements;            ///< [0] is the process
  std::vector<FlowModel> flows;
  std::vector<Unsupported> unsupported;
  Where where;
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
