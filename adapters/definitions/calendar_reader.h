// Decides how a calendar file (*.calendar.json) becomes a calendar::WorkingCalendar. It computes no days.
#pragma once

#include <expected>
#include <string_view>
#include <vector>

#include "engine/calendar/working_calendar.h"
#include "engine/definition/model.h"

namespace bihuan::definitions {

/// {"id": "cn", "name": "…", "zone": "Asia/Shanghai", "source": "…", "week": {"mon": ["09:00-12:00", …], …},
///  "holidays": {"2026-10-01": "国庆节", …}, "workdays": {"2026-10-10": "国庆节调休", …}}
/// A weekday that is absent has no working time. `name`, `source`, `holidays`, `workdays` may be absent.
/// Rejects with every error found: wrong JSON, unknown names, days and times that are none, spans out of order, a day
/// that is both holiday and workday, a week without working time. Whether the zone exists is for whoever has the zone
/// data.
std::expected<calendar::WorkingCalendar, std::vector<definition::Diagnostic>> read_calendar(std::string_view bytes,
                                                                                            std::string_view file_name);

}  // namespace bihuan::definitions
