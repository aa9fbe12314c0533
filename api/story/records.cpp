#include "api/story/records.h"

#include "adapters/codec/records.h"

namespace bihuan::story {
namespace {

constexpr int page = 500;

bool beyond(const Until& until, const store::JournalRow& row) {
  return (until.seq && row.seq > *until.seq) || (until.at && row.at > *until.at);
}

}  // namespace

bool read_records(store::Store& store, InstanceId instance, const Until& until,
                  const std::function<void(const Record&)>& take) {
  std::uint64_t seq = 0;
  for (std::vector<store::JournalRow> rows; !(rows = store.journal(instance, seq + 1, page)).empty();) {
    for (store::JournalRow& row : rows) {
      if (beyond(until, row)) return true;
      auto command = codec::decode_command(row.command);
      auto events = codec::decode_events(row.events);
      if (!command || !events || row.seq > most_records) return false;
      take({row.seq, row.at, std::move(row.actor), std::move(row.reason), std::move(*command), std::move(*events)});
      seq = row.seq;
    }
    if (std::ssize(rows) < page) break;
  }
  return true;
}

}  // namespace bihuan::story
