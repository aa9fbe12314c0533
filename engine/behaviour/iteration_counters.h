// Decides what expressions may call the counters of a multi-instance activity (BPMN 2.0.2, 10.3.8, runtime attributes):
// the standard's names, and those of the dialects, everywhere.
#pragma once

#include <optional>
#include <string_view>

#include "engine/state/state.h"

namespace bihuan::behaviour {

enum class Counter : std::uint8_t { Instances, Active, Completed, Terminated };

/// numberOfInstances, numberOfActiveInstances, numberOfCompletedInstances, numberOfTerminatedInstances, and the same
/// with `nrOf`.
std::optional<Counter> counter_named(std::string_view name);

std::uint32_t count(const state::MultiInstance& body, Counter which);

/// All of them as variables.
void add_counters(state::Variables& variables, const state::MultiInstance& body);

}  // namespace bihuan::behaviour
