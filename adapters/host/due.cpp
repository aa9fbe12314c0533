// The part of the host that looks after time: timers, start timers, the program's own jobs, kept messages. The store's
// clock and leases decide who fires what; the effect and the end of the job are one commit, so each fires once.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "adapters/codec/ids.h"
#include "adapters/codec/json.h"
#include "adapters/codec/records.h"
#include "adapters/host/host.h"
#include "adapters/host/start_timer.h"
#include "engine/base/check.h"

namespace bihuan::host {
namespace {

// Short, because what a killed node had taken is taken again only when its lease has run out. Taking twice is harmless:
// the second command finds the timer or job gone.
constexpr std::int64_t lease_us = 5 * us_per_second;
constexpr std::int64_t look_again_us = us_per_second;
constexpr std::int64_t house_us = 10 * us_per_second;
constexpr std::int64_t answers_kept_us = 24 * 3600 * us_per_second;
constexpr const char* notify_topic = "bihuan:notify";

Rendered nothing(const Ran& ran) {
  return {ran.failure ? 1 : 0, ran.failure ? ran.failure->message_en : "", false};
}

Request background(decltype(Request::what) what, std::string actor) {
  Request request{.what = std::move(what), .actor = std::move(actor)};
  request.in_background = true;
  request.render = nothing;
  return request;
}

/// Receivers of a notification: a person id, or a list of them.
std::vector<std::string> receivers(const Value* to) {
  std::vector<std::string> out;
  if (!to) return out;
  if (to->string()) out.push_back(*to->string());
  if (to->list()) {
    for (const Value& one : *to->list()) {
      if (one.string()) out.push_back(*one.string());
    }
  }
  return out;
}

}  // namespace

bool Host::fire_due() {
  const Instant now = store_.now();
  if (next_due_ && *next_due_ > now && now.us - looked_at_.us < look_again_us) return false;
  bool found = false;
  fire_timers(found);
  fire_start_timers(found);
  run_internal_jobs(found);
  fail_expired_jobs(found);
  looked_at_ = now;
  const auto timer = store_.next_due(store::JobKind::Timer);
  next_due_ = found ? now : timer.value_or(now + look_again_us);
  return found;
}

void Host::note_due(const store::Batch& batch) {
  for (const store::JobRow& job : batch.jobs) {
    const bool ours = job.kind == store::JobKind::Timer || job.topic == notify_topic;
    if (ours && (!next_due_ || job.due < *next_due_)) next_due_ = job.due;
  }
}

void Host::fire_timers(bool& found) {
  store::LeaseRequest lease{.kind = store::JobKind::Timer, .owner = settings_.node, .lease_us = lease_us};
  lease.limit = settings_.timer_slice;
  for (const store::JobRow& job : store_.lease_jobs(lease)) {
    found = true;
    ++counts_.timers;
    const bool continues = job.topic == continuation_topic;
    const Command command = continues ? Command(command::RunContinuation{job.work}) : command::FireTimer{job.work};
    Request request = background(Tell{job.instance, command}, "system");
    request.answer = [job](const Rendered& rendered) {
      if (rendered.status == 0) return;
      spdlog::warn("job {} of {} did not run: {}", job.work.n, job.instance.n, rendered.body);
    };
    ask(std::move(request));
  }
}

/// The request's key makes the start and the count of it one fact: after a crash between them the key is found.
void Host::fire_start_timers(bool& found) {
  const Instant now = store_.now();
  for (const store::StartRow& row : store_.starts()) {
    if (!row.timer || !row.due || *row.due > now) continue;
    const KnownProcess* process = catalogue_.now()->process(row.definition);
    if (!process || !process->row.enabled) continue;
    found = true;
    Request request = background(Start{.definition = row.definition, .start_element = row.element}, "system");
    request.answer = [row](const Rendered& rendered) {
      if (rendered.status != 0) spdlog::error("{} was not started by its timer: {}", row.process, rendered.body);
    };
    request.once = Once{fmt::format("start-timer/{}/{}/{}", row.definition.n, row.element, row.fired), row.element};
    ask(std::move(request));
    while (turn()) {
    }
    store_.advance_start(row, next_start(*process->definition, row, *tools_.zones, catalogue_.now()->calendars));
  }
}

void Host::run_internal_jobs(bool& found) {
  store::LeaseRequest lease{.kind = store::JobKind::External, .topics = {notify_topic}, .owner = settings_.node};
  lease.lease_us = lease_us;
  for (const store::JobRow& job : store_.lease_jobs(lease)) {
    found = true;
    Request request = background(Tell{job.instance, command::CompleteJob{job.work, "system", {}}}, "system");
    const auto headers = codec::parse_json(job.payload);
    const Value* text = headers ? headers->entry("text") : nullptr;
    int n = 0;
    for (const std::string& to : receivers(headers ? headers->entry("to") : nullptr)) {
      store::NotificationRow row{.id = fmt::format("{}-{}", codec::text(job.instance, job.work), ++n), .to = to};
      row.text = text && text->string() ? *text->string() : "";
      row.instance = job.instance;
      row.created = store_.now();
      request.notifications.push_back(std::move(row));
    }
    ask(std::move(request));
  }
}

/// A worker that does not answer within its lease has failed: the job loses a retry and waits its back-off, and when no
/// retry is left it becomes an incident.
void Host::fail_expired_jobs(bool& found) {
  for (const store::JobRow& job : store_.jobs({.kind = store::JobKind::External, .expired = true}, {}).rows) {
    if (job.suspended) continue;
    found = true;
    command::FailJob failed{job.work, job.lock_owner, "no answer within the lease"};
    ask(background(Tell{job.instance, std::move(failed)}, "system"));
  }
}

/// A message kept by one node while another opened the subscription: neither saw the other, so both are offered again.
void Host::offer_messages() {
  for (const store::MessageRow& message : store_.oldest_messages(100)) {
    if (store_.message_subscriptions(message.name, message.key).empty()) continue;
    auto variables = codec::decode_variables(message.variables);
    CHECK(variables.has_value());
    Publish publish{message.name, message.key, message.id, 0, std::move(*variables)};
    ask(background(Deliver{std::move(publish)}, "system"));
  }
}

void Host::keep_house() {
  const Instant now = store_.now();
  if (now.us - house_kept_at_.us < house_us) return;
  house_kept_at_ = now;
  offer_messages();
  store_.forget_messages(now);
  store_.forget_answers({now.us - answers_kept_us});
  catalogue_.refresh();
}

}  // namespace bihuan::host
