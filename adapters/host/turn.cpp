#include "adapters/host/turn.h"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/codec/ids.h"
#include "adapters/codec/records.h"
#include "adapters/codec/time.h"
#include "adapters/host/chain.h"
#include "adapters/host/form_gate.h"
#include "engine/base/check.h"

namespace bihuan::host {
namespace {

constexpr int max_lookup_rounds = 100;  ///< a step asks for what it knows to need; nested starts ask again

Failure not_found(std::string zh, std::string en) {
  return {FailureCode::NotFound, std::move(zh), std::move(en), {}};
}

FailureCode code_of(RejectionCode code) {
  switch (code) {
    case RejectionCode::NotFound:
      return FailureCode::NotFound;
    case RejectionCode::AlreadyDone:
      return FailureCode::AlreadyDone;
    case RejectionCode::NotAllowed:
      return FailureCode::NotAllowed;
    case RejectionCode::InvalidInput:
      return FailureCode::InvalidInput;
    case RejectionCode::WrongState:
      return FailureCode::WrongState;
  }
  return FailureCode::Broken;
}

std::optional<WorkId> task_of(const Command& command) {
  if (const auto* complete = std::get_if<command::CompleteTask>(&command)) return complete->task;
  if (const auto* claim = std::get_if<command::ClaimTask>(&command)) return claim->task;
  if (const auto* unclaim = std::get_if<command::UnclaimTask>(&command)) return unclaim->task;
  if (const auto* transfer = std::get_if<command::TransferTask>(&command)) return transfer->task;
  return std::nullopt;
}

}  // namespace

Failure failure_of(const Rejection& rejection) {
  return {code_of(rejection.code), rejection.message_zh, rejection.message_en, rejection.faults};
}

InstanceId InstanceNumbers::peek() {
  if (next_ + margin > end_) {
    next_ = store_.lease_ids(block);
    end_ = next_ + block;
  }
  return InstanceId{next_};
}

void InstanceNumbers::take(std::uint32_t n) {
  CHECK(next_ + n <= end_);
  next_ += n;
}

Rendered Turn::run(const Request& request) {
  now_ = tools_.clock();
  if (request.once) {
    const auto same = [&](const store::IdempotencyRow& row) { return row.key == request.once->key; };
    std::optional<store::IdempotencyRow> before;
    if (auto it = std::ranges::find_if(answered_, same); it != answered_.end()) before = *it;
    if (!before) before = tools_.store.answer(request.once->key);
    if (before && before->fingerprint == request.once->fingerprint) return {before->status, before->body, true};
    if (before) {
      Ran mixed_up;
      mixed_up.failure = Failure{FailureCode::WrongState,
                                 "该 Idempotency-Key 已用于另一个不同的请求",
                                 "Expected the same request for this Idempotency-Key, but it was used for another",
                                 {}};
      return request.render(mixed_up);
    }
  }
  std::vector<Event> events;
  Ran ran = std::visit([&](const auto& what) { return run(what, request, events); }, request.what);
  ran.events = events;
  ran.at = now_;
  if (!ran.failure) {
    drain(request);
    notifications_.insert(notifications_.end(), request.notifications.begin(), request.notifications.end());
  }
  Rendered rendered = request.render(ran);
  if (request.once && !ran.failure) {
    answered_.push_back({request.once->key, request.once->fingerprint, rendered.status, rendered.body, now_});
  }
  return rendered;
}

Ran Turn::run(const Start& start, const Request& request, std::vector<Event>& events) {
  Ran ran;
  const KnownProcess* process =
      start.definition ? known_->process(start.definition) : known_->process(start.process, start.version);
  if (!process) {
    ran.failure =
        not_found(fmt::format("没有可启动的流程“{}”", start.process),
                  fmt::format("Expected a deployed and enabled process '{}', but there is none", start.process));
    return ran;
  }
  const definition::Element& process_element = process->definition->process();
  if (start.start_element.empty() && process_element.none_start) {
    ran.failure =
        form_refusal(process->definition->at(process_element.none_start), process->row.deployment, start.variables);
    if (ran.failure) return ran;
  }
  const InstanceId id = numbers_.peek();
  numbers_.take(1);
  command::StartInstance command{.instance = id,
                                 .start = start.start_element,
                                 .business_key = start.business_key,
                                 .initiator = start.initiator,
                                 .variables = start.variables};
  add_own_variables(*process, start.initiator, command.variables);
  make(id, *process, id);
  return root(id, command, request, events);
}

/// What every case is born with: who started it, and, where the definition's case number asks for it, a serial number,
/// one per process and local year, from the store. Nobody else may set them.
void Turn::add_own_variables(const KnownProcess& process, const std::string& initiator, state::Variables& variables) {
  std::erase_if(variables, [](const auto& entry) { return entry.first == "caseSerial" || entry.first == "initiator"; });
  variables.emplace_back("initiator", initiator.empty() ? Value() : Value(initiator));
  const auto& key = process.definition->business_key;
  if (!key.feel || std::ranges::find(key.feel->reads(), "caseSerial") == key.feel->reads().end()) return;
  const std::string year = codec::text(now_, 8 * 60).substr(0, 4);
  variables.emplace_back("caseSerial", Value(tools_.store.next_serial(process.row.key + "/" + year)));
}

Ran Turn::run(const Tell& tell, const Request& request, std::vector<Event>& events) {
  return root(tell.instance, tell.command, request, events);
}

Ran Turn::root(InstanceId instance, const Command& command, const Request& request, std::vector<Event>& events) {
  Ran ran;
  ran.instance = instance;
  ran.failure = task_refusal(instance, command);
  if (ran.failure) return ran;
  Stepped stepped = step_on(instance, command, request);
  ran.failure = std::move(stepped.failure);
  ran.live = stepped.live;
  events = std::move(stepped.events);
  return ran;
}

std::optional<Failure> Turn::form_refusal(const definition::Element& element, std::uint64_t deployment,
                                          const state::Variables& submitted) const {
  const feel::Environment env{now_, tools_.zones, tools_.local_zone};
  std::vector<InputFault> faults = form_faults(*known_, element, deployment, submitted, env);
  if (faults.empty()) return std::nullopt;
  return Failure{FailureCode::InvalidInput, "表单填写有误，请按提示修改",
                 "Expected values that fit the form, but some do not", std::move(faults)};
}

/// Refused before the step: what a person hands in must fit the form of the task. Anything else is the engine's to say.
std::optional<Failure> Turn::task_refusal(InstanceId instance, const Command& command) {
  const auto* complete = std::get_if<command::CompleteTask>(&command);
  Live* live = complete ? this->live(instance) : nullptr;
  const state::Work* work = live ? live->state.work(complete->task) : nullptr;
  if (!work || !std::holds_alternative<state::Task>(work->detail)) return std::nullopt;
  return form_refusal(live->definition->at(work->element), live->deployment, complete->variables);
}

Live* Turn::live(InstanceId id) {
  if (Live* cached = cache_.find(id)) return cached;
  std::vector<store::LoadedInstance> loaded = tools_.store.load({id});
  if (loaded.empty()) return nullptr;
  const KnownProcess* process = known_->process(loaded.front().row.definition);
  if (!process) {
    tools_.catalogue.refresh();
    known_ = tools_.catalogue.now();
    process = known_->process(loaded.front().row.definition);
  }
  if (!process) return nullptr;
  loaded_.push_back(id);
  return &cache_.put(revive(std::move(loaded.front()), *process));
}

void Turn::settle() {
  for (Live* live : touched_) {
    live->touched = live->fresh = false;
    live->dirty.clear();
  }
  for (InstanceId id : loaded_) {
    if (Live* live = cache_.find(id)) live->fresh = false;
  }
}

std::unique_ptr<Live> revive(store::LoadedInstance loaded, const KnownProcess& process) {
  auto live = std::make_unique<Live>();
  live->row = std::move(loaded.row);
  live->definition = process.definition;
  live->deployment = process.row.deployment;
  live->fresh = true;
  auto header = codec::decode_header(live->row.header);
  CHECK(header.has_value());
  live->state.edit_header() = *header;
  for (const auto& [id, bytes] : loaded.scopes) {
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
  live->fresh = true;
  return cache_.put(std::move(live));
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
      out.failure = not_found(fmt::format("没有编号为 {} 的事项", codec::text(id)),
                              fmt::format("Expected an instance {}, but there is none", codec::text(id)));
      return out;
    }
    at_work_ = id;
    std::expected<Outcome, Failure> outcome = step_with_answers(*live, command, request.actor);
    at_work_ = {};
    if (outcome) {
      out.live = live;
      record(*live, command, outcome->events, request);
      out.events = std::move(outcome->events);
      return out;
    }
    // Another node may have been faster than what we have at hand: look once more on the stored state.
    if (!live->fresh && !live->touched) {
      cache_.drop(id);
      again = true;
      continue;
    }
    if (live->row.revision < 0 && !live->touched) cache_.drop(id);  // a start that was refused leaves nothing
    out.failure = why_not(id, command, std::move(outcome.error()));
  }
  return out;
}

