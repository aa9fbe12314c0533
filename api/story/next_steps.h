// Decides which steps may come next: from an element along the flows to the first places where somebody or something
// is waited for. It evaluates no condition: where the way divides, all ways are named.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "api/resources/names.h"
#include "engine/definition/definition.h"

namespace bihuan::story {

/// User tasks, called processes and waiting events after these elements, in the order of the drawing; none twice.
std::vector<ElementIndex> next_steps(const definition::Definition& definition, const std::set<ElementIndex>& from);

/// Who a user task's assignment asks for, in words: "社区办理人员（所在单位）", "发起人"; empty for what is no task.
struct Who {
  std::string zh, en;
};
Who who_of(const definition::Definition& definition, const definition::Element& element, const resources::Names& names);

}  // namespace bihuan::story
