// Decides which moment a date, or a date and time, stands for where Java compares moments. It does not compute with
// durations (engine/feel/temporal.h).
#pragma once

#include "engine/base/value.h"
#include "engine/feel/temporal.h"
#include "engine/juel/fault.h"

namespace bihuan::juel {

/// A date is its midnight; what has no offset is in the local zone. Faults on other kinds and on unknown zones.
feel::Seconds moment_of(const Value& value, const Place& place);

}  // namespace bihuan::juel
