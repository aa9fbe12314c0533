// The organisation as a spreadsheet: to fill in, to keep, and to take in again with a report of the rows left out.
#include "adapters/identity/tables.h"
#include "adapters/spreadsheet/reader.h"
#include "adapters/spreadsheet/writer.h"
#include "api/http/multipart.h"
#include "api/json_writer.h"
#include "api/people.h"
#include "api/resources/resources.h"
#include "api/resources/revision.h"
#include "api/security/appointment.h"
#include "api/security/noted.h"

namespace bihuan::resources {
namespace {

using namespace api;
using identity::Organisation;

constexpr const char* spreadsheet_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

Answer file_answer(const Organisation& organisation, std::string_view encoded_name) {
  auto bytes = spreadsheet::write(identity::sheets_of(organisation));
  if (!bytes) throw std::runtime_error("a spreadsheet could not be written: " + bytes.error());
  http::Response response = http::make_response(200, spreadsheet_type, std::move(*bytes));
  response.headers.push_back(
      {"Content-Disposition", "attachment; filename*=UTF-8''" + std::string(encoded_name) + ".xlsx"});
  return response;
}

std::expected<std::vector<spreadsheet::Table>, Problem> read_upload(const Call& call) {
  const std::string* type = call.request->header("Content-Type");
  auto parts = http::parse_multipart(type ? *type : "", call.request->body);
  if (!parts || parts->size() != 1 || !parts->front().filename) {
    return std::unexpected(Problem{Fault::MalformedUpload, "应恰好上传一个文件", "Expected exactly one file", {}});
  }
  auto tables = spreadsheet::read(parts->front().data);
  if (tables) return std::move(*tables);
  const spreadsheet::ReadFault& fault = tables.error();
  return std::unexpected(Problem{
      Fault::InvalidInput, fault.message_zh, fault.message_en, {{"/file", fault.message_zh, fault.message_en}}});
}

std::string tally_json(const identity::Tally& tally) {
  return JsonObject()
      .number("added", tally.added)
      .number("changed", tally.changed)
      .number("unchanged", tally.unchanged)
      .done();
}

std::string report_json(const identity::Import& import) {
  JsonObject out;
  out.raw("units", tally_json(import.units)).raw("people", tally_json(import.people));
  out.raw("roles", tally_json(import.roles)).raw("groups", tally_json(import.groups));
  out.raw("rejected", json_list(import.rejected, [](const identity::RejectedRow& row) {
            JsonObject one;
            one.text("sheet", row.sheet).number("row", row.row).text("column", row.column).text("value", row.value);
            return one.text("message", row.message_zh).text("messageEn", row.message_en).done();
          }));
  return out.done();
}

}  // namespace

Answer organisation_template(const Call& call) {
  return file_answer(Organisation{.line_names = call.services.people.now()->line_names},
                     "%E7%BB%84%E7%BB%87%E6%A8%A1%E6%9D%BF");
}

Answer export_organisation(const Call& call) {
  security::note(call, security::Noted::Exported, "organisation", "组织导出");
  return file_answer(*call.services.people.now(), "%E7%BB%84%E7%BB%87");
}

Answer import_organisation(const Call& call) {
  Query query(*call.request);
  const auto check = query.word("check", {"false", "true"});
  if (auto wrong = query.finish()) return *wrong;
  const auto tables = read_upload(call);
  if (!tables) return tables.error();
  identity::Import import;
  const auto make = [&](const Organisation& before) {
    import = identity::import_tables(before, *tables, [&](const identity::Grant& grant) {
      const auto refused = security::refused_grant(call.caller, before, grant);
    return refused ? identity::Objection{refused->message_zh, refused->message_en} : identity::Objection{};
    });
};
make(*call.services.people.now());
if (check == 1) return json_answer(report_json(import));
const Answer kept = edit_organisation(call, "", [&](const Organisation& before) -> identity::Changed {
  make(before);
  return import.organisation;
});
if (std::holds_alternative<Problem>(kept)) return kept;
return json_answer(report_json(import));
}

}  // namespace bihuan::resources
