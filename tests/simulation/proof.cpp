// What must be true at the end, one function a rule (proof.h).
#include "tests/simulation/proof.h"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/codec/ids.h"
#include "adapters/codec/records.h"
#include "adapters/host/audit.h"

namespace bihuan::simulation {
namespace {

using Faults = std::vector<std::string>;
constexpr int page = 1000;
constexpr int everything = 1 << 30;

template <class Row, class Read>
std::vector<Row> all_pages(Read&& read) {
  std::vector<Row> rows;
  store::Page at{.limit = page};
  do {
    store::Listed<Row> listed = read(at);
    std::ranges::move(listed.rows, std::back_inserter(rows));
    at.cursor = listed.next;
  } while (!at.cursor.empty());
  return rows;
}

/// What waits in an instance, in words that can be compared.
using Waits = std::map<std::string, std::string>;

std::string name(InstanceId instance, WorkId work) {
  return codec::text(instance, work);
}

void add_work(Waits& waits, InstanceId instance, const state::Work& work) {
  std::string& words = waits[name(instance, work.id)];
  if (const auto* task = std::get_if<state::Task>(&work.detail)) words = "task of " + task->assignee;
  if (const auto* timer = std::get_if<state::Timer>(&work.detail)) words = fmt::format("timer {}", timer->due.us);
  if (const auto* job = std::get_if<state::Job>(&work.detail))
    words = fmt::format("job {} {} {}", job->topic, job->retries, job->due.us);
  if (const auto* subscription = std::get_if<state::Subscription>(&work.detail))
    words = fmt::format("waits for {} {}", subscription->name, subscription->key);
  if (words.empty()) waits.erase(name(instance, work.id));
}

Waits waits_of_states(World& world, Faults& faults) {
  Waits waits;
  for (const InstanceId id : world.store().instances) {
    const auto loaded = world.store().load({id});
    if (loaded.empty()) {
      faults.push_back("lost: case " + codec::text(id));
      continue;
    }
    for (const auto& [scope_id, bytes] : loaded[0].scopes) {
      const auto scope = codec::decode_scope(bytes);
      for (const state::Work& work : scope->work) add_work(waits, id, work);
      for (const state::Incident& incident : scope->incidents)
        waits["incident " + codec::text(id, incident.id)] = incident.code;
    }
  }
  return waits;
}

Waits waits_of_rows(FaultyStore& store) {
  Waits waits;
  for (const auto& row : all_pages<store::TaskRow>([&](const store::Page& at) { return store.tasks({}, at); }))
    waits[name(row.instance, row.work)] = "task of " + row.assignee;
  for (const auto& row : all_pages<store::JobRow>([&](const store::Page& at) { return store.jobs({}, at); })) {
    waits[name(row.instance, row.work)] = row.kind == store::JobKind::Timer
                                              ? fmt::format("timer {}", row.due.us)
                                              : fmt::format("job {} {} {}", row.topic, row.retries, row.due.us);
  }
  for (const InstanceId id : store.instances) {
    for (const auto& row : store.subscriptions_of(id))
      waits[name(row.instance, row.work)] = fmt::format("waits for {} {}", row.name, row.key);
  }
  for (const auto& row : all_pages<store::IncidentRow>([&](const store::Page& at) { return store.incidents({}, at); }))
    waits["incident " + codec::text(row.instance, row.incident)] = row.code;
  return waits;
}

void rows_are_what_states_hold(World& world, Faults& faults) {
  const Waits states = waits_of_states(world, faults);
  const Waits rows = waits_of_rows(world.store());
  for (const auto& [id, words] : states) {
    const auto row = rows.find(id);
    if (row == rows.end()) faults.push_back("a row is missing: " + id + " " + words);
    if (row != rows.end() && row->second != words)
      faults.push_back("a row differs: " + id + " " + row->second + ", not " + words);
  }
  for (const auto& [id, words] : rows) {
    if (!states.contains(id)) faults.push_back("a row was left behind: " + id + " " + words);
  }
}

/// Each firing of a timer is counted in its event; an instance never fires one twice for the same moment.
void timers_fired_once(World& world, Faults& faults) {
  for (const InstanceId id : world.store().instances) {
    std::map<WorkId, std::int64_t> fired;
    std::map<WorkId, bool> last;
    for (const store::JournalRow& row : world.store().journal(id, 1, everything)) {
      const auto events = codec::decode_events(row.events);
      for (const Event& event : *events) {
        const auto* timer = std::get_if<event::TimerFired>(&event);
        if (!timer) continue;
        const bool again = last.contains(timer->work) && (last[timer->work] || timer->fired <= fired[timer->work]);
        if (again) faults.push_back("a timer fired twice: " + name(id, timer->work));
        fired[timer->work] = timer->fired;
        last[timer->work] = !timer->next;
      }
    }
  }
}

/// Each time that a worker did not answer costs one retry, however many nodes see it.
void a_lapsed_lease_costs_one_retry(World& world, Faults& faults) {
  for (const InstanceId id : world.store().instances) {
    std::map<WorkId, int> lapsed;
    for (const store::JournalRow& row : world.store().journal(id, 1, everything)) {
      const auto command = codec::decode_command(row.command);
      const auto* failed = std::get_if<command::FailJob>(&*command);
      if (failed && failed->message == "no answer within the lease") ++lapsed[failed->job];
    }
    for (const auto& [work, times] : lapsed) {
      const auto given = world.leases().find({id, work});
      if (given == world.leases().end() || given->second < times)
        faults.push_back(fmt::format("job {} failed {} times for want of an answer", name(id, work), times));
    }
  }
}

void nothing_waits_beside_its_message(World& world, Faults& faults) {
  for (const store::MessageRow& message : world.store().wanted_messages({}, page).wanted)
    faults.push_back("stuck: message " + message.id + " beside who waits for it");
}

void nothing_is_due(World& world, Faults& faults) {
  for (const auto& row : all_pages<store::JobRow>([&](const store::Page& at) { return world.store().jobs({}, at); })) {
    if (row.kind == store::JobKind::Timer && !row.suspended && row.due <= world.now())
      faults.push_back("stuck: timer " + name(row.instance, row.work) + " is due");
    if (row.topic == "bihuan:notify" && !row.suspended && row.retries > 0)
      faults.push_back("stuck: notification " + name(row.instance, row.work));
  }
}

void acknowledged_answers_are_kept(World& world, Faults& faults) {
  for (const Ask& ask : world.asks()) {
    if (!ask.answer || ask.answer->status != 200) continue;
    const auto stored = world.store().answer(ask.key);
    if (!stored) faults.push_back("lost: the answer to " + ask.key);
    if (stored && stored->body != ask.answer->body)
      faults.push_back("the answer to " + ask.key + " is stored as " + stored->body + ", not " + ask.answer->body);
  }
}

history::Entry entry_of(const store::JournalRow& row, bool asked) {
  history::Entry entry{.instance = codec::text(row.instance), .revision = row.seq, .key = row.request_id};
  entry.asked = asked;
  const auto command = codec::decode_command(row.command);
  const auto is = [&](history::Act act, WorkId task, const std::string& person) {
    entry.act = act;
    entry.task = codec::text(row.instance, task);
    entry.person = person;
  };
  if (std::holds_alternative<command::StartInstance>(*command)) entry.act = history::Act::Start;
  if (const auto* c = std::get_if<command::ClaimTask>(&*command)) is(history::Act::Claim, c->task, c->person);
  if (const auto* c = std::get_if<command::UnclaimTask>(&*command)) is(history::Act::Unclaim, c->task, c->person);
  if (const auto* c = std::get_if<command::TransferTask>(&*command)) is(history::Act::Transfer, c->task, c->to);
  if (const auto* c = std::get_if<command::CompleteTask>(&*command)) is(history::Act::Complete, c->task, c->person);
  return entry;
}

/// A request that ran twice inside one commit: the same command stands twice under its key on one instance.
void no_command_stands_twice(World& world, Faults& faults) {
  std::map<std::string, std::string> seen;
  for (const InstanceId id : world.store().instances) {
    for (const store::JournalRow& row : world.store().journal(id, 1, everything)) {
      if (row.request_id.empty() || !world.store().asked.contains({row.instance, row.seq})) continue;
      const auto [at, fresh] = seen.emplace(row.request_id, codec::text(id));
      if (!fresh) faults.push_back("two effects of " + row.request_id + ": " + at->second + ", " + codec::text(id));
    }
  }
}

}  // namespace

history::History history_of(World& world) {
  history::History history;
  std::map<std::string, const history::Entry*> effects;
  for (const InstanceId id : world.store().instances) {
    for (const store::JournalRow& row : world.store().journal(id, 1, everything))
      history.entries.push_back(entry_of(row, world.store().asked.contains({row.instance, row.seq})));
  }
  for (const history::Entry& entry : history.entries) {
    if (entry.asked && !entry.key.empty()) effects.emplace(entry.key, &entry);
  }
  for (const Ask& ask : world.asks()) {
    history::Write write = ask.seen;
    const auto effect = effects.find(write.key);
    const bool found = effect != effects.end() && effect->second->instance == write.instance;
    if (found && ask.named) write.revision = effect->second->revision;
    // A kept message or a signal names no case: that its effect is kept is asked of the stored answers.
    if (!ask.named) write.key.clear();
    history.writes.push_back(std::move(write));
  }
  history.reads = world.reads();
  return history;
}

void count(World& world, Reached& reached) {
  world.store().decide = nullptr;
  for (const InstanceId id : world.store().instances) {
    for (const store::JournalRow& row : world.store().journal(id, 1, everything)) {
      const auto command = codec::decode_command(row.command);
      const auto* failed = std::get_if<command::FailJob>(&*command);
      if (failed && row.actor == "system") ++reached["a worker's lease lapsed"];
      const auto events = codec::decode_events(row.events);
      for (const Event& event : *events) {
        std::visit([&](const auto& one) { ++reached["event " + std::string(one.name)]; }, event);
      }
    }
  }
  for (const Ask& ask : world.asks()) {
    if (ask.answer) ++reached["answer " + std::to_string(ask.answer->status)];
  }
}

std::vector<std::string> faults_of(World& world) {
  world.store().decide = nullptr;
  Faults faults = world.faults();
  std::ranges::copy(world.store().faults, std::back_inserter(faults));
  for (const host::Finding& finding : host::verify_all(world.store()).findings)
    faults.push_back("audit: " + codec::text(finding.instance) + " " + finding.message_en);
  rows_are_what_states_hold(world, faults);
  timers_fired_once(world, faults);
  a_lapsed_lease_costs_one_retry(world, faults);
  nothing_is_due(world, faults);
  nothing_waits_beside_its_message(world, faults);
  acknowledged_answers_are_kept(world, faults);
  no_command_stands_twice(world, faults);
  std::ranges::copy(refusals_without_reason(world), std::back_inserter(faults));
  for (const history::Fault& fault : history::faults(history_of(world)))
    faults.push_back("history, " + fault.rule + ": " + fault.text);
  return faults;
}

}  // namespace bihuan::simulation
