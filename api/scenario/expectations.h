// Decides whether what a scenario expects holds in the world. It changes nothing there.
#pragma once

#include <yaml-cpp/yaml.h>

#include "api/scenario/scenario.h"
#include "api/scenario/world.h"

namespace bihuan::scenario {

/// The problems of one `expect:` of the given case.
std::vector<Problem> check_expectations(World& world, InstanceId instance, const YAML::Node& expect);

}  // namespace bihuan::scenario
