// Decides the moments of dates.
#include "engine/juel/moment.h"

namespace bihuan::juel {

feel::Seconds moment_of(const Value& value, const Place& place) {
  const feel::Environment& env = place.evaluation.env;
  DateTime moment;
  if (const Date* date = value.get<Date>())
    moment.date = *date;
  else if (const DateTime* written = value.get<DateTime>())
    moment = *written;
  else
    place.fault("这里需要日期", "Expected a date");
  if (!feel::has_offset(moment.time)) {
    moment.time.zone = env.local_zone;
    if (env.local_zone.empty() || env.zones == nullptr) moment.time.offset_s = 0;
  }
  const auto seconds = feel::utc_seconds(moment, env.zones);
  if (!seconds) place.fault("不认识的时区", "Expected a time zone that is known");
  return *seconds;
}

}  // namespace bihuan::juel
