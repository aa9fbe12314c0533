// Decides what BPMN's token rules say, slowly and openly: a multiset of tokens, one queue of moves, and every question
// (is the join complete, can a token still come, what is inside this scope) answered by walking the model anew. It is
// written from docs/semantics.md and BPMN 2.0.2, chapter 13, apart from the engine; it shares only the model's types
// and FEEL. It knows no people, no data but numbers of the process, no clock: a timer fires when it is told.
#pragma once

#include <deque>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "engine/definition/model.h"

namespace bihuan::reference {

using definition::ElementKind;
using definition::ElementModel;
using definition::EventDefinitionModel;
using definition::EventKind;
using definition::FlowModel;
using definition::ProcessModel;

/// The variables of the process: numbers alone.
using Numbers = std::map<std::string, int>;

struct Token {
  int id = 0;
  int scope = 0;
  const FlowModel* flow = nullptr;     ///< set while it stands on a flow
  const ElementModel* node = nullptr;  ///< where it stands, or where its flow leads
};

/// Something that only the outside can end.
struct Wait {
  int id = 0;
  int scope = 0;
  int token = 0;                          ///< 0: the scope's own, the start of an event sub-process
  const ElementModel* element = nullptr;  ///< what it triggers
};

enum class Inside { Process, SubProcess, EventSubProcess, Repetition, Round };  // a Repetition has Rounds in it

struct Scope {
  int id = 0, parent = 0;
  int owner = 0;  ///< token in the parent that waits; 0 for the process and event sub-processes
  Inside kind = Inside::Process;
  const ElementModel* element = nullptr;
  bool interrupted = false;                     ///< an interrupting event sub-process has taken over
  int planned = 0, started = 0, completed = 0;  ///< of a repetition
};

/// A complex gateway that was activated and is not yet reset.
struct Activated {
  int scope = 0;
  const ElementModel* gateway = nullptr;
  std::vector<const FlowModel*> gave;  ///< incoming flows that gave a token at the activation
};

/// A token that has failed, and what a retry does again.
enum class Failed { Choosing, Throwing, Working };
struct Trouble {
  int token = 0;
  Failed how = Failed::Choosing;
  std::string code;  ///< of an error that nobody caught
};

/// What can be seen from outside, by position in the model. Two runs agree when these agree after each command.
struct Observation {
  std::vector<int> waiting, troubled, completed;  ///< by element
  std::vector<int> standing;                      ///< tokens on each flow: held by a join
  std::vector<int> taken;                         ///< how often each flow was taken so far
  bool ended = false;
  bool operator==(const Observation&) const = default;
};

/// One command: what it does to which element.
struct Act {
  enum class Kind { Start, Complete, Error, Retry } kind = Kind::Start;
  std::string element;
  std::size_t nth = 0;  ///< among the open waits of this element, oldest first
  std::string code;     ///< of an error
  Numbers numbers;      ///< written with it
  bool operator==(const Act&) const = default;
};

class Interpreter {
 public:
  /// The model must outlive the interpreter. `disorder` 0: moves are taken, and waiting gateways looked at, first come,
  /// first served; else in an order drawn from this number (the standard leaves it open).
  explicit Interpreter(const ProcessModel& model, unsigned disorder = 0);

  /// False, and nothing changed, when there is no such wait or incident, or the instance runs already.
  bool act(const Act& act);
  Observation look() const;
  bool ended() const { return started_ && scopes_.empty(); }
  /// It made more moves or tokens than a command of these small graphs could need: it would go on for ever.
  bool diverged() const { return diverged_; }
  const std::vector<Wait>& waits() const { return waits_; }
  /// Whether it waits inside an iteration, which has variables of its own.
  bool is_repeated(const Wait& wait) const;
  std::vector<const ElementModel*> troubled() const;

 private:
  struct Move {
    int token = 0;
    bool leaving = false;
    bool resets = false;  ///< leaving a complex gateway in its second phase
  };

