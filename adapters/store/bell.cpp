// Decides what a batch is about, and the order of listening and forgetting inside a process.
#include "adapters/store/bell.h"

#include <algorithm>
#include <mutex>

namespace bihuan::store {

namespace {

/// Whoever waits for a job that is due later finds it by looking each second.
constexpr std::int64_t soon_us = 2'000'000;

bool any_soon(const Batch& batch) {
  if (batch.jobs.empty()) return false;
  if (batch.journal.empty()) return true;  // nobody says what time it is
  const Instant soon = batch.journal.front().at + soon_us;
  return std::ranges::any_of(batch.jobs, [&](const JobRow& job) { return job.due <= soon; });
}

}  // namespace

Topics topics_of(const Batch& batch) {
  Topics topics = no_topics;
  if (any_soon(batch)) topics |= bit(Topic::Jobs);
  if (!batch.tasks.empty() || !batch.notifications.empty()) topics |= bit(Topic::Tasks);
  if (!batch.instances.empty()) topics |= bit(Topic::Cases);
  if (!batch.messages.empty()) topics |= bit(Topic::Messages);
  return topics;
}

void Bell::ring(Topics topics) {
  if (topics != no_topics) call_listeners(topics, Origin::Here);
}

std::unique_ptr<Bell::Listening> Bell::listen(Heard heard) {
  const std::unique_lock lock(mutex_);
  listeners_.emplace(next_, std::move(heard));
  return std::make_unique<Listening>(*this, next_++);
}

void Bell::forget(std::uint64_t number) {
  const std::unique_lock lock(mutex_);
  listeners_.erase(number);
}

void Bell::call_listeners(Topics topics, Origin origin) {
  const std::shared_lock lock(mutex_);
  for (const auto& [number, heard] : listeners_) heard(topics, origin);
}

}  // namespace bihuan::store
