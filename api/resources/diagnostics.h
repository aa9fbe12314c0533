// Decides how a designer sees what is wrong with files, and whether a process can always reach its end.
#pragma once

#include <string>
#include <vector>

#include "adapters/host/deployer.h"

namespace bihuan::resources {

/// Each with file, line, column, element, severity, code and the sentence in both languages.
std::string diagnostics_json(const std::vector<definition::Diagnostic>& diagnostics);

/// Each with the process and a verdict: sound, not-sound with the path that leads into the dead end, or unknown.
std::string soundness_json(const std::vector<host::Soundness>& verdicts);

}  // namespace bihuan::resources
