// Temporal values: arithmetic of DMN 1.5, tables 54 to 60, text forms, and round trips over random values.
#include "engine/feel/temporal.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tests/engine/feel/evaluating.h"

namespace bihuan::feel {
namespace {

TEST(Temporal, MonthsKeepTheDayOrCutItToTheMonth) {
  EXPECT_EQ(answer("@\"2026-01-31\" + @\"P1M\""), "@\"2026-02-28\"");
  EXPECT_EQ(answer("@\"2024-02-29\" - @\"P1Y\""), "@\"2023-02-28\"");
}

TEST(Temporal, DaysPassOnTheTimeLine) {
  EXPECT_EQ(answer("@\"2026-02-28\" + @\"P1D\""), "@\"2026-03-01\"");
  EXPECT_EQ(answer("@\"2026-12-31T23:00:00+08:00\" + @\"PT2H\""), "@\"2027-01-01T01:00:00+08:00\"");
  EXPECT_EQ(answer("@\"2026-03-28T12:00:00@Test/Summer\" + @\"P1D\""), "@\"2026-03-29T13:00:00@Test/Summer\"");
  EXPECT_EQ(answer("@\"23:00:00\" + @\"PT2H\""), "@\"01:00:00\"");
}

TEST(Temporal, DifferencesAreDurations) {
  EXPECT_EQ(answer("@\"2026-10-08\" - @\"2026-10-01\""), "@\"P7D\"");
  EXPECT_EQ(answer("@\"2026-10-01T00:00:00Z\" - @\"2026-10-01T00:00:00+08:00\""), "@\"PT8H\"");
  EXPECT_EQ(answer("@\"2026-10-01T00:00:00\" - @\"2026-10-01T00:00:00Z\""), "null");
}

TEST(Temporal, DurationsMultiplyAndDivide) {
  EXPECT_EQ(answer("@\"P1D\" * 1.5"), "@\"P1DT12H\"");
  EXPECT_EQ(answer("@\"P1Y\" / 5"), "@\"P2M\"");
  EXPECT_EQ(answer("@\"P1D\" / @\"PT1H\""), "24");
  EXPECT_EQ(answer("-@\"P1M\""), "@\"-P1M\"");
  EXPECT_EQ(answer("@\"P1Y\" + @\"P1D\""), "null");
}

TEST(Temporal, PropertiesAreRead) {
  EXPECT_EQ(answer("@\"2026-10-01T09:30:15+08:00\".weekday"), "4");
  EXPECT_EQ(answer("@\"2026-10-01T09:30:15+08:00\".time offset"), "@\"PT8H\"");
  EXPECT_EQ(answer("@\"P1DT2H3M4S\".hours"), "2");
  EXPECT_EQ(answer("@\"P1Y2M\".months"), "2");
  EXPECT_EQ(answer("@\"2026-10-01\".hour"), "null");
}

TEST(TemporalText, RefusesWhatIsNotExactlyItsForm) {
  for (const char* text :
       {"2026-1-1", "2026-13-01", "2026-02-30", "26-01-01", "02026-01-01", "2026-01-01 ", "+2026-01-01"})
    EXPECT_FALSE(parse_date(text)) << text;
  for (const char* text :
       {"9:00:00", "09:00", "24:00:00", "09:60:00", "09:00:00+8", "09:00:00Z@Asia/Shanghai", "09:00:00+99:00"})
    EXPECT_FALSE(parse_time(text)) << text;
  for (const char* text : {"P", "PT", "P1", "1D", "P1DT", "P1H", "PT1D", "P-1D", "PT1.5H", "P1D2H", "PT1S1M"})
    EXPECT_FALSE(parse_days_duration(text)) << text;
  for (const char* text : {"P1M1Y", "P1Y1D", "PY", "P1.5Y"}) EXPECT_FALSE(parse_months_duration(text)) << text;
}

TEST(TemporalText, KeepsFractionsOffsetsAndZones) {
  for (const char* text : {"09:00:00.000000001", "09:00:00Z", "23:59:59.5-05:30", "00:00:00@Asia/Shanghai"})
    EXPECT_EQ(feel::text(*parse_time(text)), text);
  for (const char* text : {"-0044-03-15", "999999999-12-31", "0001-01-01"})
    EXPECT_EQ(feel::text(*parse_date(text)), text);
}

TEST(TemporalText, ReadsBackEveryDate) {
  EXPECT_TRUE(rc::check([] {
    const auto days = *rc::gen::inRange<std::int64_t>(-400'000'000, 400'000'000);
    const Date date = date_of_days(days).value();
    RC_ASSERT(days_of(date) == days);
    RC_ASSERT(parse_date(text(date)) == date);
    RC_ASSERT(weekday_of(date) == (((days + 3) % 7) + 7) % 7 + 1);
  }));
}

TEST(TemporalText, ReadsBackEveryTimeAndDuration) {
  EXPECT_TRUE(rc::check([] {
    const Time time{.ns = *rc::gen::inRange<std::int64_t>(0, ns_per_day),
                    .offset_s = *rc::gen::inRange(-14 * 3600, 14 * 3600)};
    RC_ASSERT(parse_time(text(time)) == time);
    const auto seconds = *rc::gen::arbitrary<std::int32_t>();
    const auto ns = *rc::gen::inRange(0, 999'999'999);
    const DaysDuration duration = make_duration(seconds, seconds < 0 ? -ns : ns).value();
    RC_ASSERT(parse_days_duration(text(duration)) == duration);
    const MonthsDuration months{*rc::gen::arbitrary<std::int32_t>()};
    RC_ASSERT(parse_months_duration(text(months)) == months);
  }));
}

TEST(TemporalText, AddingADurationAndTakingItAwayChangesNothing) {
  EXPECT_TRUE(rc::check([](std::int32_t seconds) {
    const DateTime moment{date_of_days(*rc::gen::inRange(-1'000'000, 1'000'000)).value(),
                          Time{.ns = *rc::gen::inRange<std::int64_t>(0, ns_per_day)}};
    const DaysDuration duration{seconds, 0};
    const auto moved = add(moment, duration, nullptr);
    RC_ASSERT(moved.has_value());
    RC_ASSERT(add(*moved, negate(duration), nullptr) == moment);
    RC_ASSERT(difference(local_seconds(*moved), local_seconds(moment)) == duration);
  }));
}

/// A random value of the kinds that a variable holds, at most `depth` levels deep.
Value random_value(int depth) {
  switch (*rc::gen::inRange(0, depth > 0 ? 9 : 7)) {
    case 0:
      return {};
    case 1:
      return *rc::gen::arbitrary<bool>();
    case 2:
      return Decimal(*rc::gen::arbitrary<std::int64_t>());
    case 3:
      return *rc::gen::container<std::string>(rc::gen::inRange<char>(' ', '~'));
    case 4:
      return date_of_days(*rc::gen::inRange(-1'000'000, 1'000'000)).value();
    case 5:
      return DaysDuration{*rc::gen::arbitrary<std::int32_t>(), 0};
    case 6:
      return MonthsDuration{*rc::gen::arbitrary<std::int32_t>()};
    case 7: {
      List items;
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i) items.push_back(random_value(depth - 1));
      return items;
    }
    default: {
      ContextEntries entries;
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
        entries.emplace_back("键 " + std::to_string(i) + " \"x\"", random_value(depth - 1));
      return entries;
    }
  }
}

TEST(Literal, IsReadBackAsTheSameValue) {
  EXPECT_TRUE(rc::check([] {
    const Value value = random_value(3);
    const auto parsed = parse_expression(literal(value));
    RC_ASSERT(parsed.has_value());
    RC_ASSERT(parsed->evaluate({}, test_environment())->value == value);
  }));
}

}  // namespace
}  // namespace bihuan::feel