  // interpreter.cpp: the queue, the nodes, the flows
  void run();
  void take(Move move);
  void arrive(int token);
  void begin(int token);
  void work(int token);
  void leave(int token);
  void depart(int token, const std::vector<const FlowModel*>& flows);
  void flow_from(int scope, const FlowModel* flow);
  void end_event(int token);
  void throw_event(int token);
  void wait_for(int token, const ElementModel* element);
  void through_gate(const Wait& wait);
  bool retry(const Act& act);

  // joins.cpp: which tokens a gateway takes
  bool parallel_join(int token);
  bool look_at_joins();
  bool look_at(int scope, const ElementModel& gateway);
  bool goes(int scope, const ElementModel& gateway);
  std::vector<std::pair<int, const ElementModel*>> waiting_gateways();
  std::vector<Token> awaited(int scope, const ElementModel& gateway) const;
  bool break_circle();
  bool comes_to(const Token& from, const ElementModel& gateway, const std::vector<const FlowModel*>& goals) const;
  bool gathered(int token);

  // complex_gateway.cpp
  bool activate(int scope, const ElementModel& gateway);
  void reset(int scope, const ElementModel& gateway);
  std::vector<const FlowModel*> opened(const ElementModel& gateway) const;
  const Activated* activated(int scope, const ElementModel& gateway) const;
  int take_one_of_each(int scope, const std::vector<const FlowModel*>& flows);

  // scopes.cpp: what contains what, and how it ends
  int open(Inside kind, const ElementModel* element, int parent, int owner);
  void begin_contents(int scope);
  void close_if_done(int scope);
  void closed(const Scope& scope);
  void kill_token(int token);
  void kill_scope(int scope);
  void kill_contents(int scope);
  void repeat(int token);
  void next_round(int scope);
  void round_done(const Scope& round);
  void begin_loop(int token);
  bool loops_on(const Scope& loop) const;
  bool enough(const Scope& repetition) const;

  // events.cpp: boundary events, event sub-processes, errors and escalations
  void arm_boundary(int token);
  void trigger(const Wait& wait);
  void trigger_boundary(int host, const ElementModel* event);
  void trigger_event_sub_process(int scope, const ElementModel* start);
  bool raise(EventKind kind, const std::string& code, int token);
  const ElementModel* boundary_for(EventKind kind, const std::string& code, const ElementModel* host) const;
  const ElementModel* handler_in(EventKind kind, const std::string& code, const Scope& scope) const;

  // look-ups, each by walking
  Token& token(int id);
  const Token* find_token(int id) const;
  Scope& scope(int id);
  const Scope* find_scope(int id) const;
  std::vector<const FlowModel*> incoming(const ElementModel& node) const;
  std::vector<const FlowModel*> outgoing(const ElementModel& node) const;
  int standing_on(int scope, const FlowModel* flow) const;        ///< id of the oldest token there; 0 if there is none
  const ElementModel* linked(const ElementModel& thrower) const;  ///< where a link goes on; null when it is none
  std::vector<const FlowModel*> chosen(const ElementModel& node) const;
  bool is_true(const std::string& condition, const Numbers& more = {}) const;
  int number(const std::string& expression) const;
  std::size_t at(const FlowModel* flow) const { return static_cast<std::size_t>(flow - model_->flows.data()); }
  Token& new_token(int scope, const FlowModel* flow, const ElementModel* node);
  void erase_token(int id);

  const ProcessModel* model_;
  std::vector<Token> tokens_;
  std::vector<Scope> scopes_;
  std::vector<Wait> waits_;
  std::vector<Trouble> troubles_;
  std::vector<Activated> activated_;
  std::deque<Move> queue_;
  Numbers numbers_;
  std::vector<int> completed_, taken_;
  std::vector<const ElementModel*> sources_, targets_;  ///< of the flows: their ends, looked up once
  int next_id_ = 1;
  int moves_ = 0;
  bool started_ = false, diverged_ = false;
  unsigned disorder_ = 0;
  std::minstd_rand draw_;
};

bool is_activity(ElementKind kind);
/// Whether completions of this kind are compared: not of complex gateways, whose reset is no completion of its own;
/// their flows say what they did.
bool counts(ElementKind kind);
bool is_container(ElementKind kind);
/// The kind of an event's (first) event definition.
EventKind event_of(const ElementModel& element);

}  // namespace bihuan::reference
