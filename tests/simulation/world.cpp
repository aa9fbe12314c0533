// What happens next, and the calm at the end (world.h).
#include "tests/simulation/world.h"

#include <algorithm>

#include "adapters/host/deployer.h"
#include "adapters/system/clock.h"
#include "tests/simulation/models.h"

namespace bihuan::simulation {

namespace {

constexpr std::int64_t millisecond = 1000, second = us_per_second;
constexpr int most_rounds_of_calm = 900;

}  // namespace

World::World(std::uint64_t seed, Reached& reached)
    : chance_(seed), reached_(reached), store_(std::make_unique<FaultyStore>([this] { return now_; })) {
  host::Catalogue catalogue(*store_);
  host::Deployer deployer(*store_, catalogue, &system::zones());
  std::vector<store::FileRow> files;
  for (const Model& model : models()) files.push_back({model.process + ".bpmn", "", model.text});
  const auto deployed = deployer.deploy({.name = "models", .by = "test", .files = files});
  if (!deployed) {
    for (const auto& diagnostic : deployed.error().diagnostics) fail(diagnostic.message_en);
  }
  for (std::size_t i = 0; i < machines_.size(); ++i) {
    machines_[i].name = "node-" + std::to_string(i + 1);
    machines_[i].skew_us = (chance_.below(4001) - 2000) * millisecond;
    boot(machines_[i]);
  }
  store_->decide = [this](Operation operation) { return weather(operation); };
}

World::~World() = default;

void World::play(int commands) {
  while (issued_ < commands && faults_.empty()) {
    one_event();
    ++store_->tick;
    now_ = now_ + chance_.below(60) * millisecond;
  }
}

void World::one_event() {
  const std::size_t machine = static_cast<std::size_t>(chance_.below(3));
  const int drawn = chance_.below(1000);
  if (drawn < 330) return client_acts(static_cast<std::size_t>(chance_.below(client_count)));
  if (drawn < 600) return deliver();
  if (drawn < 700) return work(machine);
  if (drawn < 790) return store_hears(machine);
  if (drawn < 880) return machine_hears(machine);
  if (drawn < 920) return look_for_due(machine);
  if (drawn < 955) return worker_acts();
  if (drawn < 975) return reader_acts();
  if (drawn < 987) return pass_time();
  if (drawn < 992) {
    if (store_->land_late()) reach("a commit that was given up landed");
    return;
  }
  if (drawn < 998) {
    machines_[machine].paused = !machines_[machine].paused;
    if (machines_[machine].paused) reach("a node paused");
    return;
  }
  restart(machine);
}

/// Any packet may come next. What is on its way to a node that stands still waits.
void World::deliver() {
  if (network_.empty()) return;
  const std::size_t at = static_cast<std::size_t>(chance_.below(static_cast<int>(network_.size())));
  const Packet packet = network_[at];
  if (!packet.is_answer && machines_[packet.machine].paused) return;
  network_[at] = network_.back();
  network_.pop_back();
  if (stormy_ && chance_.permille(60)) return reach("a packet dropped");
  if (stormy_ && chance_.permille(60)) {
    reach("a packet doubled");
    network_.push_back(packet);
  }
  packet.is_answer ? hear(packet) : receive(packet.machine, packet.ask);
}

void World::pass_time() {
  const int drawn = chance_.below(10);
  if (drawn < 6) {
    now_ = now_ + chance_.below(10'000) * millisecond;
  } else if (drawn < 9) {
    now_ = now_ + chance_.below(60) * second;
  } else {
    now_ = now_ + chance_.below(600) * second;
  }
}

void World::calm() {
  stormy_ = false;
  store_->decide = [this](Operation operation) { return weather(operation); };
  for (int round = 0; round < most_rounds_of_calm && faults_.empty(); ++round) {
    while (store_->land_late()) {
    }
    for (std::size_t i = 0; i < machines_.size(); ++i) {
      machines_[i].paused = false;
      look_for_due(i);
      work(i);
      land_all(i);
    }
    while (!network_.empty()) deliver();
    for (std::size_t i = 0; i < machines_.size(); ++i) work(i), land_all(i);
    while (!network_.empty()) deliver();
    for (std::size_t i = 0; i < asks_.size(); ++i) {
      if (asks_[i].waiting) send_again(i);
    }
    ++store_->tick;
    now_ = now_ + second;
    if (round > 30 && at_rest()) return;
  }
  if (faults_.empty()) fail("stuck: after the calm something is still due or waits for its answer");
}

bool World::at_rest() {
  if (std::ranges::any_of(asks_, &Ask::waiting)) return false;
  store_->decide = nullptr;
  const auto waiting = store_->jobs({}, {.limit = 1000}).rows;
  store_->decide = [this](Operation operation) { return weather(operation); };
  return std::ranges::none_of(waiting, [&](const store::JobRow& job) {
    if (job.suspended) return false;
    if (job.kind == store::JobKind::Timer) return job.due <= now_;
    return job.topic == "bihuan:notify" ? job.retries > 0 : !job.lock_owner.empty();
  });
}

}  // namespace bihuan::simulation
