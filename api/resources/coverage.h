// Decides how it is told what this program executes: asked of the code that executes and of the rules that refuse at
// deployment, never written down a second time.
#pragma once

#include <string>

namespace bihuan::resources {

/// {"elements": [{"element", "executed"}], "events": [{"position", "event", "executed"}], "markers": [{"marker",
/// "executed"}]}.
std::string coverage_json();

}  // namespace bihuan::resources
