// Decides for whom a user task is (docs/extensions.md, bihuan:assignment), from the organisation's answers that came
// with the command. It asks nobody: a missing answer goes to Step::needs and the host runs the step again.
#pragma once

#include <optional>

#include "engine/behaviour/expressions.h"

namespace bihuan::behaviour {

struct Assigned {
  std::string assignee;  ///< when it is one person, or named as such
  std::vector<std::string> candidates;
  std::vector<std::string> groups;  ///< as a model names them; who holds the role of that name is among the candidates
  std::string rule;                 ///< in words, for the record
};

/// nullopt: an answer is missing. Faults: "nobody-found", "assignment-not-valid", and those of expressions.
Evaluated<std::optional<Assigned>> assign(Step& step, const View& view, const definition::Assignment& rule);

}  // namespace bihuan::behaviour
