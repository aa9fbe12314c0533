// The record of what concerns security, for the audit administrator alone: read, proved, exported. Reading it is an
// entry itself, once an export and once a verification; paging through it is not.
#include "adapters/host/audit.h"
#include "api/json_writer.h"
#include "api/resources/download.h"
#include "api/resources/names.h"
#include "api/resources/resources.h"
#include "api/security/noted.h"

namespace bihuan::resources {
namespace {

using namespace api;

constexpr int page_size = 500;
constexpr std::size_t most_exported = 100'000;

std::string kind_name(const Call& call, const std::string& kind) {
  const auto words = security::words_named(kind);
  if (!words) return kind;
  return std::string(call.language == Language::English ? words->en : words->zh);
}

std::string actor_name(const Names& names, const std::string& actor) {
  return actor.empty() ? "未登录" : names.actor(actor);
}

std::string entry_json(const Call& call, const Names& names, const store::JournalRow& row) {
  const security::RecordedEntry entry = security::recorded_entry(row);
  JsonObject out;
  out.number("seq", static_cast<std::int64_t>(entry.seq)).moment("at", entry.at);
  out.text("actor", entry.actor).text("actorName", actor_name(names, entry.actor));
  out.text("kind", entry.kind).text("kindName", kind_name(call, entry.kind));
  out.text("subject", entry.subject).text("subjectName", names.person(entry.subject));
  return out.text("detail", entry.detail).text("address", entry.address).done();
}

store::RecordQuery read_query(Query& query) {
  store::RecordQuery wanted{.actor = query.text("actor"), .kind = query.text("kind")};
  wanted.from = query.moment("from");
  wanted.to = query.moment("to");
  return wanted;
}

std::vector<spreadsheet::Cell> cells_of(const Call& call, const Names& names, const store::JournalRow& row) {
  const security::RecordedEntry entry = security::recorded_entry(row);
  return {static_cast<std::int64_t>(entry.seq),
          entry.at,
          actor_name(names, entry.actor),
          kind_name(call, entry.kind),
          names.person(entry.subject),
          entry.detail,
          entry.address};
}

}  // namespace

Answer list_security_journal(const Call& call) {
  Query query(*call.request);
  const store::RecordQuery wanted = read_query(query);
  const store::Page page = query.page("i");
  if (auto wrong = query.finish()) return *wrong;
  const auto listed = call.services.store.records(wanted, page);
  if (page.cursor.empty()) security::note(call, security::Noted::JournalRead, wanted.actor, wanted.kind);
  const Names names(call.services);
  return json_answer(
      json_page(json_list(listed.rows, [&](const auto& row) { return entry_json(call, names, row); }), listed.next));
}

Answer verify_security_journal(const Call& call) {
  host::VerifyReport report;
  host::verify_security_journal(call.services.store, report);
  JsonObject out;
  out.flag("ok", report.findings.empty()).number("entries", static_cast<std::int64_t>(report.entries));
  out.text("head", report.head);
  out.raw(
      "findings", json_list(report.findings, [&](const host::Finding& finding) {
        JsonObject one;
        one.number("seq", static_cast<std::int64_t>(finding.seq));
        return one.text("message", call.language == Language::English ? finding.message_en : finding.message_zh).done();
      }));
  return json_answer(out.done());
}

Answer export_security_journal(const Call& call) {
  Query query(*call.request);
  const store::RecordQuery wanted = read_query(query);
  if (auto wrong = query.finish()) return *wrong;
  const Names names(call.services);
  spreadsheet::Sheet sheet{.name = "安全审计日志", .columns = {}, .rows = {}};
  for (const char* title : {"序号", "时间", "操作人", "事件", "对象", "说明", "地址"}) sheet.columns.push_back({title});
  store::Page page{.cursor = {}, .limit = page_size};
  do {
    const auto listed = call.services.store.records(wanted, page);
    for (const auto& row : listed.rows) sheet.rows.push_back(cells_of(call, names, row));
    page.cursor = listed.next;
  } while (!page.cursor.empty() && sheet.rows.size() < most_exported);
  security::noted(call, security::Noted::Exported, "security-journal", std::to_string(sheet.rows.size()));
  return sheet_answer({sheet}, "安全审计日志.xlsx");
}

}  // namespace bihuan::resources
