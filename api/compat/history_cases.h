// Decides which instances a question to the history is about: the one that is named, or those of a process, up to a
// bound beyond which the client is told to narrow the question.
#pragma once

#include <expected>
#include <vector>

#include "api/call.h"
#include "api/compat/filter.h"

namespace bihuan::compat {

/// Reads processInstanceId, processInstanceIdIn, processDefinitionId, processDefinitionKey. Call before Filter::finish.
struct AskedCases {
  std::optional<std::set<std::string>> ids;
  std::string definition, process;
  static AskedCases read(Filter& filter);
};

/// Those of them whose record this caller may read, the oldest first.
std::expected<std::vector<store::InstanceRow>, api::Problem> cases_of(const api::Call& call, const AskedCases& asked);

}  // namespace bihuan::compat
