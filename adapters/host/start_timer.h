// Decides when a timer start event of a deployed process is due, first and again. It does not fire it (due_work.cpp).
#pragma once

#include <map>
#include <optional>
#include <string>

#include "adapters/host/catalogue.h"
#include "engine/base/zone.h"

namespace bihuan::host {

/// The first moment of a timer start deployed at `at`; nullopt if it never comes.
std::optional<Instant> first_start(const definition::Definition& definition, const definition::EventRule& start,
                                   Instant at, const ZoneOffset& zones,
                                   const std::map<std::string, KnownCalendar, std::less<>>& calendars);

/// The moment after `row`'s; nullopt when it was the last.
std::optional<Instant> next_start(const definition::Definition& definition, const store::StartRow& row,
                                  const ZoneOffset& zones,
                                  const std::map<std::string, KnownCalendar, std::less<>>& calendars);

}  // namespace bihuan::host
