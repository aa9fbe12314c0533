// Decides how stored things look to people and programs: JSON objects with the fields' names in camelCase, ids as
// strings, moments as RFC 3339 in UTC, elements and flows by their BPMN ids. It is a view: nothing is read back from
// it.
#pragma once

#include <span>
#include <string>

#include "engine/command.h"
#include "engine/definition/definition.h"
#include "engine/event.h"
#include "engine/state/state.h"

namespace bihuan::codec {

/// What the view may know besides the value itself. Without a definition elements and flows are their numbers; without
/// an instance tasks, jobs and incidents are "7" instead of "<instance>-7".
struct View {
  const definition::Definition* definition = nullptr;
  InstanceId instance;
};

/// `[{"type":"TaskCompleted","work":"42-7","element":"verify","by":"zhang",…}, …]`. Ids and moments that are not set
/// are left out.
std::string events_json(std::span<const Event> events, const definition::Definition* definition,
                        InstanceId instance = {});
std::string event_json(const Event& event, const View& view = {});
/// `{"type":"CompleteTask","task":"42-7",…}`.
std::string command_json(const Command& command, const View& view = {});
std::string scope_json(const state::Scope& scope, const View& view = {});
std::string header_json(const state::Header& header, const View& view = {});
/// `{"name": value, …}`, in the order of the variables.
std::string variables_json(const state::Variables& variables);

}  // namespace bihuan::codec
