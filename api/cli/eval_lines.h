// The part of `bihuan eval` that answers many questions, one a line, for programs that compare or check.
#pragma once

#include <iosfwd>

namespace bihuan::cli {

/// Reads lines of {"text": FEEL, "context": {…}} and writes for each a line of {"value": …} or {"error": "…"}, in the
/// same order. A line that is no such object is answered with an error as well; nothing stops the rest.
void eval_lines(std::istream& in, std::ostream& out);

}  // namespace bihuan::cli
