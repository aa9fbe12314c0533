// Decides the receivers and the text of a notification, and that a full queue is no failure of a job.
#include "adapters/host/due_requests.h"

#include <fmt/format.h>

#include "adapters/codec/ids.h"
#include "adapters/codec/json.h"
#include "adapters/host/projection.h"

namespace bihuan::host {
namespace {

Rendered rendered(const Ran& ran) {
  if (!ran.failure) return {static_cast<int>(Ended::Done), "", false};
  const bool away = ran.failure->code == FailureCode::Unavailable;
  return {static_cast<int>(away ? Ended::Unavailable : Ended::Failed), ran.failure->message_en, false};
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

Request background(decltype(Request::what) what, std::function<void(Ended, const std::string&)> ended) {
  Request request{.what = std::move(what), .actor = "system"};
  request.in_background = true;
  request.render = rendered;
  request.answer = [ended = std::move(ended)](const Rendered& answer) {
    if (ended) ended(static_cast<Ended>(answer.status), answer.body);
  };
  return request;
}

Command command_of_timer(const store::JobRow& job) {
  if (job.topic == continuation_topic) return command::RunContinuation{job.work};
  return command::FireTimer{job.work};
}

Command command_of_lapsed(const store::JobRow& job) {
  return command::FailJob{job.work, job.lock_owner, "no answer within the lease"};
}

std::vector<store::NotificationRow> notifications_of(const store::JobRow& job, Instant now) {
  std::vector<store::NotificationRow> rows;
  const auto headers = codec::parse_json(job.payload);
  const Value* text = headers ? headers->entry("text") : nullptr;
  int n = 0;
  for (const std::string& to : receivers(headers ? headers->entry("to") : nullptr)) {
    store::NotificationRow row{.id = fmt::format("{}-{}", codec::text(job.instance, job.work), ++n), .to = to};
    row.text = text && text->string() ? *text->string() : "";
    row.instance = job.instance;
    row.created = now;
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace bihuan::host
