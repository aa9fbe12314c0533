// Nodes: started, stopped in the middle, stepped by hand, and what the store does to them while they work (world.h).
#include <fmt/format.h>

#include "adapters/system/clock.h"
#include "engine/base/check.h"
#include "tests/simulation/world.h"

namespace bihuan::simulation {

namespace {

std::vector<std::string> nobody(const Lookup&) {
  return {};
}

/// What a client is told: on which case it had an effect, and how many events that was.
host::Rendered rendered(const host::Ran& ran) {
  if (ran.failure) {
    const bool unavailable = ran.failure->code == host::FailureCode::Unavailable;
    if (ran.failure->code == host::FailureCode::Broken) return {500, ran.failure->message_en};
    return {unavailable ? 503 : 409, ran.failure->message_en};
  }
  if (!ran.live) return {200, "0 0"};
  return {200, fmt::format("{} {}", ran.live->row.id.n, ran.events.size())};
}

}  // namespace

void World::boot(Machine& machine) {
  if (!machine.catalogue) machine.catalogue = std::make_unique<host::Catalogue>(*store_);
  machine.host =
      std::make_unique<host::Host>(host::HostSettings{.node = machine.name}, *store_, *machine.catalogue, nobody,
                                   &system::zones(), [this, &machine] { return now_ + machine.skew_us; });
  machine.host->on_wait([this, &machine](host::Flight& flight) {
    reach("a request waited for a flight");
    finish(machine, flight);
  });
}

/// The node and everything that it had in hand or queued is gone; a new one begins.
void World::restart(std::size_t index) {
  Machine& machine = machines_[index];
  probe_machine(machine);
  if (!machine.sent.empty()) reach("a node died with flights in the air");
  // What had not reached the store yet may still do so, after its node is gone.
  for (const Machine::Sent& sent : machine.sent) {
    if (!sent.outcome && chance_.below(2) == 0) store_->keep_late(sent.flight->batch());
  }
  machine.sent.clear();
  machine.host.reset();
  machine.paused = false;
  boot(machine);
  reach("a node restarted");
}

void World::probe_machine(const Machine& machine) {
  const host::HostCounts& counts = machine.host->counts();
  reached_["a batch ran again after a conflict"] += counts.conflicts.load();
  if (counts.broken.load() > 0) fail("a step broke inside");
}

/// Runs what a machine does: the store knows who asks, and hears no more when the machine is told that it is away.
template <class Act>
void World::as(std::size_t index, Act&& act) {
  acting_.push_back(index);
  try {
    act(machines_[index]);
  } catch (const store::Unavailable&) {
    reach("a look at what is due was cut off");
  } catch (const Bug& bug) {
    fail(std::string("a bug left the host: ") + bug.what());
  }
  acting_.pop_back();
}

/// Most machines send what has run on its way and go on; some wait for each commit, as a node by hand does.
void World::work(std::size_t index) {
  if (machines_[index].paused) return;
  as(index, [this](Machine& machine) {
    if (chance_.permille(200)) {
      machine.host->turn();
    } else if (auto flight = machine.host->launch()) {
      machine.sent.push_back({std::move(flight), std::nullopt});
      if (machine.sent.size() > 1) reach("several flights in the air");
    }
  });
}

host::Landing World::commit(const host::Flight& flight) {
  try {
    return store_->commit(flight.batch());
  } catch (const store::Unavailable& unavailable) {
    return std::unexpected(unavailable);
  }
}

/// Any of the flights reaches the store; its machine does not know yet.
void World::store_hears(std::size_t index) {
  Machine& machine = machines_[index];
  if (machine.sent.empty()) return;
  Machine::Sent& sent = chance_.one_of(machine.sent);
  if (sent.outcome || sent.flight->landed()) return;
  as(index, [&](Machine&) { sent.outcome = commit(*sent.flight); });
}

/// Any of the flights that reached the store lands, not always in the order in which they were written.
void World::machine_hears(std::size_t index) {
  Machine& machine = machines_[index];
  std::erase_if(machine.sent, [](const Machine::Sent& sent) { return sent.flight->landed(); });
  if (machine.paused || machine.sent.empty()) return;
  Machine::Sent& sent = chance_.one_of(machine.sent);
  if (!sent.outcome) return;
  if (&sent != machine.sent.data()) reach("a flight landed before an older one");
  const host::Landing outcome = *std::exchange(sent.outcome, std::nullopt);
  const std::shared_ptr<host::Flight> flight = sent.flight;
  as(index, [&](Machine& at_work) {
    if (!at_work.host->land(*flight, outcome)) reach("the rest of a flight flew on");
  });
}

/// Somebody waits for this flight: it lands before anything else happens on its machine.
void World::finish(Machine& machine, host::Flight& flight) {
  while (!flight.landed()) {
    std::optional<host::Landing> known;
    for (Machine::Sent& sent : machine.sent) {
      if (sent.flight.get() == &flight) known = std::exchange(sent.outcome, std::nullopt);
    }
    machine.host->land(flight, known ? *known : commit(flight));
  }
}

void World::land_all(std::size_t index) {
  as(index, [this](Machine& machine) {
    const std::vector<Machine::Sent> all = machine.sent;
    for (const Machine::Sent& sent : all) finish(machine, *sent.flight);
    machine.sent.clear();
  });
}

void World::look_for_due(std::size_t index) {
  if (machines_[index].paused) return;
  as(index, [](Machine& machine) { machine.host->fire_due(); });
}

/// What the store does to the machine that asks it. Others use it between two of its operations.
Fault World::weather(Operation operation) {
  if (acting_.empty() || !stormy_) return Fault::None;
  if (chance_.permille(60)) others_meanwhile();
  if (operation != Operation::Commit) {
    if (chance_.permille(4)) return Fault::Before;
    return operation == Operation::Write && chance_.permille(4) ? Fault::After : Fault::None;
  }
  const int drawn = chance_.below(1000);
  if (drawn < 20) {
    reach("a commit failed");
    return Fault::Before;
  }
  if (drawn < 45) {
    reach("a commit was durable although it said no");
    return Fault::After;
  }
  if (drawn < 65) return Fault::Late;
  return Fault::None;
}

void World::others_meanwhile() {
  const std::size_t other = static_cast<std::size_t>(chance_.below(3));
  if (acting_.size() > 1 || other == acting_.back()) return;
  reach("another node worked between two operations");
  chance_.permille(700) ? work(other) : look_for_due(other);
}

void World::receive(std::size_t index, std::size_t number) {
  const Ask& ask = asks_[number];
  host::Request request{.what = ask.what, .actor = ask.actor, .request_id = ask.key};
  request.once = host::Once{ask.key, "print of " + ask.key};
  request.render = rendered;
  request.answer = [this, index, number](const host::Rendered& answer) {
    if (answer.repeated) reach("an answer was repeated");
    network_.push_back({true, index, number, answer});
  };
  machines_[index].host->ask(std::move(request));
}

}  // namespace bihuan::simulation
