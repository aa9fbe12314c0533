// Decides what an editor offers at a place in an expression: variables, fields behind a dot, functions with their
// signatures. It reads the text before the place only, which need not be whole.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/feel/check.h"

namespace bihuan::feel {

enum class CandidateKind { Variable, Field, Function, Keyword };

/// One thing to offer. `text` takes the place of the `replaced` bytes before the cursor. `detail` is a type in FEEL's
/// words, or a signature; `zh` and `en` explain it, and may be empty.
struct Candidate {
  CandidateKind kind = CandidateKind::Variable;
  std::string text;
  std::size_t replaced = 0;
  std::string detail;
  std::string zh, en;
};

/// What fits at the byte `offset`: first what goes on from the most words, then variables before functions before
/// keywords, each in the order of its name; at most a hundred. Behind a dot of something with known fields or
/// properties only these.
std::vector<Candidate> complete(std::string_view text, std::size_t offset, const CheckScope& scope);

/// "substring(string, start position, length?)" of a built-in function; of several the forms are parted by `between`.
/// Requires an index of built_ins().
std::string forms_of(int built_in, std::string_view between);

}  // namespace bihuan::feel
