// Decides what is shown of how far a case has come: the way taken, what waits now and for whom, what may come next, and
// what people said. It reads the fold of the journal and the state; it changes nothing.
#pragma once

#include <string>

#include "adapters/host/live.h"
#include "api/call.h"
#include "api/resources/names.h"
#include "api/story/way.h"

namespace bihuan::resources {

/// {process, processName, version, xmlHref, taken, current, next, opinions}. `opinions` may hold those of called
/// processes too; they are shown in the order of time.
std::string progress_json(const api::Call& call, const Names& names, const host::Live& live, const story::Way& way,
                          std::vector<story::Opinion> opinions, Instant now);

/// The steps at which something waits now, not counting what only listens at their edge: [{element, elementName, kind,
/// since, waitingFor, due, deadline}].
std::string current_json(const api::Call& call, const Names& names, const host::Live& live, Instant now);

}  // namespace bihuan::resources
