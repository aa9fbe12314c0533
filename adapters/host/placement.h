// Decides whose ground and whose matter a case is, for lists and for who may see it (InstanceRow::unit, line): what the
// definition says, else where it came from. It does not decide who may see what (api/security).
#pragma once

#include <string>

#include "adapters/host/live.h"
#include "engine/feel/expression.h"

namespace bihuan::host {

/// Writes what `bihuan:unit` and `bihuan:line` come to over the variables of the process; a rule that comes to no text
/// changes nothing. true: the case has a unit.
bool place_by_definition(Live& live, const feel::Environment& environment);

}  // namespace bihuan::host
