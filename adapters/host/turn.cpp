#include "adapters/host/turn.h"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/codec/ids.h"
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

void Turn::board(std::uint64_t boarding, std::vector<InstanceId> wanted) {
  boarding_ = boarding;
  std::erase_if(wanted, [this](InstanceId id) { return cache_.find(id) != nullptr; });
  bring(wanted);
}

/// The Idempotency-Key of a request that runs for the first time is not looked up: if it is stored, the commit finds
/// out and the request comes back. But what is refused is no repeat of what succeeded only if the key is not there.
void Turn::run(int number) {
  Flight::Seat& seat = flight_.seat(number);
  const Request& request = seat.asked.request;
  request_ = number;
  now_ = tools_.clock();
  known_ = tools_.catalogue.now();
  if (request.once) {
    std::optional<store::IdempotencyRow> before = answer_in_flight(*request.once);
    if (!before && seat.asked.answered_before) before = tools_.store.answer(request.once->key);
    if (before) return void(seat.rendered = repeat_or_mix_up(request, *before));
  }
  Ran ran = std::visit([&](const auto& what) { return run(what, request); }, request.what);
  if (ran.failure && request.once) {
    if (const auto before = tools_.store.answer(request.once->key))
      return void(seat.rendered = repeat_or_mix_up(request, *before));
  }
  ran.at = now_;
  if (!ran.failure) {
    drain(request);
    for (const store::NotificationRow& row : request.notifications) cargo_.notifications.add(row, request_);
    seat.wrote |= !request.notifications.empty();
  }
  seat.rendered = request.render(ran);
  if (!request.once || ran.failure) return;
  cargo_.answers.add({request.once->key, request.once->fingerprint, seat.rendered.status, seat.rendered.body, now_},
                     request_);
  writes(topic::answer(request.once->key));
}

std::optional<store::IdempotencyRow> Turn::answer_in_flight(const Once& once) {
  const Topic topic = topic::answer(once.key);
  reads(topic);
  if (!flight_.ties().written(topic)) return std::nullopt;
  const auto& answers = cargo_.answers.rows;
  const auto found = std::ranges::find(answers, once.key, &store::IdempotencyRow::key);
  return found == answers.end() ? std::nullopt : std::optional(*found);
}

Rendered Turn::repeat_or_mix_up(const Request& request, const store::IdempotencyRow& before) {
  if (before.fingerprint == request.once->fingerprint) return {before.status, before.body, true};
  Ran mixed_up;
  mixed_up.failure = Failure{FailureCode::WrongState,
                             "该 Idempotency-Key 已用于另一个不同的请求",
                             "Expected the same request for this Idempotency-Key, but it was used for another",
                             {}};
  return request.render(mixed_up);
}

void Turn::reads(const Topic& topic) {
  aloft_.wait_for_writers(topic);
  flight_.ties().reads(topic, request_);
}

void Turn::writes(const Topic& topic) {
  flight_.ties().writes(topic, request_);
  flight_.seat(request_).wrote = true;
}

const Command& Turn::keep(Command command) {
  return cargo_.commands.emplace_back(std::move(command));
}

void Turn::drop_what_follows() {
  followed_.clear();
  at_work_ = {};
}

Ran Turn::run(const Start& start, const Request& request) {
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
  return root(id, keep(std::move(command)), request);
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

Ran Turn::run(const Tell& tell, const Request& request) {
  return root(tell.instance, tell.command, request);
}

Ran Turn::root(InstanceId instance, const Command& command, const Request& request) {
  Ran ran;
  ran.instance = instance;
  ran.failure = task_refusal(instance, command);
  if (ran.failure) return ran;
  Stepped stepped = step_on(instance, command, request);
  ran.failure = std::move(stepped.failure);
  ran.live = stepped.live;
  ran.events = stepped.events;
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

}  // namespace bihuan::host
