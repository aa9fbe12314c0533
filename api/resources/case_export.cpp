// Taking a case away: its story as a sheet for people, its journal as JSON lines for whoever wants to prove it again.
#include "adapters/codec/events_json.h"
#include "adapters/codec/ids.h"
#include "adapters/codec/records.h"
#include "adapters/host/chain.h"
#include "api/json_writer.h"
#include "api/resources/download.h"
#include "api/resources/mask.h"
#include "api/resources/resources.h"
#include "api/resources/rows.h"
#include "api/resources/sight.h"
#include "api/story/story.h"

namespace bihuan::resources {
namespace {

using namespace api;

constexpr int page = 500;

std::string file_name(const store::InstanceRow& row, const char* ending) {
  return (row.business_key.empty() ? codec::text(row.id) : row.business_key) + ending;
}

spreadsheet::Sheet story_sheet(const Call& call, const store::InstanceRow& row, const host::KnownProcess& process) {
  const Names names(call.services);
  spreadsheet::Sheet sheet{
      .name = "经过", .columns = {{"序号", 8}, {"时间"}, {"步骤"}, {"办理人"}, {"经过", 60}, {"内容", 60}}, .rows = {}};
  const Mask mask = mask_for(call, *process.definition, row);
  story::Teller teller(process, names, [&mask](std::string_view name) { return mask.hides(name); });
  story::read_records(call.services.store, row.id, {}, [&](const story::Record& record) {
    for (const story::Entry& entry : teller.tell(record)) {
      std::string details;
      for (const story::Detail& one : entry.details) {
        details += (details.empty() ? "" : "\n") + one.label + "：" + one.value;
      }
      const std::string step = entry.element ? title_of(process.definition->at(entry.element)) : "";
      sheet.rows.push_back({static_cast<std::int64_t>(entry.seq), entry.at, step, names.actor(entry.actor), entry.text,
                            std::move(details)});
    }
  });
  return sheet;
}

std::string journal_lines(store::Store& store, InstanceId id, const definition::Definition* definition,
                          const Names& names, const Mask& mask) {
  std::string out;
  std::uint64_t seq = 0;
  for (std::vector<store::JournalRow> rows; !(rows = store.journal(id, seq + 1, page)).empty();) {
    for (const store::JournalRow& row : rows) {
      out += journal_json(row, definition, names, mask) + "\n";
      seq = row.seq;
    }
    if (std::ssize(rows) < page) break;
  }
  return out;
}

}  // namespace

Answer export_case(const Call& call) {
  Query query(*call.request);
  const auto format = query.word("format", {"xlsx", "jsonl"});
  if (auto wrong = query.finish()) return *wrong;
  const auto id = call.instance_id();
  const auto loaded = permitted(call, security::Action::RecordExport);
  if (!loaded) return loaded.error();
  const auto known = call.services.catalogue.now();
  const host::KnownProcess* process = known->process(loaded->row.definition);
  if (!process) return not_found("该事项", "an instance with this id");
  note_export(call, "case", codec::text(*id));
  if (format == 1) {
    return download("application/jsonl",
                    journal_lines(call.services.store, *id, process->definition.get(), Names(call.services),
                                  mask_for(call, *process->definition, loaded->row)),
                    file_name(loaded->row, ".jsonl"));
  }
  return sheet_answer({story_sheet(call, loaded->row, *process)}, file_name(loaded->row, ".xlsx"));
}

}  // namespace bihuan::resources