std::expected<Outcome, Failure> Turn::step_with_answers(Live& live, const Command& command, const std::string& actor) {
  for (int round = 0; round < max_lookup_rounds; ++round) {
    Context context{.now = now_, .actor = actor, .next_instance = numbers_.peek(), .answers = &answers_};
    context.zones = tools_.zones;
    context.local_zone = tools_.local_zone;
    context.calendar = [this](std::string_view id) { return known_->calendar(id); };
    context.decisions = [this, &live](std::string_view id, std::string_view binding) -> const dmn::Decisions* {
      const KnownDecisions* known = known_->decision(id, binding, live.deployment);
      return known ? known->decisions.get() : nullptr;
    };
    auto outcome = step(*live.definition, live.state, command, context);
    if (outcome) {
      numbers_.take(outcome->instances_used);
      return std::move(*outcome);
    }
    if (const auto* rejection = std::get_if<Rejection>(&outcome.error()))
      return std::unexpected(failure_of(*rejection));
    for (const Lookup& lookup : std::get<Needs>(outcome.error()).lookups) {
      answers_.emplace(lookup, tools_.directory(lookup));
    }
  }
  raise_bug(__FILE__, __LINE__, "a step asks for look-ups without end");
}

void Turn::record(Live& live, const Command& command, const std::vector<Event>& events, const Request& request) {
  const state::Header& header = live.state.header();
  if (!live.touched) {
    live.touched = true;
    ++live.row.revision;
    touched_.push_back(&live);
  }
  store::JournalRow entry{.instance = live.row.id, .seq = live.row.head_seq + 1, .at = now_};
  entry.actor = request.actor;
  entry.request_id = request.request_id;
  entry.reason = request.reason;
  entry.command = codec::encode_command(command);
  entry.events = codec::encode_events(events);
  entry.previous = live.row.head;
  entry.hash = chain_hash(entry);
  live.row.head_seq = entry.seq;
  live.row.head = entry.hash;
  journal_.push_back(std::move(entry));

  const FollowUps follow_ups = project(live, events, request.actor, now_, rows_);
  for (ScopeId id : live.state.changed()) live.dirty.insert(id);
  live.row.status = header.status;
  live.row.business_key = header.business_key;
  live.row.title = header.title;
  live.row.initiator = header.initiator;
  live.row.caller = header.caller;
  live.row.started = header.started;
  if (header.ended.us != 0) live.row.ended = header.ended;
  live.state.keep();
  follow(live, events, follow_ups);
}

