// Decides the text form of moments that people and the API see: RFC 3339 with a zone. It knows no named zones and no
// clock; FEEL's own temporal texts are engine/feel/text.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/instant.h"

namespace bihuan::codec {

/// "2026-09-28T01:00:00.000000Z": always UTC, always six digits, so that texts sort as moments do. Years outside
/// 0000..9999, which RFC 3339 has no form for, have a sign and as many digits as they need.
std::string text(Instant at);
/// The same moment on a clock that is `offset_minutes` east of UTC: "2026-09-28T09:00:00.000000+08:00".
std::string text(Instant at, int offset_minutes);

/// Date, "T", time with seconds, an optional fraction, "Z" or "+hh:mm". Digits of the fraction beyond the microsecond
/// are cut off. nullopt for everything else, also for times without a zone and for second 60.
std::optional<Instant> parse_instant(std::string_view text);

}  // namespace bihuan::codec
