// Decides how a folder of definitions becomes a deployment at start: all files below it that are definitions, as one
// deployment, and the sample organisation where the store has none yet. It does not watch the folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/host/deployer.h"
#include "api/people.h"

namespace bihuan::api {

struct Bundled {
  std::optional<std::uint64_t> deployment;          ///< the one that holds these files, new or known
  std::vector<definition::Diagnostic> diagnostics;  ///< why there is none
};

/// Files ending with .bpmn, .dmn, .form, .calendar.json are deployed under the name "processes"; of
/// organisation/*.json the first is imported.
Bundled deploy_folder(const std::string& folder, host::Deployer& deployer, People& people);

}  // namespace bihuan::api
