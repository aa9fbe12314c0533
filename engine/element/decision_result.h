// Decides how a decision's answer is put into its variable where a dialect says so (Camunda's mapDecisionResult).
// It does not evaluate decisions.
#pragma once

#include <string>

#include "engine/behaviour/variables.h"

namespace bihuan::element {

/// `map`: singleEntry, singleResult, collectEntries, resultList, or empty, which is the answer as it is. Rows are
/// contexts of outputs by name; a table with one output answers bare values, which stand under the decision's own name
/// where a row is asked for. Faults with "decision-failed" when there are more rows or entries than asked for.
Evaluated<Value> mapped_result(const std::string& map, Value result, const std::string& decision);

}  // namespace bihuan::element
