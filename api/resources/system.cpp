// What the system administrator sees of this node: its log, its version, how busy it is.
#include <algorithm>
#include <array>

#include "api/event_hub.h"
#include "api/json_writer.h"
#include "api/log_lines.h"
#include "api/metrics.h"
#include "api/resources/resources.h"
#include "api/version.h"

namespace bihuan::resources {
namespace {

using namespace api;

constexpr std::array<std::string_view, 5> levels = {"debug", "info", "warn", "error", "critical"};

std::string line_json(const LogLine& line) {
  const auto level = static_cast<std::size_t>(std::clamp(line.level, 1, 5) - 1);
  return JsonObject().moment("at", line.at).text("level", levels[level]).text("text", line.text).done();
}

}  // namespace

Answer read_log(const Call& call) {
  Query query(*call.request);
  const auto level = query.word("level", {"debug", "info", "warn", "error"});
  const std::string text = query.text("text");
  const auto limit = query.integer("limit").value_or(200);
  if (auto wrong = query.finish()) return *wrong;
  if (limit < 1 || limit > 1000) {
    return Problem{Fault::InvalidParameter, "limit 应在 1 到 1000 之间", "Expected a limit of 1 to 1000", {}};
  }
  const auto lines = log_lines(static_cast<int>(level.value_or(0)) + 1, text, static_cast<std::size_t>(limit));
  return json_answer(json_page(json_list(lines, line_json), ""));
}

Answer read_system(const Call& call) {
  Query query(*call.request);
  if (auto wrong = query.finish()) return *wrong;
  const host::HostCounts& host = call.services.host.counts();
  const Gauges gauges = call.services.gauges();
  const Instant now = call.services.host.now();
  JsonObject counts;
  counts.number("requests", static_cast<std::int64_t>(host.requests))
      .number("commits", static_cast<std::int64_t>(host.commits));
  counts.number("timers", static_cast<std::int64_t>(host.timers))
      .number("broken", static_cast<std::int64_t>(host.broken));
  counts.number("connections", static_cast<std::int64_t>(gauges.connections));
  counts.number("requestsWaiting", static_cast<std::int64_t>(gauges.requests_waiting));
  counts.number("listening", static_cast<std::int64_t>(call.services.events.listening()));
  JsonObject out;
  out.text("version", bihuan::version).text("store", call.services.store.kind()).moment("now", now);
  out.moment("started", call.services.started);
  out.number("uptimeSeconds", (now.us - call.services.started.us) / us_per_second);
  return json_answer(out.flag("pages", call.services.pages != nullptr).raw("counts", counts.done()).done());
}

}  // namespace bihuan::resources
