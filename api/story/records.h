// Decides how the journal of an instance is read back: entry by entry, decoded, as far as asked. Whether the chain is
// whole is host/audit.h's to say; here an entry that cannot be read ends the reading.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "adapters/store/store.h"
#include "engine/command.h"
#include "engine/event.h"

namespace bihuan::story {

struct Record {
  std::uint64_t seq = 0;
  Instant at;
  std::string actor, reason;
  Command command;
  std::vector<Event> events;
};

/// How far to read: up to and including an entry, or a moment. Neither: to the end.
struct Until {
  std::optional<std::uint64_t> seq;
  std::optional<Instant> at;
};

constexpr std::uint64_t most_records = 20'000;  ///< of one instance; what comes after is not read

/// Hands out the entries in order. false: an entry could not be read, or there were too many. Throws
/// store::Unavailable.
bool read_records(store::Store& store, InstanceId instance, const Until& until,
                  const std::function<void(const Record&)>& take);

}  // namespace bihuan::story
