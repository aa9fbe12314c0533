// Decides whether a model passes the cases of a test file: evaluates each case and compares as the kit's own runners
// do. It reads no files and decides nothing about the model.
#pragma once

#include <string>
#include <vector>

#include "adapters/definitions/tck_reader.h"
#include "engine/dmn/decision.h"

namespace bihuan::definitions {

/// One expectation that was not met. `expected` and `actual` are FEEL text; `notes` says why something became null.
struct TckMismatch {
  std::string result_node, expected, actual;
  std::vector<std::string> notes;
};

/// Passed when there is no mismatch.
struct TckOutcome {
  std::string case_id, description;
  std::vector<TckMismatch> mismatches;
  bool passed() const { return mismatches.empty(); }
};

/// Runs every case, in the order of the file.
std::vector<TckOutcome> run_tck(const TckFile& file, const dmn::Decisions& decisions, const feel::Environment& env);

/// Are the values the same in the kit's sense: numbers to within 0.00000001 (expected values are written as doubles),
/// lists by element, contexts by name, everything else exactly?
bool same_in_tck(const Value& expected, const Value& actual);

}  // namespace bihuan::definitions
