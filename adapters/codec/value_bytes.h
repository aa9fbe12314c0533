// Decides how a FEEL value lies in a record: its type's tag, then its parts.
#pragma once

#include "adapters/codec/bytes.h"
#include "engine/base/value.h"

namespace bihuan::codec {

/// Requires storable(value).
void write_value(Writer& out, const Value& value);
/// Refuses what no program can have written: unknown tags, impossible dates, numbers that are not finite, nesting
/// beyond max_value_depth.
Value read_value(Reader& in);

}  // namespace bihuan::codec
