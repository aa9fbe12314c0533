// Clients, workers and readers: what they ask for, when they ask again, what they make of an answer (world.h).
#include <algorithm>
#include <charconv>

#include "adapters/codec/ids.h"
#include "tests/simulation/models.h"
#include "tests/simulation/world.h"

namespace bihuan::simulation {

using history::Act;
using store::MemoryStore;

namespace {

/// The instance that an answer names; none if it had no effect on one.
InstanceId named_in(const std::string& body) {
  std::uint64_t instance = 0;
  std::from_chars(body.data(), body.data() + body.size(), instance);
  return InstanceId{instance};
}

}  // namespace

void World::client_acts(std::size_t client) {
  auto& waits = clients_[client];
  if (waits) {
    if (chance_.below(12) == 0) send_again(*waits);
    return;
  }
  const std::size_t before = asks_.size();
  draw_ask();
  if (asks_.size() == before) return;
  waits = before;
}

void World::ask(decltype(host::Request::what) what, history::Write seen, std::string actor) {
  Ask ask{.key = "k" + std::to_string(asks_.size()), .actor = std::move(actor), .what = std::move(what)};
  ask.seen = std::move(seen);
  ask.seen.key = ask.key;
  ask.seen.begin = store_->tick;
  asks_.push_back(std::move(ask));
  ++issued_;
  send_again(asks_.size() - 1);
}

/// On any node: a balancer gives each try to another.
void World::send_again(std::size_t ask) {
  network_.push_back({false, static_cast<std::size_t>(chance_.below(3)), ask, {}});
}

void World::hear(const Packet& packet) {
  Ask& ask = asks_[packet.ask];
  const host::Rendered& answer = packet.rendered;
  if (answer.status == 500) fail(ask.key + " broke: " + answer.body);
  if (answer.status == 503) return;
  if (ask.answer && ask.answer->status == 200 && answer.status == 200 && ask.answer->body != answer.body)
    fail(ask.key + " has two answers: " + ask.answer->body + " and " + answer.body);
  if (!ask.waiting) return;
  ask.waiting = false;
  ask.answer = answer;
  ask.seen.end = store_->tick;
  ask.seen.answer = answer.status == 200 ? history::Answer::Done : history::Answer::Refused;
  const InstanceId instance = answer.status == 200 ? named_in(answer.body) : InstanceId{};
  if (instance) ask.seen.instance = codec::text(instance);
  ask.named = instance.n != 0;
  for (auto& waits : clients_) {
    if (waits == packet.ask) waits.reset();
  }
}

void World::draw_ask() {
  const int drawn = chance_.below(100);
  if (drawn < 30) return draw_start();
  if (drawn < 75) return draw_task_ask();
  if (drawn < 90) return draw_message();
  draw_case_ask();
}

std::string World::some_key() {
  if (keys_.empty() || chance_.below(10) == 0) return "nobody";
  return chance_.one_of(keys_);
}

void World::draw_start() {
  const Model& model = chance_.one_of(models());
  if (!model.by_hand) return;
  const std::string key = "K-" + std::to_string(asks_.size());
  host::Start start{.process = model.process, .initiator = "ann"};
  start.variables = {{"key", Value(key)}, {"target", Value(some_key())}};
  keys_.push_back(key);
  ask(std::move(start), {.act = Act::Start}, "ann");
}

/// A task that was opened lately; seldom one that is done already, as a list on a screen may show it.
std::optional<store::TaskRow> World::some_task() {
  const auto& opened = store_->tasks_opened;
  for (int tries = 0; tries < 8 && !opened.empty(); ++tries) {
    const int recent = std::min<int>(static_cast<int>(opened.size()), 80);
    const auto& key = opened[opened.size() - 1 - static_cast<std::size_t>(chance_.below(recent))];
    auto task = store_->MemoryStore::task(key.first, key.second);
    if (task && (task->status == store::TaskStatus::Open || chance_.below(10) == 0)) return task;
  }
  return std::nullopt;
}

void World::draw_task_ask() {
  const auto task = some_task();
  if (!task) return draw_start();
  const std::string person =
      !task->assignee.empty() && chance_.below(3) != 0 ? task->assignee : chance_.one_of(people());
  history::Write seen{.instance = codec::text(task->instance), .task = codec::text(task->instance, task->work)};
  seen.person = person;
  const int drawn = chance_.below(100);
  Command command = command::CompleteTask{.task = task->work, .person = person};
  seen.act = Act::Complete;
  if (drawn < 30) {
    command = command::ClaimTask{task->work, person};
    seen.act = Act::Claim;
  } else if (drawn < 38) {
    command = command::UnclaimTask{task->work, person};
    seen.act = Act::Unclaim;
  } else if (drawn < 46) {
    command = command::TransferTask{task->work, person, "away"};
    seen.act = Act::Transfer;
  }
  ask(host::Tell{task->instance, std::move(command)}, std::move(seen), person);
}

void World::draw_message() {
  const int drawn = chance_.below(10);
  if (drawn == 0) return ask(host::Broadcast{"all", {}}, {}, "ann");
  host::Publish publish{.name = drawn < 3 ? "order" : "paid", .key = some_key()};
  publish.variables = {{"key", Value(publish.key)}};
  if (chance_.below(2) == 0) publish.id = "m" + std::to_string(asks_.size());
  if (chance_.below(3) != 0) publish.time_to_live_us = chance_.below(3600) * us_per_second;
  ask(std::move(publish), {}, "ann");
}

/// Something that concerns a case as a whole.
void World::draw_case_ask() {
  if (store_->instances.empty()) return;
  InstanceId instance = chance_.one_of(store_->instances);
  Command command = command::SetVariables{.variables = {{"note", Value(static_cast<int>(asks_.size()))}}};
  const int drawn = chance_.below(10);
  if (drawn < 2) command = command::SuspendInstance{"later"};
  if (drawn >= 2 && drawn < 5) command = command::ResumeInstance{};
  if (drawn == 5) command = command::CancelInstance{"withdrawn"};
  if (drawn > 6 && !store_->incidents_noted.empty()) {
    const store::IncidentRow& incident = chance_.one_of(store_->incidents_noted);
    instance = incident.instance;
    command = command::RetryIncident{incident.incident, 2};
  }
  ask(host::Tell{instance, std::move(command)}, {.instance = codec::text(instance)}, "ann");
}

/// A worker takes what it is given, and answers, or answers badly, or never.
void World::worker_acts() {
  const std::string name = "w-" + std::to_string(chance_.below(3));
  store::LeaseRequest lease{.kind = store::JobKind::External, .topics = {"pay"}, .owner = name};
  lease.lease_us = (1 + chance_.below(20)) * us_per_second;
  lease.limit = 3;
  for (const store::JobRow& job : store_->MemoryStore::lease_jobs(lease)) {
    ++leases_[key_of(job)];
    const int drawn = chance_.below(10);
    history::Write seen{.instance = codec::text(job.instance)};
    if (drawn < 5) {
      ask(host::Tell{job.instance, command::CompleteJob{job.work, name, {}}}, seen, "worker:" + name);
    } else if (drawn < 7) {
      ask(host::Tell{job.instance, command::FailJob{.job = job.work, .worker = name, .message = "no"}}, seen, name);
    } else if (drawn < 8) {
      ask(host::Tell{job.instance, command::ThrowJobError{job.work, name, "declined", "no", {}}}, seen, name);
    } else {
      reach("a worker never answered");
    }
  }
}

/// Somebody opens a case on any node: reads go to the store.
void World::reader_acts() {
  if (store_->instances.empty()) return;
  const InstanceId instance = chance_.one_of(store_->instances);
  const auto loaded = store_->MemoryStore::load({instance});
  if (loaded.empty()) return fail("a case is gone: " + codec::text(instance));
  reads_.push_back({codec::text(instance), store_->tick, store_->tick, loaded[0].row.head_seq});
}

}  // namespace bihuan::simulation
