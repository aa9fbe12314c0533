// Decides one run of a script inside the helper: the question's JSON in, the answer's JSON out (wire.h has both ends).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bihuan::script {

/// Never throws for what a script does: faults are answers too. May take for ever; whoever calls sees to that.
std::string run_script(std::string_view question, std::size_t most_bytes);

}  // namespace bihuan::script
