// The part of a turn that brings messages and those who wait for them together: each message reaches one, and each that
// waits gets one. What is on its way is waited for, so that neither is missed (ties.h names what is read and written).
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "adapters/codec/ids.h"
#include "adapters/codec/records.h"
#include "adapters/host/turn.h"
#include "engine/base/check.h"
#include "engine/feel/text.h"

namespace bihuan::host {
namespace {

constexpr std::int64_t day_us = 24 * 3600 * us_per_second;

/// Message subscriptions match by key; one without a key matches its instance's business key, and messages without one.
bool wants(const store::SubscriptionRow& row, const std::string& name, const std::string& key) {
  if (row.kind != state::SubscriptionKind::Message || row.name != name) return false;
  return row.key == key || (row.key.empty() && (key.empty() || row.business_key == key));
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

void Turn::note_subscriptions(const FollowUps& follow_ups) {
  for (const auto* rows : {&follow_ups.subscriptions, &follow_ups.closed}) {
    for (const store::SubscriptionRow& row : *rows) {
      if (row.kind == state::SubscriptionKind::Signal) {
        writes(topic::signal(row.name));
      } else {
        writes(topic::subscription(row.name, row.key));
        if (row.key.empty()) writes(topic::subscription(row.name, row.business_key));
      }
    }
  }
}

std::vector<store::SubscriptionRow> Turn::with_pending(
    std::vector<store::SubscriptionRow> rows, const std::function<bool(const store::SubscriptionRow&)>& wanted) {
  const auto& pending = cargo_.rows.subscriptions;
  std::erase_if(rows, [&](const auto& row) { return pending.contains({row.instance, row.work}); });
  for (const auto& [key, row] : pending) {
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
  reads(topic::subscription(name, key));
  auto rows = with_pending(tools_.store.message_subscriptions(name, key),
                           [&](const store::SubscriptionRow& row) { return wants(row, name, key); });
  if (rows.empty()) return std::nullopt;
  // The oldest waits longest: a rule that does not depend on the store's order.
  return *std::ranges::min_element(rows, {}, [](const auto& row) { return std::pair(row.instance, row.work); });
}

bool Turn::is_taken(const std::string& message) const {
  const auto& taken = cargo_.messages_taken.rows;
  return std::ranges::find(taken, message) != taken.end() ||
         flight_.seat(request_).asked.messages_known.contains(message);
}

void Turn::add_message(store::MessageRow row) {
  writes(topic::message_id(row.id));
  if (!row.taken) writes(topic::kept(row.name, row.key));
  cargo_.messages.add(std::move(row), request_);
}

Ran Turn::run(const Publish& publish, const Request& request) {
  Ran ran;
  if (!publish.id.empty()) {
    const Topic id = topic::message_id(publish.id);
    reads(id);
    ran.kept = is_taken(publish.id) || flight_.ties().written(id);
    if (ran.kept) return ran;
  }
  if (Publish keyed = with_key_of_payload(publish); keyed.key != publish.key) return run(keyed, request);
  if (const auto row = waiting_for(publish.name, publish.key)) {
    ran = root(row->instance, keep(command::Trigger{row->work, publish.id, publish.variables}), request);
    ran.reached = ran.failure ? 0 : 1;
  } else if (const auto start = known_->message_start(publish.name)) {
    ran = run(Start{.definition = start->definition,
                    .start_element = start->element,
                    .business_key = first_business_key(*start, publish),
                    .variables = publish.variables},
              request);
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
    add_message(std::move(row));
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

Ran Turn::run(const Deliver& deliver, const Request& request) {
  const Publish& message = deliver.message;
  reads(topic::message_id(message.id));
  const auto row = waiting_for(message.name, message.key);
  if (!row || is_taken(message.id)) return {};
  Ran ran = root(row->instance, keep(command::Trigger{row->work, message.id, message.variables}), request);
  if (!ran.failure) take_message(message.id, message.name, message.key);
  return ran;
}

void Turn::take_message(const std::string& id, const std::string& name, const std::string& key) {
  writes(topic::message_id(id));
  writes(topic::kept(name, key));
  cargo_.messages_taken.add(id, request_);
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
  add_message({publish.id, publish.name, publish.key, codec::encode_variables(publish.variables), now_,
               now_ + publish.time_to_live_us});
}

void Turn::offer_kept(const store::SubscriptionRow& subscription) {
  const std::string& key = subscription.key.empty() ? subscription.business_key : subscription.key;
  reads(topic::kept(subscription.name, key));
  if (subscription.key.empty()) reads(topic::kept(subscription.name, {}));
  for (const store::MessageRow& row : tools_.store.messages_waiting(subscription.name, key)) {
    if (row.taken || row.expires < now_ || is_taken(row.id)) continue;
    take_message(row.id, row.name, row.key);
    return trigger(subscription, row);
  }
  for (store::MessageRow& own : cargo_.messages.rows) {
    if (own.taken || own.expires < now_ || !wants(subscription, own.name, own.key)) continue;
    own.taken = true;
    return trigger(subscription, own);
  }
}

void Turn::trigger(const store::SubscriptionRow& subscription, const store::MessageRow& message) {
  auto variables = codec::decode_variables(message.variables);
  CHECK(variables.has_value());
  followed_.push_back({subscription.instance, command::Trigger{subscription.work, message.id, std::move(*variables)}});
}

}  // namespace bihuan::host
