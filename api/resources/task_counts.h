// Decides how the figures of somebody's desk look, in answers and in events alike.
#pragma once

#include <string>

#include "adapters/store/store.h"
#include "engine/base/zone.h"

namespace bihuan::resources {

/// {mine, offered, done, late, today, started, unread}. Throws store::Unavailable.
std::string task_counts_json(store::Store& store, const std::string& person, Instant now, const ZoneOffset& zones);

}  // namespace bihuan::resources
