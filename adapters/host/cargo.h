// Decides what a flight carries: everything that its requests have done and no store knows yet, each piece with the
// request that it is of; and how it becomes one Batch. Packing looks at nothing but the cargo and its instances, so
// that a lane can do it while the loop goes on (flight.h). It does not decide what a request does (turn.h).
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "adapters/host/data_stores.h"
#include "adapters/host/live.h"
#include "adapters/host/projection.h"
#include "adapters/host/request.h"
#include "engine/command.h"
#include "engine/event.h"

namespace bihuan::host {

/// A command and what came of it: one entry of the journal, before it is bytes.
struct Entry {
  Live* live = nullptr;
  const Command* command = nullptr;  ///< of the request, or one of `Cargo::commands`
  std::vector<Event> events;
  const Request* request = nullptr;  ///< who asked
  Instant at;
};

/// Rows that no instance owns, each with the request that wrote it.
template <class Row>
struct Owned {
  std::vector<Row> rows;
  std::vector<int> owners;
  void add(Row row, int owner) {
    rows.push_back(std::move(row));
    owners.push_back(owner);
  }
};

struct Cargo {
  std::deque<Command> commands;  ///< those that stand in no request
  std::vector<Entry> entries;
  std::vector<Live*> touched;  ///< instances that were changed, each once
  Rows rows;
  Owned<store::MessageRow> messages;
  Owned<std::string> messages_taken;
  Owned<store::IdempotencyRow> answers;
  Owned<store::NotificationRow> notifications;
  WrittenValues documents;
};

/// Who leaves a flight: requests, and the instances that they have to do with, in order.
struct Leaving {
  std::vector<bool> requests;
  std::vector<InstanceId> instances;
  bool has(InstanceId id) const;
};

/// Takes out what is theirs.
void leave(Cargo& cargo, const Leaving& leaving);
/// The same, once it is packed: `cargo` knows whose the rows are.
void leave(Cargo& cargo, store::Batch& packed, const Leaving& leaving);

/// One Batch of everything; what is moved out of the cargo stays owned there. Also says what each instance weighs now.
store::Batch pack(Cargo& cargo);

}  // namespace bihuan::host
