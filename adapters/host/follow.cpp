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
constexpr std::int64_t day_us = 24 * 3600 * us_per_second;

/// Message subscriptions match by key; one without a key matches its instance's business key, and messages without one.
bool wants(const store::SubscriptionRow& row, const std::string& name, const std::string& key) {
  if (row.kind != state::SubscriptionKind::Message || row.name != name) return false;
  return row.key == key || (row.key.empty() && (key.empty() || row.business_key == key));
}

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

/// The text of an expression over variables alone; empty for a fault.
std::string text_of(const definition::Expr& expr, const state::Variables& variables,
                    const feel::Environment& environment) {
  const feel::Variables names = feel::variables_of(variables);
  Value value = expr.constant();
  if (expr.feel()) {
    const auto outcome = expr.feel()->evaluate(names, environment);
    value = outcome ? outcome->value : Value();
  } else if (expr.juel()) {
    const auto outcome = expr.juel()->evaluate(names, {}, environment);
    value = outcome ? outcome->value : Value();
  }
  return value.is_null() ? std::string() : feel::to_string(value);
}

}  // namespace

void Turn::follow(Live& live, const std::vector<Event>& events, const FollowUps& follow_ups) {
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
      data_stores_.write(live.row.process, written->store, written->value);
    } else if (const auto* signal = std::get_if<event::SignalSent>(&event)) {
      Request nobody;
      std::vector<Event> none;
      run(Broadcast{signal->signal, signal->variables}, nobody, none);
    }
  }
  for (InstanceId orphan : follow_ups.orphans) {
    followed_.push_back({orphan, command::CancelInstance{"called by a step that was cancelled"}});
  }
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
    Followed next = std::move(followed_.front());
    followed_.pop_front();
    const auto* start = std::get_if<command::StartInstance>(&next.command);
    const std::optional<state::Caller> caller = start ? start->caller : std::nullopt;
    if (start && n >= max_followed) {
      cache_.drop(next.instance);
      if (caller) tell_call_failed(*caller, "too-many-calls", "调用层数过多，请检查流程是否无休止地调用自己");
      if (!caller) spdlog::error("messages or signals begin instances without end: no more at '{}'", start->start);
      continue;
    }
    const Stepped stepped = step_on(next.instance, next.command, request);
    if (stepped.failure && caller) tell_call_failed(*caller, "call-refused", stepped.failure->message_zh);
    if (stepped.failure && start && !caller)
      spdlog::error("a message, signal or condition began nothing at '{}': {}", start->start,
                    stepped.failure->message_en);
  }
}

void Turn::tell_call_failed(const state::Caller& caller, std::string code, std::string message) {
  followed_.push_back({caller.instance, command::FailCall{caller.work, false, std::move(code), std::move(message)}});
}

std::vector<store::SubscriptionRow> Turn::with_pending(
    std::vector<store::SubscriptionRow> rows, const std::function<bool(const store::SubscriptionRow&)>& wanted) {
  std::erase_if(rows, [&](const auto& row) { return rows_.subscriptions.contains({row.instance, row.work}); });
  for (const auto& [key, row] : rows_.subscriptions) {
    if (row && wanted(*row)) rows.push_back(*row);
  }
  // What a command of this turn is already on its way to is not free any more.
  std::erase_if(rows, [&](const auto& row) {
    return std::ranges::any_of(followed_, [&](const Followed& followed) {
      const auto* trigger = std::get_if<command::Trigger>(&followed.command);
      return trigger && followed.instance == row.instance && trigger->subscription == row.work;
    });
  });
  return rows;
}

std::optional<store::SubscriptionRow> Turn::waiting_for(const std::string& name, const std::string& key) {
  auto rows = with_pending(tools_.store.message_subscriptions(name, key),
                           [&](const store::SubscriptionRow& row) { return wants(row, name, key); });
  if (rows.empty()) return std::nullopt;
  // The oldest waits longest: a rule that does not depend on the store's order.
  return *std::ranges::min_element(rows, {}, [](const auto& row) { return std::pair(row.instance, row.work); });
}

