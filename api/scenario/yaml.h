// Decides how YAML values become FEEL values in a scenario. It does not know what they mean.
#pragma once

#include <yaml-cpp/yaml.h>

#include <string>

#include "engine/base/value.h"
#include "engine/state/state.h"

namespace bihuan::scenario {

/// Plain numbers, true, false, null and ~ are what they look like; quoted scalars are strings; lists and maps nest.
Value value_of(const YAML::Node& node);
state::Variables variables_of(const YAML::Node& node);

/// The scalar under `name`, or empty.
std::string text_of(const YAML::Node& node, const char* name);

inline int line_of(const YAML::Node& node) {
  return node.Mark().line + 1;
}

}  // namespace bihuan::scenario
