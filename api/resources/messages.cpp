// Messages, which reach exactly one, and signals, which reach everybody who listens now.
#include "adapters/codec/ids.h"
#include "api/json_writer.h"
#include "api/resources/resources.h"
#include "engine/calendar/period.h"

namespace bihuan::resources {
namespace {

using namespace api;

constexpr std::int64_t day_us = 24 * 3600 * us_per_second;
constexpr std::int64_t longest_time_to_live_us = 366 * day_us;

/// A duration of days and less, not negative: how long a message waits for somebody. nullopt: it is none.
std::optional<std::int64_t> time_to_live_us(const std::string& text) {
  if (text.empty()) return 0;
  const auto period = calendar::parse_period(text);
  if (!period || period->months != 0 || period->days > 366 || period->us > longest_time_to_live_us) return std::nullopt;
  const std::int64_t us = period->days * day_us + period->us;
  return us >= 0 && us <= longest_time_to_live_us ? std::optional(us) : std::nullopt;
}

std::string outcome_json(const host::Ran& ran) {
  JsonObject out;
  out.number("reached", static_cast<std::int64_t>(ran.reached)).flag("kept", ran.kept);
  if (ran.instance) out.text("instance", codec::text(ran.instance));
  return out.done();
}

}  // namespace

Answer publish_message(const Call& call) {
  static constexpr Field fields[] = {{"name", FieldType::Text, true},
                                     {"correlationKey", FieldType::Text},
                                     {"id", FieldType::Text},
                                     {"timeToLive", FieldType::Text},
                                     {"variables", FieldType::Variables}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto kept_for = time_to_live_us(body->text("timeToLive"));
  if (!kept_for) {
    return Problem{Fault::InvalidInput,
                   "保留时长有误",
                   "Expected another time to live",
                   {{"/timeToLive", "应为 ISO 8601 时长，最长 366 天，如 PT1H",
                     "Expected an ISO 8601 duration of at most 366 days, like PT1H"}}};
  }
  host::Publish publish{body->text("name"), body->text("correlationKey"), body->text("id"), *kept_for,
                        body->variables("variables")};
  return call.ask(std::move(publish), outcome_json);
}

Answer broadcast_signal(const Call& call) {
  static constexpr Field fields[] = {{"name", FieldType::Text, true}, {"variables", FieldType::Variables}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  return call.ask(host::Broadcast{body->text("name"), body->variables("variables")}, [](const host::Ran& ran) {
    return JsonObject().number("reached", static_cast<std::int64_t>(ran.reached)).done();
  });
}

}  // namespace bihuan::resources
