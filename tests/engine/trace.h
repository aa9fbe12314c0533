// Decides how events are written in golden traces: one event a line, its name, then each field that is set, elements
// and flows by their ids.
#pragma once

#include <span>
#include <string>

#include "engine/definition/definition.h"
#include "engine/event.h"

namespace bihuan::testing {

std::string trace_of(const Event& event, const definition::Definition& definition);
std::string trace_of(std::span<const Event> events, const definition::Definition& definition);

}  // namespace bihuan::testing
