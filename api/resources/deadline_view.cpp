#include "api/resources/deadline_view.h"

#include <fmt/format.h>

#include "api/json_writer.h"

namespace bihuan::resources {
namespace {

constexpr std::int64_t soon_days = 2;

/// Every day works, all day long: how days are counted where a process names no calendar.
const calendar::WorkingCalendar& every_day() {
  static const calendar::WorkingCalendar calendar = [] {
    calendar::WorkingCalendar made{.id = {}, .name = {}, .zone = std::string(local_zone), .week = {}, .exceptions = {}};
    for (auto& day : made.week) day = {{0, 24 * 60}};
    return made;
  }();
  return calendar;
}

struct Unit {
  std::string_view zh, en, en_many;
};
constexpr Unit working_day{"个工作日", "working day", "working days"}, any_day{"天", "day", "days"};

std::string english(std::int64_t n, const Unit& unit) {
  return fmt::format("{} {}", n, n == 1 ? unit.en : unit.en_many);
}

DeadlineView late(std::int64_t days, const Unit& unit) {
  if (days == 0)
    return {"late", 0, fmt::format("已超期，不足 1 {}", unit.zh), fmt::format("Late by less than one {}", unit.en)};
  return {"late", -days, fmt::format("超期 {} {}", days, unit.zh), "Late by " + english(days, unit)};
}

DeadlineView ahead(std::int64_t days, const Unit& unit) {
  const std::string state = days <= soon_days ? "soon" : "ok";
  if (days == 0)
    return {state, 0, fmt::format("还剩不足 1 {}", unit.zh), fmt::format("Less than one {} left", unit.en)};
  return {state, days, fmt::format("还剩 {} {}", days, unit.zh), english(days, unit) + " left"};
}

}  // namespace

DeadlineView deadline_view(const std::optional<Instant>& due, Instant now, const calendar::WorkingCalendar* given,
                           const ZoneOffset& zones) {
  if (!due) return {"none", {}, "没有期限", "No deadline"};
  const calendar::WorkingCalendar& calendar = given ? *given : every_day();
  const Unit& unit = given ? working_day : any_day;
  const auto days = calendar::working_days_between(calendar, now, *due, zones);
  if (!days) return {*due < now ? "late" : "ok", {}, "有期限", "Has a deadline"};
  if (*due < now) return late(-*days, unit);
  const bool same_day =
      calendar::local_day(calendar.zone, now, zones) == calendar::local_day(calendar.zone, *due, zones);
  return same_day ? DeadlineView{"today", 0, "今天到期", "Due today"} : ahead(*days, unit);
}

std::string deadline_json(const std::optional<Instant>& due, Instant now, const calendar::WorkingCalendar* calendar,
                          const ZoneOffset& zones) {
  const DeadlineView view = deadline_view(due, now, calendar, zones);
  api::JsonObject out;
  out.moment_if("due", due);
  if (view.days_left) out.number("workingDaysLeft", *view.days_left);
  return out.text("state", view.state).text("words", view.words).text("wordsEn", view.words_en).done();
}

const calendar::WorkingCalendar* calendar_of(const host::Snapshot& known, const definition::Definition& definition,
                                             const definition::Element* element) {
  const bool own =
      element && element->user_task && element->user_task->deadline && !element->user_task->deadline->calendar.empty();
  return known.calendar(own ? element->user_task->deadline->calendar : definition.calendar);
}

std::int64_t working_hours(Instant from, Instant to, const calendar::WorkingCalendar* calendar,
                           const ZoneOffset& zones) {
  const auto minutes = calendar::working_minutes_between(calendar ? *calendar : every_day(), from, to, zones);
  return minutes.value_or(0) / 60;
}

Words held_words(std::int64_t hours) {
  if (hours < 1) return {"不足 1 小时", "less than an hour"};
  return {fmt::format("{} 个工作小时", hours), fmt::format("{} working {}", hours, hours == 1 ? "hour" : "hours")};
}

Instant end_of_day(Instant now, const ZoneOffset& zones) {
  constexpr std::int64_t us_per_day = 24 * 3600 * us_per_second;
  const std::int64_t local = calendar::local_time(local_zone, now, zones).value_or(now.us);
  const std::int64_t next = (local / us_per_day + 1) * us_per_day;
  return calendar::instant_of_local(local_zone, next, zones).value_or(now);
}

}  // namespace bihuan::resources
