// Whether the record is untouched, and what looking proved, said so that a supervisor can repeat it.
#include <fmt/format.h>

#include "adapters/codec/ids.h"
#include "adapters/host/audit.h"
#include "api/json_writer.h"
#include "api/resources/resources.h"
#include "api/resources/sight.h"

namespace bihuan::resources {
namespace {

using namespace api;

void add_report(JsonObject& out, const host::VerifyReport& report) {
  out.flag("ok", report.findings.empty()).number("instances", static_cast<std::int64_t>(report.instances));
  out.number("entries", static_cast<std::int64_t>(report.entries)).text_if("head", report.head);
  out.raw("findings", json_list(report.findings, [](const host::Finding& one) {
            JsonObject finding;
            finding.text("instance", codec::text(one.instance)).number("seq", static_cast<std::int64_t>(one.seq));
            return finding.text("message", one.message_zh).text("messageEn", one.message_en).done();
          }));
}

std::expected<store::LoadedInstance, Problem> visible(const Call& call) {
  return permitted(call, security::Action::RecordVerify);
}

struct Words {
  std::string zh, en;
};

/// One thing that was looked at, in words, and how it came out.
std::string check_json(const Words& name, bool ok, const Words& detail) {
  JsonObject out;
  out.text("name", name.zh).text("nameEn", name.en).flag("ok", ok);
  return out.text("detail", detail.zh).text("detailEn", detail.en).done();
}

/// What a whole verification proves, said one by one; a finding makes the one that it belongs to fail.
std::string checks_json(const host::VerifyReport& report) {
  Words entries, state;
  for (const host::Finding& one : report.findings) {
    Words& into = one.seq > 0 ? entries : state;
    into.zh += (into.zh.empty() ? "" : "；") + one.message_zh;
    into.en += (into.en.empty() ? "" : "; ") + one.message_en;
  }
  const bool entries_ok = entries.zh.empty(), state_ok = state.zh.empty();
  const Words counted{fmt::format("共核对 {} 条", report.entries), fmt::format("{} entries", report.entries)};
  std::string out =
      check_json({"每条记录的内容与写入时的摘要一致，没有被改动", "Each entry is what was written: it fits its hash"},
                 entries_ok, entries_ok ? counted : entries);
  out += "," + check_json({"记录编号连续，每条都接着上一条，没有缺少或插入",
                           "The entries follow one another without gaps or insertions"},
                          entries_ok, entries_ok ? Words{"从第 1 条起连续", "Unbroken from the first"} : entries);
  out += "," + check_json({"末条摘要与事项保存的一致，末尾没有被删去，事项现状由记录重放得出",
                           "The last entry is the one that the case holds, and the case is what its entries add up to"},
                          state_ok, state_ok ? Words{"一致", "They agree"} : state);
  return "[" + out + "]";
}

}  // namespace

Answer verify_instance(const Call& call) {
  const auto loaded = visible(call);
  if (!loaded) return loaded.error();
  host::VerifyReport report;
  host::verify(call.services.store, loaded->row.id, report);
  const auto first = call.services.store.journal(loaded->row.id, 1, 1);
  const auto last = call.services.store.journal(loaded->row.id, loaded->row.head_seq, 1);
  JsonObject out;
  add_report(out, report);
  if (!first.empty()) out.moment("from", first.front().at);
  if (!last.empty()) out.moment("to", last.front().at);
  return json_answer(out.raw("checks", checks_json(report)).done());
}

Answer verify_everything(const Call& call) {
  JsonObject out;
  add_report(out, host::verify_all(call.services.store));
  return json_answer(out.done());
}

}  // namespace bihuan::resources