/// A task that is gone was somebody's: say whose and when (work.md: the second of two gets 409 with who).
Failure Turn::why_not(InstanceId id, const Command& command, Failure failure) {
  const std::optional<WorkId> task = task_of(command);
  if (failure.code != FailureCode::NotFound || !task) return failure;
  std::optional<store::TaskRow> row;
  if (auto it = rows_.tasks.find({id, *task}); it != rows_.tasks.end()) row = it->second;
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

bool Turn::empty() const {
  return touched_.empty() && messages_.empty() && messages_taken_.empty() && answered_.empty() &&
         notifications_.empty();
}

store::Batch Turn::batch() const {
  store::Batch batch;
  for (const Live* live : touched_) {
    store::InstanceWrite write{.row = live->row};
    write.row.header = codec::encode_header(live->state.header());
    for (ScopeId id : live->dirty) {
      const state::Scope* scope = live->state.scope(id);
      write.scopes.push_back({id, scope ? codec::encode_scope(*scope) : std::string()});
    }
    batch.instances.push_back(std::move(write));
  }
  batch.journal = journal_;
  for (const auto& [key, row] : rows_.tasks) batch.tasks.push_back(row);
  for (const auto& [key, row] : rows_.jobs) {
    row ? batch.jobs.push_back(*row) : batch.jobs_gone.push_back(key);
  }
  for (const auto& [key, row] : rows_.subscriptions) {
    row ? batch.subscriptions.push_back(*row) : batch.subscriptions_gone.push_back(key);
  }
  for (const auto& [key, row] : rows_.incidents) batch.incidents.push_back(row);
  batch.messages = messages_;
  batch.messages_taken.assign(messages_taken_.begin(), messages_taken_.end());
  batch.answers = answered_;
  batch.notifications = notifications_;
  return batch;
}

}  // namespace bihuan::host
