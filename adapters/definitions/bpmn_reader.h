// Decides how a BPMN 2.0 file becomes a definition::Model: which element means what, which names belong to bihuan:,
// what is kept as unsupported. It does not decide whether a process can run (definition::compile) and reads no other
// file.
#pragma once

#include <expected>
#include <string_view>
#include <vector>

#include "engine/definition/model.h"

namespace bihuan::definitions {

/// Reads a file of any origin. The model holds every process, executable or not; what executes by the standard but not
/// here is in ProcessModel::unsupported; what a designer should hear all the same is in Model::warnings.
/// A flow node whose kind or whose only event definition cannot be executed is in `unsupported` and not in `elements`.
/// Rejects with every error found: XML faults, wrong namespaces, duplicate ids, dangling references, missing ids,
/// bihuan: names and words that do not exist.
std::expected<definition::Model, std::vector<definition::Diagnostic>> read_bpmn(std::string_view bytes,
                                                                                std::string_view file_name);

}  // namespace bihuan::definitions
