// Decides how one instance of a random process is driven and watched: commands drawn from what is open, after each the
// rules that always hold, and at the end that the case can finish, or says why not with one of a closed list of words.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "tests/random/process.h"

namespace bihuan::random {

/// How a case ended when everything that is open had been done again and again.
enum class Ending {
  Completed,
  Cancelled,      ///< by a command that was drawn
  Deadlocked,     ///< only tokens at joins are left, one of them no inclusive one (in blocks those never stay)
  ErrorUncaught,  ///< an error or escalation that the model throws and nobody catches: thrown again at each retry
  GoesRound,      ///< the model has a way back, and the drawn values took it each time, or tokens double in it
  Endless,        ///< a way back without anything to wait for: the step limit's incident
};

struct Walked {
  std::string fault;  ///< empty: every rule held
  Ending ending = Ending::Completed;
  std::vector<std::string> commands;  ///< in words
  std::size_t steps = 0;
};

/// What was reached, over many walks: probes that rare branches are not never drawn.
struct Reached {
  std::map<std::pair<definition::ElementKind, definition::EventKind>, std::size_t> completed;
  std::map<std::string, std::size_t> commands;
  std::map<Ending, std::size_t> endings;
};

class Walk {
 public:
  /// `blocks`: the process is made of blocks, no flow crosses them.
  Walk(definition::DefinitionPtr definition, unsigned seed, bool blocks, Reached* reached = nullptr);
  Walked run();

 private:
  // walk.cpp: one step and its rules
  bool take(const Command& command, const std::string& words);
  void check(const std::vector<Event>& events);
  void check_twin(const state::State& before, const Command& command, const std::vector<Event>& events);
  void check_stored(const std::vector<Event>& events);
  void fail(const std::string& what);
  void count(const std::vector<Event>& events);
  bool live() const;
  bool crowded() const;
  void finish();
  std::optional<Ending> stuck() const;
  bool has_incident(std::string_view code) const;
  bool leads_back() const;
  bool reaches(ElementIndex from, ElementIndex to) const;

  // draw.cpp: which command comes next
  state::Variables values();
  state::Variables results();
  const state::Work* some_work(bool urgent_only);
  bool is_urgent(const state::Work& work) const;
  bool work_command(const state::Work& work, bool to_finish);
  bool task_command(const state::Work& work, bool to_finish);
  bool job_command(const state::Work& work, bool to_finish);
  bool call_command(const state::Work& work, bool to_finish);
  bool mend();
  bool ad_hoc_command(bool to_finish);
  bool other_command();
  bool draw_command();
  bool finishing_command();
  int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }

  definition::DefinitionPtr definition_;
  Random random_;
  bool blocks_, finishing_ = false;
  Reached* reached_;
  state::State state_, folded_;
  Context context_;
  LookupAnswers answers_;
  Walked walked_;
};

}  // namespace bihuan::random
