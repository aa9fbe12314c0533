// Decides what calendar files mean and how files are told apart.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "adapters/definitions/calendar_reader.h"
#include "adapters/definitions/kind.h"

namespace bihuan::definitions {
namespace {

using calendar::DayKind;

std::string calendar_code(std::string_view bytes) {
  const auto read = read_calendar(bytes, "t.calendar.json");
  if (!read) return read.error().at(0).code + std::to_string(read.error().size());
  ADD_FAILURE() << "was read: " << bytes;
  return "";
}

std::string with(std::string_view rest) {
  return R"({"id":"cn","zone":"Asia/Shanghai",)" + std::string(rest) + "}";
}

TEST(CalendarReader, ReadsWeekHolidaysAndMakeUpDays) {
  const auto read = read_calendar(
      with(R"("name":"中国","source":"x","week":{"mon":["09:00-12:00","14:00-18:00"],"sun":[],"sat":["00:00-24:00"]},
    "holidays":{"2026-10-01":"国庆节"},"workdays":{"2026-10-10":"国庆节调休"})"),
      "t.calendar.json");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->id, "cn");
  EXPECT_EQ(read->name, "中国");
  EXPECT_EQ(read->zone, "Asia/Shanghai");
  ASSERT_EQ(read->week[0].size(), 2u);
  EXPECT_EQ(read->week[0][1], (calendar::MinuteSpan{840, 1080}));
  EXPECT_EQ(read->week[5][0], (calendar::MinuteSpan{0, 1440}));
  EXPECT_TRUE(read->week[6].empty());
  EXPECT_EQ(read->exceptions.at({2026, 10, 1}), (calendar::DayException{DayKind::Holiday, "国庆节"}));
  EXPECT_EQ(read->exceptions.at({2026, 10, 10}).kind, DayKind::WorkingDay);
}

TEST(CalendarReader, RefusesEveryFault) {
  constexpr const char* week = R"("week":{"mon":["09:00-12:00"]})";
  EXPECT_EQ(calendar_code("[]"), "bad-calendar1");
  EXPECT_EQ(calendar_code("{"), "json-malformed1");
  EXPECT_EQ(calendar_code("{}"), "bad-calendar3") << "id, zone and week";
  EXPECT_EQ(calendar_code(with(std::string(week) + ",\"wek\":1")), "bad-calendar1");
  for (const char* span : {"9:00-12:00", "09:00", "12:00-09:00", "09:00-24:01", "09:60-10:00", "+9:00-10:00",
                           "09:00 10:00", "09:00-09:00"}) {
    EXPECT_EQ(calendar_code(with("\"week\":{\"mon\":[\"" + std::string(span) + "\"]}")), "bad-calendar1") << span;
  }
  EXPECT_EQ(calendar_code(with(R"("week":{"mon":["09:00-12:00","11:00-13:00"]})")), "bad-calendar1");
  EXPECT_EQ(calendar_code(with(R"("week":{"monday":[]})")), "bad-calendar1");
  EXPECT_EQ(calendar_code(with(R"("week":{"mon":"09:00-12:00"})")), "bad-calendar1");
  EXPECT_EQ(calendar_code(with(R"("week":{"mon":[]})")), "bad-calendar1") << "no working time at all";
  EXPECT_EQ(calendar_code(with(std::string(week) + R"(,"holidays":{"2026-02-30":"x"})")), "bad-calendar1");
  EXPECT_EQ(calendar_code(with(std::string(week) + R"(,"holidays":{"2026-10-01":1})")), "bad-calendar1");
  EXPECT_EQ(calendar_code(with(std::string(week) + R"(,"holidays":[])")), "bad-calendar1");
  EXPECT_EQ(calendar_code(with(std::string(week) + R"(,"holidays":{"2026-10-01":"x"},"workdays":{"2026-10-01":"y"})")),
            "bad-calendar1");
}

TEST(CalendarReader, ReadsTheCalendarOfTheHouse) {
  const auto path = std::filesystem::path(BIHUAN_SOURCE_DIR) / "processes/calendars/cn.calendar.json";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "skipped: no processes";
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  const auto read = read_calendar(text.str(), "cn.calendar.json");
  ASSERT_TRUE(read) << read.error().at(0).message_en;
  EXPECT_EQ(read->exceptions.at({2026, 10, 1}).kind, DayKind::Holiday);
  EXPECT_EQ(kind_of("cn.calendar.json", text.str()), FileKind::Calendar);
}

TEST(FileKinds, NamesDecideFirst) {
  EXPECT_EQ(kind_of("a.bpmn", ""), FileKind::Bpmn);
  EXPECT_EQ(kind_of("dir.x/A.BPMN20.XML", ""), FileKind::Bpmn);
  EXPECT_EQ(kind_of("a.dmn", ""), FileKind::Dmn);
  EXPECT_EQ(kind_of("a.form", ""), FileKind::Form);
  EXPECT_EQ(kind_of("cn.calendar.json", ""), FileKind::Calendar);
  EXPECT_EQ(kind_of("README.md", "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'/>"),
            FileKind::Unknown);
}

TEST(FileKinds, ContentDecidesWhereTheNameIsSilent) {
  EXPECT_EQ(kind_of("a.xml", "\xEF\xBB\xBF <definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'/>"),
            FileKind::Bpmn);
  EXPECT_EQ(kind_of("upload", "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/'/>"), FileKind::Dmn);
  EXPECT_EQ(kind_of("a.json", "{\"components\":[]}"), FileKind::Form);
  EXPECT_EQ(kind_of("a.json", "{\"week\":{}}"), FileKind::Calendar);
  EXPECT_EQ(kind_of("a.json", "{\"units\":[]}"), FileKind::Unknown);
  EXPECT_EQ(kind_of("a.json", std::string(100'000, '[')), FileKind::Unknown);
  EXPECT_EQ(kind_of("a.xml", "<x/>"), FileKind::Unknown);
  EXPECT_EQ(kind_of("", ""), FileKind::Unknown);
  EXPECT_EQ(name_of(FileKind::Calendar), "calendar");
}

}  // namespace
}  // namespace bihuan::definitions