Ran Turn::run(const Publish& publish, const Request& request, std::vector<Event>& events) {
  Ran ran;
  if (!publish.id.empty() && taken_before.contains(publish.id)) {
    ran.kept = true;
    return ran;
  }
  if (Publish keyed = with_key_of_payload(publish); keyed.key != publish.key) return run(keyed, request, events);
  if (const auto row = waiting_for(publish.name, publish.key)) {
    ran = root(row->instance, command::Trigger{row->work, publish.id, publish.variables}, request, events);
    ran.reached = ran.failure ? 0 : 1;
  } else if (const auto start = known_->message_start(publish.name)) {
    ran = run(Start{.definition = start->definition,
                    .start_element = start->element,
                    .business_key = first_business_key(*start, publish),
                    .variables = publish.variables},
              request, events);
    ran.reached = ran.failure ? 0 : 1;
  } else if (publish.time_to_live_us > 0) {
    ran.kept = true;
  } else {
    ran.failure = Failure{FailureCode::NotFound,
                          fmt::format("没有事项在等待消息“{}”（关联键“{}”）", publish.name, publish.key),
                          fmt::format("Expected somebody to wait for message '{}' with key '{}', but nobody does",
                                      publish.name, publish.key),
                          {}};
  }
  if (ran.kept || (ran.reached > 0 && !publish.id.empty())) {
    store::MessageRow row{publish.id, publish.name, publish.key, codec::encode_variables(publish.variables), now_};
    if (row.id.empty()) row.id = "m-" + codec::text(numbers_.peek()), numbers_.take(1);
    row.expires = now_ + std::max(publish.time_to_live_us, day_us);
    if (ran.kept) row.expires = now_ + publish.time_to_live_us;
    row.taken = !ran.kept;
    messages_.push_back(std::move(row));
  }
  return ran;
}

/// A message that somebody published without a key has the one that its conversation reads from its payload, unless
/// only those wait that know no key yet.
Publish Turn::with_key_of_payload(const Publish& publish) {
  Publish keyed = publish;
  const auto found = known_->message_keys.find(publish.name);
  if (!publish.key.empty() || found == known_->message_keys.end()) return keyed;
  keyed.key = text_of(*found->second, publish.variables, {now_, tools_.zones, tools_.local_zone, {}});
  const bool only_without = !waiting_for(publish.name, keyed.key) && waiting_for(publish.name, {});
  return only_without ? publish : keyed;
}

/// What begins by a message with a key has it as business key, unless its definition computes one.
std::string Turn::first_business_key(const KnownStart& start, const Publish& publish) const {
  return known_->process(start.definition)->definition->business_key.given() ? std::string() : publish.key;
}

Ran Turn::run(const Deliver& deliver, const Request& request, std::vector<Event>& events) {
  const Publish& message = deliver.message;
  const auto row = waiting_for(message.name, message.key);
  if (!row || messages_taken_.contains(message.id)) return {};
  Ran ran = root(row->instance, command::Trigger{row->work, message.id, message.variables}, request, events);
  if (!ran.failure) messages_taken_.insert(message.id);
  return ran;
}

/// A message that an instance threw: as Publish, but nobody is there to be refused.
void Turn::deliver(const Publish& publish) {
  if (const auto row = waiting_for(publish.name, publish.key)) {
    followed_.push_back({row->instance, command::Trigger{row->work, publish.id, publish.variables}});
    return;
  }
  if (const auto start = known_->message_start(publish.name)) {
    follow_start(*start, publish.variables, first_business_key(*start, publish));
    return;
  }
  if (publish.time_to_live_us <= 0) return;
  messages_.push_back({publish.id, publish.name, publish.key, codec::encode_variables(publish.variables), now_,
                       now_ + publish.time_to_live_us});
}

void Turn::offer_kept(const store::SubscriptionRow& subscription) {
  const std::string& key = subscription.key.empty() ? subscription.business_key : subscription.key;
  std::vector<store::MessageRow> kept = tools_.store.messages_waiting(subscription.name, key);
  std::ranges::copy_if(messages_, std::back_inserter(kept), [&](const store::MessageRow& row) {
    return !row.taken && wants(subscription, row.name, row.key);
  });
  for (store::MessageRow& row : kept) {
    if (row.taken || row.expires < now_ || messages_taken_.contains(row.id)) continue;
    auto variables = codec::decode_variables(row.variables);
    CHECK(variables.has_value());
    auto mine = std::ranges::find(messages_, row.id, &store::MessageRow::id);
    mine == messages_.end() ? void(messages_taken_.insert(row.id)) : void(mine->taken = true);
    followed_.push_back({subscription.instance, command::Trigger{subscription.work, row.id, std::move(*variables)}});
    return;
  }
}

Ran Turn::run(const Broadcast& broadcast, const Request&, std::vector<Event>&) {
  Ran ran;
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

Ran Turn::run(const EvaluateConditions& conditions, const Request&, std::vector<Event>&) {
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
