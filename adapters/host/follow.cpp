// The part of a turn that crosses instances (architecture.md, rule 7): what is an event here becomes a command there,
// in the same transaction.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "adapters/codec/ids.h"
#include "adapters/codec/records.h"
#include "adapters/host/turn.h"
#include "engine/base/check.h"
#include "engine/definition/starts.h"
#include "engine/feel/text.h"

namespace bihuan::host {
namespace {

constexpr int max_followed = 10'000;  ///< commands that one request may cause before nothing more begins

/// A condition over variables alone; a fault counts as not true (semantics.md, "Conditional events").
bool is_true(const definition::Expr& condition, const state::Variables& variables,
             const feel::Environment& environment) {
  const feel::Variables names = feel::variables_of(variables);
  Value value = condition.constant();
  if (condition.feel()) {
    const auto outcome = condition.feel()->evaluate(names, environment);
    value = outcome ? outcome->value : Value();
  } else if (condition.juel()) {
    const auto outcome = condition.juel()->evaluate(names, {}, environment);
    value = outcome ? outcome->value : Value();
  }
  return value.get<bool>() && *value.get<bool>();
}

}  // namespace

void Turn::follow(Live& live, std::span<const Event> events, const FollowUps& follow_ups) {
  const std::optional<state::Caller>& caller = live.state.header().caller;
  const auto tell_caller = [&](Command command) {
    if (caller) followed_.push_back({caller->instance, std::move(command)});
  };
  const WorkId call = caller ? caller->work : WorkId{};
  for (const Event& event : events) {
    if (const auto* started = std::get_if<event::CallStarted>(&event)) {
      follow_call(live, *started);
    } else if (const auto* completed = std::get_if<event::InstanceCompleted>(&event)) {
      tell_caller(command::CompleteCall{call, completed->outputs});
    } else if (const auto* failed = std::get_if<event::InstanceFailed>(&event)) {
      tell_caller(command::FailCall{call, true, failed->code, failed->message});
    } else if (const auto* cancelled = std::get_if<event::InstanceCancelled>(&event)) {
      tell_caller(command::FailCall{call, false, "called-process-cancelled", cancelled->reason});
    } else if (const auto* escalation = std::get_if<event::EscalationThrown>(&event)) {
      if (escalation->to_caller) tell_caller(command::EscalateCall{call, escalation->code, escalation->variables});
    } else if (const auto* sent = std::get_if<event::MessageSent>(&event)) {
      deliver({sent->message, sent->key, sent->id, sent->time_to_live_us, sent->variables});
    } else if (const auto* written = std::get_if<event::DataStoreWritten>(&event)) {
      const std::string name = data_store_name(live.row.process, written->store);
      reads(topic::document(name));  // of two values on their way the later lands later
      writes(topic::document(name));
      cargo_.documents[name] = {written->value, now_, request_};
    } else if (const auto* signal = std::get_if<event::SignalSent>(&event)) {
      run(Broadcast{signal->signal, signal->variables}, Request());
    }
  }
  for (InstanceId orphan : follow_ups.orphans) {
    followed_.push_back({orphan, command::CancelInstance{"called by a step that was cancelled"}});
  }
  note_subscriptions(follow_ups);
  for (const store::SubscriptionRow& subscription : follow_ups.subscriptions) {
    if (subscription.kind == state::SubscriptionKind::Message) offer_kept(subscription);
  }
}

const KnownProcess* Turn::called(const Live& caller, const event::CallStarted& call) const {
  if (call.binding == "deployment") {
    if (const KnownProcess* same = known_->process_of_deployment(call.process, caller.deployment)) return same;
  }
  if (call.binding == "version") {
    const int version = std::in_range<int>(call.version) ? static_cast<int>(call.version) : 0;
    return known_->process(call.process, version);
  }
  if (call.binding == "versionTag") return known_->process_tagged(call.process, call.version_tag);
  return known_->process(call.process);
}

void Turn::follow_call(Live& live, const event::CallStarted& call) {
  const KnownProcess* process = called(live, call);
  if (!process) {
    followed_.push_back({live.row.id, command::FailCall{call.work, false, "process-not-found", call.process}});
    return;
  }
  make(call.child, *process, live.row.root);
  command::StartInstance start{.instance = call.child, .business_key = call.business_key};
  start.initiator = live.state.header().initiator;
  start.variables = call.inputs;
  start.caller = state::Caller{live.row.id, call.work};
  followed_.push_back({call.child, std::move(start)});
}

/// A followed command that is refused meets something that ended meanwhile (its call was cancelled, its subscription
/// taken): there is nobody left to tell, so it is let go. Only a call that cannot begin is told to its caller,
/// and the log hears of an instance that nobody asked for by name.
void Turn::drain(const Request& request) {
  for (int n = 0; !followed_.empty(); ++n) {
    const InstanceId instance = followed_.front().instance;
    const Command& command = keep(std::move(followed_.front().command));
    followed_.pop_front();
    const auto* start = std::get_if<command::StartInstance>(&command);
    const std::optional<state::Caller> caller = start ? start->caller : std::nullopt;
    if (start && n >= max_followed) {
      cache_.drop(instance);
      if (caller) tell_call_failed(*caller, "too-many-calls", "调用层数过多，请检查流程是否无休止地调用自己");
      if (!caller) spdlog::error("messages or signals begin instances without end: no more at '{}'", start->start);
      continue;
    }
    const Stepped stepped = step_on(instance, command, request);
    if (stepped.failure && caller) tell_call_failed(*caller, "call-refused", stepped.failure->message_zh);
    if (stepped.failure && start && !caller)
      spdlog::error("a message, signal or condition began nothing at '{}': {}", start->start,
                    stepped.failure->message_en);
  }
}

void Turn::tell_call_failed(const state::Caller& caller, std::string code, std::string message) {
  followed_.push_back({caller.instance, command::FailCall{caller.work, false, std::move(code), std::move(message)}});
}

Ran Turn::run(const Broadcast& broadcast, const Request&) {
  Ran ran;
  reads(topic::signal(broadcast.name));
  auto rows = with_pending(tools_.store.signal_subscriptions(broadcast.name), [&](const store::SubscriptionRow& row) {
    return row.kind == state::SubscriptionKind::Signal && row.name == broadcast.name;
  });
  std::ranges::sort(rows, {}, [](const auto& row) { return std::pair(row.instance, row.work); });
  for (const store::SubscriptionRow& row : rows) {
    followed_.push_back({row.instance, command::Trigger{row.work, {}, broadcast.variables}});
  }
  for (const KnownStart& start : known_->starts_on(definition::EventKind::Signal, broadcast.name)) {
    ran.started.push_back(follow_start(start, broadcast.variables));
  }
  ran.reached = rows.size() + ran.started.size();
  return ran;
}

/// A new instance that begins in this turn: `start` has occurred.
InstanceId Turn::follow_start(const KnownStart& start, const state::Variables& variables, std::string business_key,
                              const std::string& initiator) {
  const KnownProcess& process = *known_->process(start.definition);
  const InstanceId id = numbers_.peek();
  numbers_.take(1);
  command::StartInstance command{.instance = id,
                                 .start = start.element,
                                 .business_key = std::move(business_key),
                                 .initiator = initiator,
                                 .variables = variables};
  add_own_variables(process, initiator, command.variables);
  make(id, process, id);
  followed_.push_back({id, std::move(command)});
  return id;
}

Ran Turn::run(const EvaluateConditions& conditions, const Request&) {
  Ran ran;
  const feel::Environment environment{now_, tools_.zones, tools_.local_zone};
  for (const KnownStart& start : known_->conditional_starts()) {
    if (conditions.definition && conditions.definition != start.definition) continue;
    const definition::Definition& process = *known_->process(start.definition)->definition;
    const definition::EventRule& rule = definition::rule_at(process, *definition::find_start(process, start.element));
    if (!is_true(rule.condition, conditions.variables, environment)) continue;
    ran.started.push_back(follow_start(start, conditions.variables, conditions.business_key, conditions.initiator));
  }
  ran.reached = ran.started.size();
  return ran;
}

}  // namespace bihuan::host
