#include "adapters/host/turn.h"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/codec/ids.h"
#include "adapters/codec/records.h"
#include "adapters/codec/time.h"
#include "adapters/host/form_gate.h"
#include "engine/base/check.h"

namespace bihuan::host {
namespace {

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
  if (!process || process->definition->global_task) {  // a global task is only called
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
/// one per process and local year, from the store. Nobody else may set them. Processes of other products know neither:
/// they name a variable of their own for who started.
void Turn::add_own_variables(const KnownProcess& process, const std::string& initiator, state::Variables& variables) {
  if (process.definition->dialect != definition::Dialect::Bihuan) return;
  std::erase_if(variables, [](const auto& entry) { return entry.first == "caseSerial" || entry.first == "initiator"; });
  variables.emplace_back("initiator", initiator.empty() ? Value() : Value(initiator));
  const auto& key = process.definition->business_key;
  if (!key.feel() || std::ranges::find(key.feel()->reads(), "caseSerial") == key.feel()->reads().end()) return;
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

void Turn::settle() {
  for (Live* live : touched_) {
    live->touched = live->fresh = false;
    live->dirty.clear();
  }
  for (InstanceId id : loaded_) {
    if (Live* live = cache_.find(id)) live->fresh = false;
  }
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
  batch.documents = data_stores_.written(now_);
  return batch;
}

}  // namespace bihuan::host
