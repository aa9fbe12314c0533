// What somebody keeps for themselves between sittings: drafts, phrases, filters, settings. Nobody else reads it.
#include <algorithm>
#include <array>

#include "adapters/codec/json.h"
#include "api/json_writer.h"
#include "api/resources/resources.h"

namespace bihuan::resources {
namespace {

using namespace api;

constexpr std::array<std::string_view, 4> kinds = {"draft", "phrases", "filter", "setting"};
constexpr std::size_t longest_name = 200, most_of_a_kind = 200;

std::optional<Problem> wrong_place(const Call& call, bool named) {
  if (std::ranges::find(kinds, call.parameter("kind")) == kinds.end()) {
    return not_found("这类内容", "documents of this kind");
  }
  if (named && call.parameter("name").size() > longest_name) {
    return Problem{Fault::InvalidInput, "名称过长", "Expected a name of at most 200 bytes", {}};
  }
  return std::nullopt;
}

std::string document_json(const store::DocumentRow& row, bool with_body) {
  JsonObject out;
  out.text("kind", row.kind).text("name", row.name).moment("updated", row.updated);
  if (with_body) out.raw("body", row.body);
  return out.done();
}

}  // namespace

Answer list_documents(const Call& call) {
  Query query(*call.request);
  if (auto wrong = query.finish()) return *wrong;
  if (auto wrong = wrong_place(call, false)) return *wrong;
  const auto rows = call.services.store.documents(call.caller.person, call.parameter("kind"));
  return json_answer(
      json_page(json_list(rows, [](const store::DocumentRow& row) { return document_json(row, true); }), ""));
}

Answer read_document(const Call& call) {
  if (auto wrong = wrong_place(call, true)) return *wrong;
  const auto row = call.services.store.document(call.caller.person, call.parameter("kind"), call.parameter("name"));
  if (!row) return not_found("该内容", "a document of this name");
  return json_answer(document_json(*row, true));
}

Answer save_document(const Call& call) {
  if (auto wrong = wrong_place(call, true)) return *wrong;
  const auto body = codec::parse_json(call.request->body);
  if (!body) return Problem{Fault::MalformedJson, "内容不是合法的 JSON", "Expected a JSON value", {}};
  store::DocumentRow row{.person = call.caller.person, .kind = call.parameter("kind"), .name = call.parameter("name")};
  const bool fresh = !call.services.store.document(row.person, row.kind, row.name);
  if (fresh && call.services.store.documents(row.person, row.kind).size() >= most_of_a_kind) {
    return Problem{Fault::InvalidInput, "保存的内容过多，请先删除一些", "Expected fewer documents of this kind", {}};
  }
  row.body = codec::to_json(*body);
  row.updated = call.services.host.now();
  call.services.store.save_document(row);
  return json_answer(document_json(row, false));
}

Answer remove_document(const Call& call) {
  if (auto wrong = wrong_place(call, true)) return *wrong;
  call.services.store.remove_document(call.caller.person, call.parameter("kind"), call.parameter("name"));
  return empty_answer();
}

}  // namespace bihuan::resources
