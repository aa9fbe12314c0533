// Decides the parts of a calendar file, one function per part.
#include "adapters/definitions/calendar_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "adapters/definitions/bpmn_text.h"
#include "adapters/definitions/json.h"
#include "engine/feel/text.h"

namespace bihuan::definitions {
namespace {

using namespace calendar;

constexpr auto weekdays = std::to_array<std::string_view>({"mon", "tue", "wed", "thu", "fri", "sat", "sun"});
constexpr auto known_names =
    std::to_array<std::string_view>({"id", "name", "zone", "source", "week", "holidays", "workdays"});

template <class Names>
bool is_one_of(std::string_view name, const Names& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// "09:30" → 570; "24:00" → 1440.
std::optional<int> minute_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  if (text.find_first_not_of("0123456789:") != std::string_view::npos) return std::nullopt;
  const auto hour = integer_of(text.substr(0, 2)), minute = integer_of(text.substr(3));
  if (!hour || !minute || *minute > 59 || *hour * 60 + *minute > 1440) return std::nullopt;
  return *hour * 60 + *minute;
}

class CalendarReader {
 public:
  CalendarReader(const Value& root, Findings& findings) : root_(root), findings_(findings) {}

  WorkingCalendar read() {
    for (const auto& [name, value] : *root_.context()) {
      if (!is_one_of(name, known_names))
        error(fmt::format("/{}", name), "没有这个名称，请检查写法", "is unknown; check the spelling");
    }
    result_.id = required_text("id");
    result_.name = json_text(root_, "name");
    result_.zone = required_text("zone");
    read_week();
    read_days("holidays", DayKind::Holiday);
    read_days("workdays", DayKind::WorkingDay);
    if (findings_.has_errors()) return {};
    if (const auto reason = fault(result_))
      error("/week", "每周的工作时间不能用（没有工作时间，或时间段顺序不对）", *reason);
    return std::move(result_);
  }

 private:
  void error(const std::string& pointer, std::string_view zh, std::string_view en) {
    findings_.error({}, result_.id, "bad-calendar", fmt::format("日历的 {}：{}。", pointer, zh),
                    fmt::format("{} {}.", pointer, en));
  }

  std::string required_text(std::string_view name) {
    const std::string_view text = trimmed(json_text(root_, name));
    if (text.empty()) error(fmt::format("/{}", name), "没有填写", "is missing");
    return std::string(text);
  }

  void read_week() {
    const Value* week = root_.entry("week");
    if (!week || !week->context()) return error("/week", "没有填写每周的工作时间", "is missing");
    for (const auto& [name, spans] : *week->context()) {
      const auto day = std::find(weekdays.begin(), weekdays.end(), name);
      const std::string pointer = fmt::format("/week/{}", name);
      if (day == weekdays.end()) {
        error(pointer, "不是星期名，只能写 mon、tue、wed、thu、fri、sat、sun", "is no weekday");
      } else if (!spans.list()) {
        error(pointer, "应是时间段的列表，例如 [\"09:00-12:00\"]", "must be a list of spans");
      } else {
        read_spans(*spans.list(), pointer, result_.week[static_cast<std::size_t>(day - weekdays.begin())]);
      }
    }
  }

  void read_spans(const List& texts, const std::string& pointer, std::vector<MinuteSpan>& spans) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto span = read_span(texts[i]);
      const bool ordered = span && (spans.empty() || spans.back().to <= span->from);
      if (ordered) spans.push_back(*span);
      if (!ordered) {
        error(fmt::format("{}/{}", pointer, i), "不是时间段，或与前一段重叠；应写作 09:00-12:00，从早到晚",
              "is no span HH:MM-HH:MM in order");
      }
    }
  }

  static std::optional<MinuteSpan> read_span(const Value& value) {
    if (!value.string() || value.string()->size() != 11 || (*value.string())[5] != '-') return std::nullopt;
    const std::string_view text = *value.string();
    const auto from = minute_of_day(text.substr(0, 5)), to = minute_of_day(text.substr(6));
    if (!from || !to || *from >= *to) return std::nullopt;
    return MinuteSpan{*from, *to};
  }

  void read_days(std::string_view name, DayKind kind) {
    const Value* days = root_.entry(name);
    if (!days) return;
    if (!days->context())
      return error(fmt::format("/{}", name), "应是“日期: 名称”的列表", "must be an object of dates and names");
    for (const auto& [day, label] : *days->context()) read_day(fmt::format("/{}/{}", name, day), day, label, kind);
  }

  void read_day(const std::string& pointer, const std::string& day, const Value& label, DayKind kind) {
    const auto date = day.size() == 10 ? feel::parse_date(day) : std::nullopt;
    if (!date) return error(pointer, "不是日期，应写作 2026-10-01", "is no date YYYY-MM-DD");
    if (!label.string()) return error(pointer, "名称应是文字", "must be a text");
    const bool is_new = result_.exceptions.try_emplace(*date, DayException{kind, *label.string()}).second;
    if (!is_new) error(pointer, "既是节假日又是调休上班日，只能是一种", "is both holiday and workday");
  }

  const Value& root_;
  Findings& findings_;
  WorkingCalendar result_;
};

}  // namespace

std::expected<WorkingCalendar, std::vector<Diagnostic>> read_calendar(std::string_view bytes,
                                                                      std::string_view file_name) {
  const auto root = read_json(bytes, file_name);
  if (!root) return std::unexpected(std::vector{root.error()});
  Findings findings(file_name);
  WorkingCalendar result;
  if (root->context()) {
    result = CalendarReader(*root, findings).read();
  } else {
    findings.error({}, "", "bad-calendar", "这不是日历文件。", "This is no calendar file.");
  }
  if (findings.has_errors()) return std::unexpected(findings.take());
  return result;
}

}  // namespace bihuan::definitions
