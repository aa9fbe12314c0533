// Decides what a designer hears of a FEEL text: whether it can be read, where not, what it reads, and what may stand at
// a place. It evaluates nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace bihuan::resources {

struct KnownName {
  std::string name, type;  ///< type as a FEEL type's name; empty = unknown
};

struct FeelQuestion {
  std::string text;
  bool unary = false;
  std::vector<KnownName> names;
  std::optional<std::size_t> offset;  ///< bytes; where completions are wanted
};

/// {ok, diagnostics, completions, reads}.
std::string feel_answer_json(const FeelQuestion& question);

}  // namespace bihuan::resources
