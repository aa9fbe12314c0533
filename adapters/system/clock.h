// Where time and zones come from in a running program. Tests bring their own.
#pragma once

#include "engine/base/instant.h"
#include "engine/base/zone.h"

namespace bihuan::system {

/// The machine's clock, UTC.
Instant now();

/// The machine's zone data (Debian's tzdata), read once at the first question and then only looked up. For any thread.
const ZoneOffset& zones();

}  // namespace bihuan::system
