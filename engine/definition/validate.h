// Decides whether a process may be deployed: the list of all rules, each one function in a file by theme. Every rule
// runs on every process, so a designer hears everything at once. Expressions are checked where they are parsed
// (expressions.h), soundness in engine/analysis.
#pragma once

#include "engine/definition/facts.h"
#include "engine/definition/findings.h"

namespace bihuan::definition {

constexpr std::size_t max_elements = 10'000;
constexpr std::size_t max_flows = 20'000;
constexpr std::size_t max_scope_depth = 50;

/// Adds all findings. False when the process is so broken (no elements, ids given twice, flows that dangle, scopes in a
/// circle) that compiling it would find only what follows from that.
bool validate(const Facts& facts, Findings& findings);

// One theme each; called by validate alone, in this order.
bool check_frame(const Facts& facts, Findings& findings);
void check_structure(const Facts& facts, Findings& findings);
void check_event_places(const Facts& facts, Findings& findings);
void check_events(const Facts& facts, Findings& findings);
void check_gateways(const Facts& facts, Findings& findings);
void check_repetition(const Facts& facts, Findings& findings);
void check_user_tasks(const Facts& facts, Findings& findings);
void check_activities(const Facts& facts, Findings& findings);
void check_compensation(const Facts& facts, Findings& findings);

}  // namespace bihuan::definition
