// Decides what can be said of decision tables without running them: inputs that no rule takes, rules that contradict
// one another, rules that never count. Only conditions that are constants are judged; where a condition is computed,
// nothing is claimed. It does not decide whether a table may be deployed.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/dmn/decision.h"

namespace bihuan::dmn {

enum class TableFindingKind { Gap, Overlap, NeverMatches };

/// `rules` counts from 1: both of an overlap, the one that never matches and then the earlier ones that take all it
/// could match (if it is a single one). The messages name columns and values as the designer wrote them.
struct TableFinding {
  TableFindingKind kind;
  std::vector<std::size_t> rules;
  std::string message_zh, message_en;
  bool operator==(const TableFinding&) const = default;
};

/// `computed_rules`: how many rules have a condition that is no constant. `cut_off`: the table is so large that the
/// search was given up; what was found until then is true. Null inputs are not considered.
struct TableAnalysis {
  std::string element_id, name;
  std::size_t rules = 0, computed_rules = 0;
  bool cut_off = false;
  std::vector<TableFinding> findings;
};

/// One entry for each decision and business knowledge model of the model itself (not of its imports) whose logic is a
/// decision table, in their order. Gaps are sought under Unique, Any, First and Priority without default outputs;
/// overlaps under Unique, and under Any when the outputs differ; rules that never match under every policy, and under
/// First those that come after rules that take everything they could. Work is bounded per table.
std::vector<TableAnalysis> analyse(const Decisions& decisions);

}  // namespace bihuan::dmn
