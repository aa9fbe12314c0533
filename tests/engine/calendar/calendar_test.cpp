// Working days with the National Day holiday and make-up days of 2026, periods, cycles, cron lines and timers.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "engine/calendar/timer.h"
#include "tests/engine/feel/evaluating.h"

namespace bihuan::calendar {
namespace {

const ZoneOffset& zones() {
  return feel::test_zones();
}

Instant at(std::string_view text) {
  return parse_instant(text, "Asia/Shanghai", zones()).value();
}

/// National Day 1 to 7 October; Sunday 27 September and Saturday 10 October are worked.
WorkingCalendar district() {
  WorkingCalendar calendar = office_week("district", "Asia/Shanghai");
  for (std::uint8_t day = 1; day <= 7; ++day) calendar.exceptions[{2026, 10, day}] = {DayKind::Holiday, "国庆节"};
  calendar.exceptions[{2026, 9, 27}] = {DayKind::WorkingDay, "调休上班"};
  calendar.exceptions[{2026, 10, 10}] = {DayKind::WorkingDay, "调休上班"};
  return calendar;
}

std::string shown(std::optional<Instant> instant) {
  if (!instant) return "none";
  const auto local = local_time("Asia/Shanghai", *instant, zones());
  return text(Instant{*local}).substr(0, 16);
}

TEST(WorkingDays, HolidaysDoNotCountAndMakeUpDaysDo) {
  EXPECT_FALSE(is_working_day(district(), {2026, 10, 1}));
  EXPECT_TRUE(is_working_day(district(), {2026, 9, 27}));
  EXPECT_FALSE(is_working_day(district(), {2026, 9, 26}));
  EXPECT_EQ(shown(add_working_days(district(), at("2026-09-30T10:00:00"), 1, zones())), "2026-10-08T17:00");
  EXPECT_EQ(shown(add_working_days(district(), at("2026-09-30T10:00:00"), 3, zones())), "2026-10-10T17:00");
  EXPECT_EQ(shown(add_working_days(district(), at("2026-09-25T23:00:00"), 1, zones())), "2026-09-27T17:00");
}

TEST(WorkingDays, TheDayOfTheBeginningIsNotCounted) {
  EXPECT_EQ(shown(add_working_days(district(), at("2026-11-02T00:00:00"), 1, zones())), "2026-11-03T17:00");
  EXPECT_EQ(shown(add_working_days(district(), at("2026-11-02T23:59:59"), 1, zones())), "2026-11-03T17:00");
  EXPECT_EQ(shown(add_working_days(district(), at("2026-11-02T10:00:00"), 0, zones())), "2026-11-02T17:00");
  EXPECT_EQ(shown(add_working_days(district(), at("2026-11-02T18:00:00"), 0, zones())), "2026-11-03T17:00");
}

TEST(WorkingDays, CountedBackBeginInTheMorningAndSkipHolidays) {
  EXPECT_EQ(shown(add_working_days(district(), at("2026-10-09T17:00:00"), -1, zones())), "2026-10-08T09:00");
  EXPECT_EQ(shown(add_working_days(district(), at("2026-10-09T17:00:00"), -3, zones())), "2026-09-29T09:00");
}

TEST(WorkingDays, AreFoundInUtcAndCountedInTheZone) {
  // 16:30Z on Monday is half past midnight on Tuesday in Shanghai.
  EXPECT_EQ(shown(add_working_days(district(), at("2026-11-02T16:30:00Z"), 1, zones())), "2026-11-04T17:00");
}

TEST(WorkingTime, SkipsLunchNightsAndHolidays) {
  EXPECT_EQ(shown(add_working_duration(district(), at("2026-11-02T11:30:00"), 60, zones())), "2026-11-02T13:30");
  EXPECT_EQ(shown(add_working_duration(district(), at("2026-09-30T16:00:00"), 120, zones())), "2026-10-08T10:00");
  EXPECT_EQ(shown(add_working_duration(district(), at("2026-11-02T09:00:00"), 7 * 60, zones())), "2026-11-02T17:00");
  EXPECT_EQ(shown(add_working_duration(district(), at("2026-11-07T09:00:00"), 1, zones())), "2026-11-09T09:01");
  EXPECT_EQ(shown(add_working_duration(district(), at("2026-11-07T09:00:00"), 0, zones())), "2026-11-07T09:00");
}

TEST(WorkingDays, BetweenIsTheInverseOfAdding) {
  EXPECT_TRUE(rc::check([] {
    const Instant from{at("2026-09-20T00:00:00").us + *rc::gen::inRange<std::int64_t>(0, 40LL * 86'400 * 1'000'000)};
    const auto days = *rc::gen::inRange(1, 30);
    const auto due = add_working_days(district(), from, days, zones());
    RC_ASSERT(due.has_value());
    RC_ASSERT(working_days_between(district(), from, *due, zones()) == days);
    RC_ASSERT(working_days_between(district(), *due, from, zones()) == -days);
  }));
}

TEST(WorkingTime, BetweenTwoMomentsLeavesOutLunchNightsAndHolidays) {
  const auto minutes = [](std::string_view from, std::string_view to) {
    return working_minutes_between(district(), at(from), at(to), zones());
  };
  EXPECT_EQ(minutes("2026-11-02T11:30:00", "2026-11-02T13:30:30"), 60);
  EXPECT_EQ(minutes("2026-11-02T16:00:00", "2026-11-03T10:00:00"), 120);
  EXPECT_EQ(minutes("2026-09-30T16:00:00", "2026-10-08T10:00:00"), 120);
  EXPECT_EQ(minutes("2026-10-01T09:00:00", "2026-10-07T17:00:00"), 0);
  EXPECT_EQ(minutes("2026-11-03T10:00:00", "2026-11-02T10:00:00"), 0);
  EXPECT_EQ(working_minutes_between(district(), at("1990-01-01"), at("2400-01-01"), zones()), std::nullopt);
}

TEST(WorkingCalendar, WithoutWorkingTimeAnswersNone) {
  WorkingCalendar calendar = district();
  calendar.week = {};
  EXPECT_TRUE(fault(calendar).has_value());
  calendar.exceptions.clear();
  EXPECT_EQ(shown(add_working_days(calendar, at("2026-11-02T10:00:00"), 1, zones())), "none");
  EXPECT_EQ(shown(add_working_duration(calendar, at("2026-11-02T10:00:00"), 1, zones())), "none");
  calendar = district();
  EXPECT_FALSE(fault(calendar).has_value());
  calendar.week[0] = {{600, 500}};
  EXPECT_TRUE(fault(calendar).has_value());
  calendar.zone = "No/Where";
  EXPECT_EQ(shown(add_working_days(calendar, at("2026-11-02T10:00:00"), 1, zones())), "none");
}

TEST(Period, KeepsMonthsDaysAndTimeApart) {
  EXPECT_EQ(parse_period("P1Y2M3W4DT5H6M7.5S").value(),
            (Period{14, 25, (5 * 3600 + 6 * 60 + 7) * us_per_second + 500'000}));
  EXPECT_EQ(parse_period("-P1D").value(), (Period{0, -1, 0}));
  for (const char* text :
       {"", "P", "PT", "P1", "P1H", "PT1D", "1D", "P1DT", "P1.5D", "PT1S2M", "P99999999999999999999D"})
    EXPECT_FALSE(parse_period(text)) << text;
}

TEST(Period, ReadsBackWhatItWrites) {
  EXPECT_TRUE(rc::check([] {
    const Period period{*rc::gen::inRange(0, 1000), *rc::gen::inRange(0, 1000),
                        *rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000)};
    RC_ASSERT(parse_period(text(period)).value() == period);
  }));
}

TEST(Period, MonthsAndDaysFollowTheWallClockAndTimeDoesNot) {
  const auto summer = [](std::string_view from, std::string_view period) {
    const Instant start = parse_instant(from, "Test/Summer", zones()).value();
    return text(*add(start, parse_period(period).value(), "Test/Summer", zones()));
  };
  EXPECT_EQ(summer("2026-03-28T12:00:00", "P1D"), "2026-03-29T10:00:00Z");
  EXPECT_EQ(summer("2026-03-28T12:00:00", "PT24H"), "2026-03-29T11:00:00Z");
  EXPECT_EQ(summer("2026-01-31T12:00:00", "P1M"), "2026-02-28T11:00:00Z");
}

TEST(Cycle, CountsFromItsFirstMoment) {
  const auto cycle = parse_cycle("R3/2026-01-31T09:00:00/P1M", "Asia/Shanghai", zones());
  ASSERT_TRUE(cycle);
  const auto nth = [&](std::int64_t n) { return shown(occurrence(*cycle, n, Instant{}, "Asia/Shanghai", zones())); };
  EXPECT_EQ(nth(1), "2026-01-31T09:00");
  EXPECT_EQ(nth(2), "2026-02-28T09:00");
  EXPECT_EQ(nth(3), "2026-03-31T09:00");
  EXPECT_EQ(nth(4), "none");
}

TEST(Cycle, WithoutStartBeginsOnePeriodAfterArmingAndEndsAtItsEnd) {
  const auto cycle = parse_cycle("R/PT10M/2026-01-01T00:25:00Z", "", zones());
  ASSERT_TRUE(cycle);
  const Instant armed = at("2026-01-01T00:00:00Z");
  EXPECT_EQ(occurrence(*cycle, 1, armed, "", zones()), armed + 600 * us_per_second);
  EXPECT_EQ(occurrence(*cycle, 2, armed, "", zones()), armed + 1200 * us_per_second);
  EXPECT_EQ(occurrence(*cycle, 3, armed, "", zones()), std::nullopt);
  for (const char* text : {"", "R", "R3", "R3/", "R-2/PT1S", "R3/PT0S", "R3/-PT1S", "Rx/PT1S", "3/PT1S", "R/PT1S/PT1S"})
    EXPECT_FALSE(parse_cycle(text, "", zones())) << text;
}

std::string after(std::string_view line, std::string_view from, std::string_view zone = "Asia/Shanghai") {
  const auto cron = parse_cron(line);
  if (!cron) return "fault";
  const auto found = next(*cron, parse_instant(from, zone, zones()).value(), zone, zones());
  if (!found) return "none";
  return text(Instant{*local_time(zone, *found, zones())}).substr(0, 19);
}

TEST(Cron, NamesTheNextWallClockTimeStrictlyAfter) {
  EXPECT_EQ(after("0 9 * * *", "2026-11-02T09:00:00"), "2026-11-03T09:00:00");
  EXPECT_EQ(after("*/15 * * * *", "2026-11-02T09:01:00"), "2026-11-02T09:15:00");
  EXPECT_EQ(after("30 5 9 * * *", "2026-11-02T09:05:29"), "2026-11-02T09:05:30");
  EXPECT_EQ(after("0 9 * * MON-FRI", "2026-11-06T10:00:00"), "2026-11-09T09:00:00");
  EXPECT_EQ(after("0 0 29 2 *", "2026-01-01T00:00:00"), "2028-02-29T00:00:00");
  EXPECT_EQ(after("0 0 L * ?", "2026-02-01T00:00:00"), "2026-02-28T00:00:00");
  EXPECT_EQ(after("0 0 13 * 5", "2026-11-02T00:00:00"), "2026-11-06T00:00:00");
  EXPECT_EQ(after("@monthly", "2026-12-15T00:00:00"), "2027-01-01T00:00:00");
  EXPECT_EQ(after("0 0 30 2 *", "2026-01-01T00:00:00"), "none");
  EXPECT_EQ(after("59 59 23 31 DEC 7", "2026-01-01T00:00:00"), "2026-12-06T23:59:59");
}

TEST(Cron, SkippedTimesDoNotHappenAndRepeatedOnesHappenOnce) {
  EXPECT_EQ(after("30 2 * * *", "2026-03-28T12:00:00", "Test/Summer"), "2026-03-30T02:30:00");
  const auto cron = parse_cron("30 2 25 10 *");
  const auto first =
      next(*cron, parse_instant("2026-10-24T00:00:00", "Test/Summer", zones()).value(), "Test/Summer", zones());
  ASSERT_TRUE(first);
  const auto second = next(*cron, *first, "Test/Summer", zones());
  ASSERT_TRUE(second);
  EXPECT_GT(second->us - first->us, 300LL * 86'400 * us_per_second);
}

TEST(Cron, RefusesWhatItDoesNotKnow) {
  for (const char* text : {"", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8",
                           "5-1 * * * *", "*/0 * * * *", "a * * * *", "* * * * * * *", "@never", "1,, * * * *"})
    EXPECT_FALSE(parse_cron(text)) << text;
}

TEST(Timer, CountsDaysAndHoursAsWorkingTimeWithACalendar) {
  const WorkingCalendar calendar = district();
  const TimerContext working{"Asia/Shanghai", &calendar, &zones()};
  const TimerContext plain{"Asia/Shanghai", nullptr, &zones()};
  const Instant armed = at("2026-09-30T16:00:00");
  const auto spec = parse_timer(TimerKind::Duration, "P2D", working);
  ASSERT_TRUE(spec);
  EXPECT_EQ(shown(due(*spec, 1, armed, armed, working)), "2026-10-09T17:00");
  EXPECT_EQ(shown(due(*spec, 1, armed, armed, plain)), "2026-10-02T16:00");
  EXPECT_EQ(shown(due(*spec, 2, armed, armed, plain)), "none");
  EXPECT_EQ(shown(due(*parse_timer(TimerKind::Duration, "PT2H", working), 1, armed, armed, working)),
            "2026-10-08T10:00");
  EXPECT_EQ(shown(due(*parse_timer(TimerKind::Date, "2026-12-01T08:00:00", plain), 1, armed, armed, plain)),
            "2026-12-01T08:00");
}

TEST(Timer, CyclesMayBeIsoOrCron) {
  const TimerContext plain{"Asia/Shanghai", nullptr, &zones()};
  const Instant armed = at("2026-11-02T08:00:00");
  EXPECT_EQ(shown(due(*parse_timer(TimerKind::Cycle, "R2/PT1H", plain), 2, armed, armed, plain)), "2026-11-02T10:00");
  EXPECT_EQ(shown(due(*parse_timer(TimerKind::Cycle, "0 9 * * *", plain), 1, armed, armed, plain)), "2026-11-02T09:00");
  EXPECT_FALSE(parse_timer(TimerKind::Cycle, "soon", plain));
  EXPECT_FALSE(parse_timer(TimerKind::Duration, "2 days", plain));
}

}  // namespace
}  // namespace bihuan::calendar
