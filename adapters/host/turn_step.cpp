// The part of a turn that works on one instance: has it at hand, steps it with the organisation's answers, and writes
// down what came of it.
#include <fmt/format.h>

#include "adapters/codec/ids.h"
#include "adapters/codec/records.h"
#include "adapters/codec/time.h"
#include "adapters/host/placement.h"
#include "adapters/host/turn.h"
#include "engine/base/check.h"

namespace bihuan::host {
namespace {

constexpr int max_lookup_rounds = 100;  ///< a step asks for what it knows to need; nested starts ask again

std::optional<WorkId> task_of(const Command& command) {
  if (const auto* complete = std::get_if<command::CompleteTask>(&command)) return complete->task;
  if (const auto* claim = std::get_if<command::ClaimTask>(&command)) return claim->task;
  if (const auto* unclaim = std::get_if<command::UnclaimTask>(&command)) return unclaim->task;
  if (const auto* transfer = std::get_if<command::TransferTask>(&command)) return transfer->task;
  return std::nullopt;
}

}  // namespace

/// What is on its way is waited for: nobody sees what may never become durable.
Live* Turn::live(InstanceId id) {
  while (true) {
    Live* cached = cache_.find(id);
    if (!cached) {
      bring({id});
      cached = cache_.find(id);
    }
    if (!cached) return nullptr;
    if (!cached->flight) {
      flight_.meet(*cached, request_);
      return cached;
    }
    aloft_.wait_for(*cached->flight);
  }
}

void Turn::bring(const std::vector<InstanceId>& ids) {
  if (ids.empty()) return;
  for (store::LoadedInstance& loaded : tools_.store.load(ids)) {
    const KnownProcess* process = process_of(loaded);
    if (process) cache_.put(revive(std::move(loaded), *process)).read_in = boarding_;
  }
}

const KnownProcess* Turn::process_of(const store::LoadedInstance& loaded) {
  if (const KnownProcess* process = known_->process(loaded.row.definition)) return process;
  tools_.catalogue.refresh();
  known_ = tools_.catalogue.now();
  return known_->process(loaded.row.definition);
}

std::unique_ptr<Live> revive(store::LoadedInstance loaded, const KnownProcess& process) {
  auto live = std::make_unique<Live>();
  live->row = std::move(loaded.row);
  live->definition = process.definition;
  live->deployment = process.row.deployment;
  auto header = codec::decode_header(live->row.header);
  CHECK(header.has_value());
  live->state.edit_header() = *header;
  live->sizes.set_header(live->row.header.size());
  live->row.header = {};
  for (const auto& [id, bytes] : loaded.scopes) {
    live->sizes.set(id, bytes.size());
    auto scope = codec::decode_scope(bytes);
    CHECK(scope.has_value() && scope->id == id);
    live->state.edit_scope(id) = std::move(*scope);
  }
  live->state.reindex();
  live->state.keep();
  return live;
}

Live& Turn::make(InstanceId id, const KnownProcess& process, InstanceId root) {
  auto live = std::make_unique<Live>();
  live->row = {.id = id, .definition = process.row.id, .process = process.row.key, .version = process.row.version};
  live->row.root = root;
  live->row.revision = -1;  // the first commit writes revision 0
  live->definition = process.definition;
  live->deployment = process.row.deployment;
  live->read_in = boarding_;
  Live& made = cache_.put(std::move(live));
  flight_.meet(made, request_);
  return made;
}

Turn::Stepped Turn::step_on(InstanceId id, const Command& command, const Request& request) {
  Stepped out;
  if (quarantined_.contains(id)) {
    out.failure = Failure{FailureCode::WrongState,
                          "该事项因内部错误已被隔离，请联系管理员",
                          "Expected a sound instance, but this one is quarantined after an internal error",
                          {}};
    return out;
  }
  for (bool again = true; again;) {
    again = false;
    Live* live = this->live(id);
    if (!live) {
      out.failure = Failure{FailureCode::NotFound,
                            fmt::format("没有编号为 {} 的事项", codec::text(id)),
                            fmt::format("Expected an instance {}, but there is none", codec::text(id)),
                            {}};
      return out;
    }
    at_work_ = id;
    std::expected<Outcome, Failure> outcome = step_with_answers(*live, command, request.actor);
    if (outcome) {
      out.live = live;
      out.events = record(*live, command, std::move(outcome->events), request);
      at_work_ = {};
      return out;
    }
    at_work_ = {};
    // Another node may have been faster than what we have at hand: look once more on the stored state.
    if (live->read_in != boarding_ && !live->touched) {
      cache_.drop(id);
      again = true;
      continue;
    }
    if (live->row.revision < 0 && !live->touched) cache_.drop(id);  // a start that was refused leaves nothing
    out.failure = why_not(id, command, std::move(outcome.error()));
  }
  return out;
}

Context Turn::context_for(const Live& live, const std::string& actor, const ScriptAnswers& scripts) {
  Context context{.now = now_, .actor = actor, .next_instance = numbers_.peek(), .answers = &answers_};
  context.zones = tools_.zones;
  context.local_zone = tools_.local_zone;
  context.gone = [this](std::string_view person) {
    return !tools_.directory({"gone", {{"person", std::string(person)}}}).empty();
  };
  context.calendar = [this](std::string_view id) { return known_->calendar(id); };
  context.decisions = [this, &live](std::string_view id, std::string_view binding) -> const dmn::Decisions* {
    const KnownDecisions* known = known_->decision(id, binding, live.deployment);
    return known ? known->decisions.get() : nullptr;
  };
  context.scripts = scripts.all();
  context.data_store = [this, &live](std::string_view store) {
    const std::string name = data_store_name(live.row.process, std::string(store));
    reads(topic::document(name));
    return data_stores_.value(name);
  };
  return context;
}

/// Each round answers what the last one asked; scripts have a limit of their own.
std::expected<Outcome, Failure> Turn::step_with_answers(Live& live, const Command& command, const std::string& actor) {
  ScriptAnswers scripts(tools_.run_script);
  for (int round = 0; round < max_lookup_rounds;) {
    auto outcome = step(*live.definition, live.state, command, context_for(live, actor, scripts));
    if (outcome) {
      numbers_.take(outcome->instances_used);
      return std::move(*outcome);
    }
    if (const auto* rejection = std::get_if<Rejection>(&outcome.error()))
      return std::unexpected(failure_of(*rejection));
    const Needs& needs = std::get<Needs>(outcome.error());
    for (const Lookup& lookup : needs.lookups) answers_.emplace(lookup, tools_.directory(lookup));
    scripts.answer(needs.scripts);
    if (needs.scripts.empty()) ++round;
  }
  raise_bug(__FILE__, __LINE__, "a step asks for look-ups without end");
}

std::span<const Event> Turn::record(Live& live, const Command& command, std::vector<Event> events,
                                    const Request& request) {
  if (!live.touched) {
    live.touched = true;
    ++live.row.revision;
    cargo_.touched.push_back(&live);
  }
  flight_.seat(request_).wrote = true;
  const std::span<const Event> kept =
      cargo_.entries.emplace_back(&live, &command, std::move(events), &request, now_).events;
  const std::set<ScopeId> changed = live.state.changed();
  const FollowUps follow_ups = project(live, changed, kept, request.actor, now_, cargo_.rows);
  live.dirty.insert(changed.begin(), changed.end());
  write_row(live, changed);
  live.state.keep();
  follow(live, kept, follow_ups);
  return kept;
}

void Turn::write_row(Live& live, const std::set<ScopeId>& changed) {
  const state::Header& header = live.state.header();
  live.row.status = header.status;
  live.row.business_key = header.business_key;
  live.row.title = header.title;
  live.row.initiator = header.initiator;
  live.row.caller = header.caller;
  live.row.started = header.started;
  if (header.ended.us != 0) live.row.ended = header.ended;
  place(live, changed.contains(ScopeId{1}));
}

/// A case whose definition does not say where it belongs belongs where it came from: to the calling case's unit, or to
/// that of who began it.
void Turn::place(Live& live, bool variables_changed) {
  if (!variables_changed && !live.row.unit.empty()) return;
  if (place_by_definition(live, {now_, tools_.zones, tools_.local_zone, {}})) return;
  if (live.row.caller) {
    const Live* caller = cache_.find(live.row.caller->instance);
    if (caller) live.row.unit = caller->row.unit;
    if (caller && live.row.line.empty()) live.row.line = caller->row.line;
  } else if (!live.row.initiator.empty() && live.row.revision == 0) {
    const auto units = tools_.directory({"unit-of", {{"person", live.row.initiator}}});
    if (!units.empty()) live.row.unit = units.front();
  }
}

/// A task that is gone was somebody's: say whose and when (work.md: the second of two gets 409 with who).
Failure Turn::why_not(InstanceId id, const Command& command, Failure failure) {
  const std::optional<WorkId> task = task_of(command);
  if (failure.code != FailureCode::NotFound || !task) return failure;
  std::optional<store::TaskRow> row;
  if (auto it = cargo_.rows.tasks.find({id, *task}); it != cargo_.rows.tasks.end()) row = it->second;
  if (!row) row = tools_.store.task(id, *task);
  if (!row || row->status == store::TaskStatus::Open) return failure;
  const std::string when = row->ended ? codec::text(*row->ended, 8 * 60) : "";
  if (row->status == store::TaskStatus::Completed) {
    return {FailureCode::AlreadyDone,
            fmt::format("该任务已由 {} 于 {} 办理", row->ended_by, when),
            fmt::format("Expected an open task, but {} completed it at {}", row->ended_by, when),
            {}};
  }
  return {FailureCode::AlreadyDone,
          fmt::format("该任务已于 {} 取消", when),
          fmt::format("Expected an open task, but it was cancelled at {}", when),
          {}};
}

}  // namespace bihuan::host
