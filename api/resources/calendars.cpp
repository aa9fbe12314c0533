// The working calendars that are deployed, and trying a period out on one.
#include "api/json_writer.h"
#include "api/resources/deadline_view.h"
#include "api/resources/definition_files.h"
#include "api/resources/resources.h"
#include "api/resources/versions.h"
#include "engine/calendar/timer.h"
#include "engine/feel/temporal.h"
#include "engine/feel/text.h"

namespace bihuan::resources {

namespace {

using namespace api;

std::string day_json(const calendar::WorkingCalendar& calendar, const Date& date) {
  JsonObject out;
  out.text("date", feel::text(date)).flag("working", calendar::is_working_day(calendar, date));
  const auto exception = calendar.exceptions.find(date);
  return out.text("name", exception == calendar.exceptions.end() ? "" : exception->second.name).done();
}

/// The days of the month that holds the moment.
std::string month_json(const calendar::WorkingCalendar& calendar, Instant at, const ZoneOffset& zones) {
  const auto today = calendar::local_day(calendar.zone, at, zones);
  std::string out;
  for (std::uint8_t day = 1; today && day <= feel::days_in_month(today->year, today->month); ++day) {
    out += (out.empty() ? "" : ",") + day_json(calendar, {today->year, today->month, day});
  }
  return "[" + out + "]";
}

std::optional<Instant> due_after(const calendar::WorkingCalendar& calendar, Instant from, const std::string& period,
                                 const ZoneOffset& zones) {
  const calendar::TimerContext context{calendar.zone, &calendar, &zones};
  const auto spec = calendar::parse_timer(calendar::TimerKind::Duration, period, context);
  return spec ? calendar::due(*spec, 1, from, from, context) : std::nullopt;
}

}  // namespace

Answer list_calendars(const Call& call) {
  Query query(*call.request);
  if (auto wrong = query.finish()) return *wrong;
  const auto known = call.services.catalogue.now();
  const std::string items = json_list(known->calendars, [](const auto& entry) {
    const store::DefinitionRow& row = entry.second.row;
    JsonObject out;
    out.text("id", row.key).number("version", row.version).text("name", row.name);
    return out.text("deployment", std::to_string(row.deployment)).text("file", row.file).done();
  });
  return json_answer(json_page(items, ""));
}

/// The file of the newest version, or of `?version=`.
Answer read_calendar(const Call& call) {
  Query query(*call.request);
  const auto version = query.integer("version");
  if (auto wrong = query.finish()) return *wrong;
  const Problem none = not_found("该日历", "a deployed calendar with this id");
  if (version) {
    for (const store::DefinitionRow& row : call.services.store.definitions()) {
      const bool wanted = row.kind == "calendar" && row.key == call.parameter("id") && row.version == *version;
      if (wanted) return definition_file(call, row);
    }
    return none;
  }
  const auto known = call.services.catalogue.now();
  const auto found = known->calendars.find(call.parameter("id"));
  return found == known->calendars.end() ? Answer(none) : definition_file(call, found->second.row);
}

Answer list_calendar_versions(const Call& call) {
  Query query(*call.request);
  if (auto wrong = query.finish()) return *wrong;
  const std::string versions = versions_json(call, "calendar", call.parameter("id"));
  if (versions.empty()) return not_found("该日历", "a deployed calendar with this id");
  return json_answer(versions);
}

/// When a period that begins at `from` ends, and the month around `from`.
Answer preview_calendar(const Call& call) {
  static constexpr Field fields[] = {{"from", FieldType::Moment}, {"period", FieldType::Text}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto known = call.services.catalogue.now();
  const calendar::WorkingCalendar* calendar = known->calendar(call.parameter("id"));
  if (!calendar) return not_found("该日历", "a deployed calendar with this id");
  const Instant from = body->moment("from").value_or(call.services.host.now());
  JsonObject out;
  out.moment("from", from);
  if (const std::string period = body->text("period"); !period.empty()) {
    const auto due = due_after(*calendar, from, period, call.services.zones);
    if (!due) {
      return Problem{Fault::InvalidInput,
                     "时长写得不对",
                     "Expected an ISO 8601 duration",
                     {{"/period", "应为 P3D、PT4H 这样的时长", "Expected a duration such as P3D or PT4H"}}};
    }
    const DeadlineView view = deadline_view(due, from, calendar, call.services.zones);
    out.moment("due", *due).text("words", view.words).text("wordsEn", view.words_en);
  }
  return json_answer(out.raw("days", month_json(*calendar, from, call.services.zones)).done());
}

}  // namespace bihuan::resources
