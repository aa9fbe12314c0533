// Who did what, and who sits on what: the supervisor's questions of the record, and taking the answers away as a sheet.
#include <fmt/format.h>

#include <algorithm>

#include "adapters/codec/events_json.h"
#include "adapters/codec/ids.h"
#include "adapters/codec/records.h"
#include "adapters/host/chain.h"
#include "adapters/spreadsheet/writer.h"
#include "api/json_writer.h"
#include "api/resources/deadline_view.h"
#include "api/resources/download.h"
#include "api/resources/resources.h"
#include "api/resources/rows.h"
#include "api/resources/tree.h"
#include "api/security/rights.h"

namespace bihuan::resources {
namespace {

using namespace api;

constexpr int most_exported = 20'000, page_size = 1000, newest_hundred = 100;

store::ActQuery read_query(const Call& call, Query& query, security::Action action) {
  store::ActQuery wanted{.person = query.text("person"), .unit = query.text("unit")};
  wanted.process = query.text("process");
  wanted.element = query.text("element");
  wanted.outcome = query.text("action");
  wanted.text = query.text("text");
  wanted.from = query.moment("from");
  wanted.to = query.moment("to");
  wanted.sight = security::sight(call.caller, action);
  return wanted;
}

/// How long it was in the hands of who did it, by the step's calendar.
std::int64_t held_hours(const Call& call, const Names& names, const store::TaskRow& task) {
  const host::KnownProcess* process = names.known().process(task.definition);
  const calendar::WorkingCalendar* calendar =
      process ? calendar_of(names.known(), *process->definition, names.find(task.definition, task.element)) : nullptr;
  return working_hours(task.claimed.value_or(task.created), task.ended.value_or(task.created), calendar,
                       call.services.zones);
}

std::string held_json(std::int64_t hours) {
  const Words words = held_words(hours);
  return JsonObject().number("workingHours", hours).text("words", words.zh).text("wordsEn", words.en).done();
}

std::string act_json(const Call& call, const Names& names, const store::ActRow& row) {
  const store::TaskRow& task = row.task;
  JsonObject out;
  out.moment("at", task.ended.value_or(task.created)).text("instance", codec::text(task.instance));
  out.text("task", codec::text(task.instance, task.work));
  out.text("businessKey", task.business_key).text("title", task.title);
  out.text("process", task.process).text("processName", names.process(task.process));
  out.text("actor", task.ended_by).text("actorName", names.actor(task.ended_by));
  out.text("action", "complete").text("actionName", task.outcome.empty() ? "办理" : task.outcome);
  out.text("element", task.element).text("elementName", names.element(task.definition, task.element));
  out.text("outcome", task.outcome).text("outcomeName", task.outcome).text("opinion", task.opinion);
  if (!row.unit.empty()) out.text("unit", row.unit).text("unitName", names.unit(row.unit));
  return out.raw("heldFor", held_json(held_hours(call, names, task))).done();
}

std::vector<spreadsheet::Cell> act_cells(const Call& call, const Names& names, const store::ActRow& row) {
  const store::TaskRow& task = row.task;
  return {task.ended.value_or(task.created),
          task.business_key,
          task.title,
          names.process(task.process),
          names.element(task.definition, task.element),
          names.actor(task.ended_by),
          names.unit(names.unit_of(task.ended_by)),
          task.outcome,
          task.opinion,
          held_hours(call, names, task)};
}

/// The mean over what somebody completed last, by each step's own calendar.
std::optional<std::int64_t> mean_hours(const Call& call, const Names& names, store::ActQuery query,
                                       const std::string& person) {
  query.person = person;
  const auto acts = call.services.store.acts(query, {.cursor = {}, .limit = newest_hundred}).rows;
  if (acts.empty()) return std::nullopt;
  std::int64_t sum = 0;
  for (const store::ActRow& row : acts) sum += held_hours(call, names, row.task);
  return sum / std::ssize(acts);
}

std::string holding_json(const Call& call, const Names& names, const store::ActQuery& acts,
                         const store::HoldingRow& row) {
  const Instant now = call.services.host.now();
  const std::string unit = names.unit_of(row.person);
  JsonObject out;
  out.text("person", row.person).text("name", names.person(row.person));
  out.text("unit", unit).text("unitName", names.unit(unit));
  out.number("open", row.open).number("late", row.late).number("done", row.done);
  out.moment_if("oldest", row.since);
  // People hold tasks of many processes at once, so the longest is counted by the days of the district's calendar.
  if (row.since) {
    const auto* calendar =
        names.known().calendars.empty() ? nullptr : names.known().calendars.begin()->second.calendar.get();
    out.raw("longest", held_json(working_hours(*row.since, now, calendar, call.services.zones)));
  }
  if (const auto mean = row.done > 0 ? mean_hours(call, names, acts, row.person) : std::nullopt) {
    out.number("meanWorkingHours", *mean);
  }
  return out.done();
}

}  // namespace

Answer list_acts(const Call& call) {
  Query query(*call.request);
  const store::ActQuery wanted = read_query(call, query, security::Action::RecordRead);
  const store::Page page = query.page("iiiii");
  if (auto wrong = query.finish()) return *wrong;
  const auto listed = call.services.store.acts(wanted, page);
  const Names names(call.services);
  return json_answer(json_page(
      json_list(listed.rows, [&](const store::ActRow& row) { return act_json(call, names, row); }), listed.next));
}

Answer export_acts(const Call& call) {
  Query query(*call.request);
  const store::ActQuery wanted = read_query(call, query, security::Action::RecordExport);
  if (auto wrong = query.finish()) return *wrong;
  const Names names(call.services);
  spreadsheet::Sheet sheet{.name = "办理记录", .columns = {}, .rows = {}};
  for (const char* title :
       {"时间", "编号", "事项", "流程", "步骤", "办理人", "单位", "结论", "意见", "用时（工作小时）"}) {
    sheet.columns.push_back({title});
  }
  store::Page page{.cursor = {}, .limit = page_size};
  do {
    const auto listed = call.services.store.acts(wanted, page);
    for (const store::ActRow& row : listed.rows) sheet.rows.push_back(act_cells(call, names, row));
    page.cursor = listed.next;
  } while (!page.cursor.empty() && std::ssize(sheet.rows) < most_exported);
  note_export(call, "acts", std::to_string(sheet.rows.size()));
  return sheet_answer({std::move(sheet)}, "办理记录.xlsx");
}

Answer list_holding(const Call& call) {
  Query query(*call.request);
  store::HoldingQuery wanted{.process = query.text("process")};
  const std::string unit = query.text("unit");
  wanted.from = query.moment("from");
  wanted.to = query.moment("to");
  if (auto wrong = query.finish()) return *wrong;
  const Names names(call.services);
  if (!unit.empty()) wanted.units = unit_and_below(names.people(), unit);
  wanted.now = call.services.host.now();
  wanted.sight = security::sight(call.caller, security::Action::RecordRead);
  const store::ActQuery acts{.process = wanted.process, .from = wanted.from, .to = wanted.to, .sight = wanted.sight};
  const auto rows = call.services.store.holding(wanted);
  return json_answer(json_page(
      json_list(rows, [&](const store::HoldingRow& row) { return holding_json(call, names, acts, row); }), ""));
}

}  // namespace bihuan::resources
