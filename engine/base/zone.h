// Decides how the offset of a named zone is looked up. It does not read zone files: adapters/system hands the data in
// at start, since the engine does no IO.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace bihuan {

/// Answers the offset (seconds east of UTC) of a zone. `local` tells whether `seconds` counts local wall-clock time or
/// UTC, both since 1970-01-01T00:00:00. nullopt for an unknown zone. Must be a pure function of its arguments.
using ZoneOffset = std::function<std::optional<std::int32_t>(std::string_view zone, std::int64_t seconds, bool local)>;

}  // namespace bihuan
