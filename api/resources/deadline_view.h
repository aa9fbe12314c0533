// Decides how a deadline is told: in working days of the process's calendar, as a state that pages colour by, and in
// words. It does not decide when something is due (engine/calendar at the time when the task began).
#pragma once

#include <optional>
#include <string>

#include "adapters/host/catalogue.h"
#include "engine/definition/definition.h"

namespace bihuan::resources {

struct DeadlineView {
  std::string state;                           ///< late, today, soon, ok, none
  std::optional<std::int64_t> days_left = {};  ///< working days, negative when late; calendar days without a calendar
  std::string words, words_en;
};

/// `calendar` nullptr: every day counts. At most two days left are "soon".
DeadlineView deadline_view(const std::optional<Instant>& due, Instant now, const calendar::WorkingCalendar* calendar,
                           const ZoneOffset& zones);

/// {"due", "workingDaysLeft", "state", "words", "wordsEn"}; due and workingDaysLeft left out without a deadline.
std::string deadline_json(const std::optional<Instant>& due, Instant now, const calendar::WorkingCalendar* calendar,
                          const ZoneOffset& zones);

/// The calendar by which a step's deadline counts: its own, else the process's; nullptr: none.
const calendar::WorkingCalendar* calendar_of(const host::Snapshot& known, const definition::Definition& definition,
                                             const definition::Element* element);

/// Working time between two moments, in whole hours, by the calendar's hours; plain time without a calendar.
std::int64_t working_hours(Instant from, Instant to, const calendar::WorkingCalendar* calendar,
                           const ZoneOffset& zones);

/// "3 个工作日", "5 小时", "不足 1 小时" and the same in English.
struct Words {
  std::string zh, en;
};
Words held_words(std::int64_t hours);

/// The zone in which days begin and end where no calendar says otherwise.
constexpr std::string_view local_zone = "Asia/Shanghai";

/// The end of the local day of `now`.
Instant end_of_day(Instant now, const ZoneOffset& zones);

}  // namespace bihuan::resources
