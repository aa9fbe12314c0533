// Decides what every test of the engine checks without saying so: after each step the invariants hold, the fold of all
// events is the state, the same step on a copy gives the same events, a refused step changed nothing, and what is
// stored comes back.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/engine.h"
#include "tests/engine/process_text.h"

namespace bihuan::testing {

using state::Variables;
using Result = std::expected<Outcome, Refused>;

/// `{amount: 5, name: "x"}` as variables; FEEL.
Variables variables(std::string_view feel);
/// A FEEL value.
Value value(std::string_view feel);

/// One instance of a process and its journal. Time stands at 2026-09-28T09:00+08:00 (a Monday) until it is moved.
class Case {
 public:
  explicit Case(std::string_view process) : definition(compile_process(process)) { init(); }
  explicit Case(definition::DefinitionPtr compiled) : definition(std::move(compiled)) { init(); }

  Result run(const Command& command);
  /// As `run`, and it must be accepted.
  void accept(const Command& command);
  /// As `run`, and it must be rejected with this code.
  Rejection refused(const Command& command, RejectionCode code);

  void start(std::string_view feel = "{}", const std::string& start_event = {});
  void complete(const std::string& task, std::string_view feel = "{}", const std::string& outcome = {},
                std::size_t nth = 0);
  void done(const std::string& job, std::string_view feel = "{}", std::size_t nth = 0);
  void trigger(const std::string& event, std::string_view feel = "{}");
  /// Moves the clock to the timer's due moment and fires it.
  void fire(const std::string& event);
  void retry(const std::string& element);

  /// The nth open work of this element (0 = oldest); it must exist.
  WorkId work(const std::string& element, std::size_t nth = 0) const;
  const state::Work& work_of(const std::string& element, std::size_t nth = 0) const;
  std::size_t count_open(const std::string& element) const;

  /// Elements with open work, oldest first: "task", "job", "timer", "message", "signal", "call" and the id: "task
  /// review".
  std::vector<std::string> open() const;
  /// Elements completed so far, in order.
  std::vector<std::string> completed() const;
  std::vector<std::string> terminated() const;
  std::vector<std::string> incidents() const;  ///< "code element"
  state::Status status() const { return state.header().status; }
  bool ended() const { return status() == state::Status::Completed; }
  /// Of the process scope; null when there is none. Also after the end: as last written.
  Value variable(const std::string& name) const;
  template <class E>
  std::vector<E> events() const {
    std::vector<E> found;
    for (const Event& event : journal)
      if (const E* one = std::get_if<E>(&event)) found.push_back(*one);
    return found;
  }
  void advance(std::int64_t seconds) { context.now.us += seconds * us_per_second; }

  definition::DefinitionPtr definition;
  state::State state;
  Context context;
  LookupAnswers answers;
  /// Answers the scripts that a step asks for, as the host does; empty: the step stays unanswered.
  std::function<ScriptAnswer(const ScriptQuestion&)> run_script;
  std::vector<std::pair<ScriptQuestion, ScriptAnswer>> scripts;
  std::vector<Event> journal;
  state::Variables process_variables;  ///< as last written to the process scope

 private:
  void init();
  void check(const state::State& before, const Result& result, const Command& command);
  void check_stored(const std::vector<Event>& events) const;
};

std::string text(const std::vector<std::string>& words);

}  // namespace bihuan::testing
