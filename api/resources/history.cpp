// The record: what happened to an instance, whether the record is untouched, and who did what.
#include "adapters/codec/events_json.h"
#include "adapters/codec/ids.h"
#include "adapters/codec/records.h"
#include "adapters/host/chain.h"
#include "api/json_writer.h"
#include "api/resources/resources.h"
#include "api/resources/rows.h"
#include "api/resources/sight.h"
#include "api/security/visibility.h"
#include "engine/base/check.h"

namespace bihuan::resources {
namespace {

using namespace api;

std::expected<store::LoadedInstance, Problem> visible(const Call& call) {
  return permitted(call, security::Action::RecordRead);
}

}  // namespace

std::string journal_json(const store::JournalRow& row, const definition::Definition* definition, const Names& names,
                         const Mask& mask) {
  const auto command = codec::decode_command(row.command);
  const auto events = codec::decode_events(row.events);
  const bool shown = mask.empty();
  JsonObject out;
  out.number("seq", static_cast<std::int64_t>(row.seq)).moment("at", row.at).text("actor", row.actor);
  out.text("actorName", names.actor(row.actor));
  out.text_if("requestId", row.request_id).text_if("reason", row.reason);
  // Bytes that cannot be read stand as null beside their hash: verify says what is wrong with them.
  out.raw("command", command && shown ? codec::command_json(*command, {definition, row.instance}) : "null");
  out.raw("events", events && shown ? codec::events_json(*events, definition, row.instance) : "null");
  if (!shown) out.flag("masked", true);
  return out.text("previous", host::hex(row.previous)).text("hash", host::hex(row.hash)).done();
}

Answer read_journal(const Call& call) {
  Query query(*call.request);
  const auto from = query.integer("cursor");
  const auto limit = query.integer("limit").value_or(50);
  if (auto wrong = query.finish()) return *wrong;
  if (limit < 1 || limit > 1000 || (from && *from < 1)) {
    return Problem{Fault::InvalidParameter,
                   "limit 应在 1 到 1000 之间，cursor 应为上一页的 nextCursor",
                   "Expected a limit of 1 to 1000 and the nextCursor of a page before",
                   {}};
  }
  const auto loaded = visible(call);
  if (!loaded) return loaded.error();
  const Names names(call.services);
  const host::KnownProcess* process = names.known().process(loaded->row.definition);
  const Mask mask = process ? mask_for(call, *process->definition, loaded->row) : Mask();
  const auto rows = call.services.store.journal(loaded->row.id, static_cast<std::uint64_t>(from.value_or(1)),
                                                static_cast<int>(limit));
  const std::string items = json_list(rows, [&](const store::JournalRow& row) {
    return journal_json(row, process ? process->definition.get() : nullptr, names, mask);
  });
  const bool more = !rows.empty() && rows.back().seq < loaded->row.head_seq;
  return json_answer(json_page(items, more ? std::to_string(rows.back().seq + 1) : ""));
}

Answer list_done_tasks(const Call& call) {
  Query query(*call.request);
  store::TaskQuery wanted{.ended_by = query.text("person"), .process = query.text("process")};
  wanted.element = query.text("element");
  wanted.business_key = query.text("businessKey");
  wanted.instance = query.instance("instance");
  wanted.root = query.instance("root");
  wanted.text = query.text("text");
  wanted.status = store::TaskStatus::Completed;
  const store::Page page = query.page("iiiii");
  if (auto wrong = query.finish()) return *wrong;
  // Of a case that they may see, people see who did what; else only what they did themselves.
  const InstanceId place = wanted.instance ? wanted.instance : wanted.root;
  const bool whole_case = place && security::visible_instance(call.services.store, call.caller, place);
  if (!call.caller.administrator && !whole_case) wanted.ended_by = call.caller.person;
  const Names names(call.services);
  const auto listed = call.services.store.tasks(wanted, page);
  return json_answer(
      json_page(json_list(listed.rows, [&](const auto& row) { return task_json(row, names); }), listed.next));
}

}  // namespace bihuan::resources
